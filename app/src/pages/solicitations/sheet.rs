//! The page of one solicitation.

use super::lot_awards;
use super::requirements;
use super::schedule;
use super::sheet_acts as acts;
use super::sheet_dates::{steps, timetable};
use super::sheet_dialogue as dialogue;
use super::sheet_method as method;
use super::sheet_parts as parts;
use super::sheet_scheme;
use super::standing;
use super::words::{fit_link, money, origin, state};
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::request::Rq;
use crate::script::TickingCountdowns;
use crate::ui::{Breadcrumbs, Countdown, Fact, Facts, PageTitle, format};
use backend::solicitations::{self, Sheet};
use chrono::{DateTime, Utc};
use domain::states::SolicitationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of one solicitation.
#[component]
pub fn SolicitationSheet() -> impl IntoView {
    page(
        async |rq| solicitations::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let imported = record.origin == "imported";
    let (tone, label) = state(sheet.state, imported);
    let (reference, title) = (record.reference.clone(), record.title.clone());
    let tracker = (!imported).then(|| steps(sheet));
    let (mark, links) = (origin(&record.origin), acts::links(rq, sheet));
    let dialogue = dialogue::links(rq, sheet);
    view! {
        <Title text=format!("{reference} {title}")/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into()] here=reference.clone()/>
        <PageTitle title=title reference=reference state=label tone=tone meta=next(sheet, rq.at())>
            {mark}
            {dialogue}
            {links}
        </PageTitle>
        {standing::notice(sheet)}
        {lot_awards::awards(rq, sheet)}
        {tracker}
        {facts(sheet, rq.at())}
        {method::split(rq, sheet)}
        {acts::before_publication(rq, sheet)}
        {method::overrides(rq, sheet)}
        <div class="two">
            <div class="stack">
                {parts::need(sheet)}
                {parts::lots(&record.lots)}
                {requirements::panel(&record.requirements)}
                {schedule::panel(record)}
                {sheet_scheme::scheme(sheet)}
                {method::methods(rq, sheet)}
                {parts::items(&sheet.items)}
                {parts::documents(rq, sheet)}
            </div>
            <div class="stack">
                {timetable(sheet)}
                {method::rules(sheet)}
                {parts::about(sheet)}
                {parts::source(sheet)}
                {standing::panels(rq, sheet)}
                {acts::cancel(rq, sheet)}
            </div>
        </div>
        <TickingCountdowns/>
    }
    .into_any()
}

/// One line: what happens next.
fn next(sheet: &Sheet, now: DateTime<Utc>) -> String {
    use SolicitationState as S;
    let record = &sheet.record;
    if record.origin == "imported" {
        let publisher = sheet
            .publisher
            .clone()
            .unwrap_or_else(|| "another publisher".to_owned());
        return format!(
            "An imported record of {publisher}. It is shown as published and not changed here."
        );
    }
    let closes = record
        .closes_at
        .map(|at| deadline(at, &record.zone))
        .unwrap_or_default();
    match sheet.state {
        S::Draft => "Not public yet. Next: approval by a colleague, which freezes plan, criteria and weights.".to_owned(),
        S::Approved | S::Announced => "Approved by a colleague and not public yet. Next: publication by an officer.".to_owned(),
        S::Published => format!("Providers may submit, replace and withdraw offers until {closes}. Offers are sealed until then."),
        S::Closed => {
            let passed = record.closes_at.map(|at| format::relative(at, now)).unwrap_or_default();
            format!("Closed {passed}. Next: two opening officers open the sealed offers together.")
        }
        S::Evaluating if sheet.prices_wait.as_deref() == Some("technical_result") => "Volumes 1 to 3 are open, the prices are sealed. Next: the panel scores, then the officer fixes the technical result.".to_owned(),
        S::Evaluating if sheet.prices_wait.is_some() => "The technical result is fixed. Next: the opening officers open the prices of the acceptable offers together.".to_owned(),
        S::Evaluating => "The offers are open and are being evaluated: the panel scores, officers compare and recommend.".to_owned(),
        S::AwardDecided => "The award is decided. Next: every bidder is notified.".to_owned(),
        S::Standstill => "The bidders are notified. Next: signature, when the standstill has passed.".to_owned(),
        other => other.meaning().to_owned(),
    }
}

pub(super) fn facts(sheet: &Sheet, now: DateTime<Utc>) -> AnyView {
    let record = &sheet.record;
    let estimate = record
        .estimate
        .map_or_else(|| "not stated".to_owned(), money);
    let closes = record.closes_at.map(|at| {
        let shown = deadline(at, &record.zone);
        view! { <Countdown at=at now=now shown=shown/> }
    });
    let area = sheet
        .area
        .clone()
        .unwrap_or_else(|| "not chosen".to_owned());
    let noted = method::estimate_note(sheet);
    let undated = record.closes_at.is_none().then_some("not set");
    let method = record
        .method()
        .map_or_else(|| record.method.clone(), |method| method.label().to_owned());
    let why = sheet.verdict.as_ref().map(|verdict| verdict.why.clone());
    let fit = sheet.fit.map(|fit| {
        let link = fit_link(&record.reference, fit);
        view! { <Fact label="Your profile meets">{link}</Fact> }
    });
    let offers = match (sheet.offers, record.published_at, record.closes_at) {
        (Some(count), _, _) => format::thousands(count),
        (None, Some(_), Some(at)) if at >= now => {
            format!("sealed until {}", deadline(at, &record.zone))
        }
        (None, Some(_), _) => "sealed until two opening officers open them".to_owned(),
        (None, None, _) => "none before publication".to_owned(),
    };
    view! {
        <Facts>
            <Fact label="Closes">{closes}{undated}</Fact>
            <Fact label="Estimate" note=noted>{estimate}</Fact>
            <Fact label="Method" note=why>{method}</Fact>
            <Fact label="Functional area">{area}</Fact>
            <Fact label="Offers">{offers}</Fact>
            {fit}
        </Facts>
    }
    .into_any()
}
