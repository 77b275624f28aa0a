//! One capability, now or at a past moment.

use super::sheet_forms::forms;
use super::tables::{contracts, lines, milestones, strategy};
use super::words::{conflict, rag, sentence};
use crate::page::page;
use crate::pages::changes::shown;
use crate::pages::contracts::cells::{fact, figures, kv, panel, summary};
use crate::pages::contracts::words::{day, origin};
use crate::pages::contracts::{history, moment};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Diff, Notice, PageTitle, Panel, Tone, format};
use backend::capabilities::{
    self, CapabilityMilestone, CapabilityRecord, CapabilitySheet, Standing,
};
use chrono::NaiveDate;
use domain::capabilities::CapabilityMilestoneKind;
use domain::policy::Subject;
use domain::policy::actions::KeepCapabilities;
use leptos::prelude::*;
use leptos_meta::Title;

/// One capability.
#[component]
pub fn Capability() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            capabilities::sheet(rq.ctx(), rq.actor(), &reference, moment::read(&rq)?).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &CapabilitySheet) -> AnyView {
    let record = &sheet.record;
    let address = format!("/capabilities/{}", record.reference);
    let shown_at = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let (today, past) = (shown_at.date_naive(), sheet.moment.is_some());
    let kept = sheet
        .moment
        .map_or_else(String::new, |(at, _)| moment::link(at));
    let edit =
        (!past && rq.may::<KeepCapabilities>(Subject::ANY)).then(|| format!("{address}/edit"));
    let place = [sheet.area.clone(), record.programme.clone()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let meta = match place.is_empty() {
        true => record.owner.clone(),
        false => format!("{} · {place}", record.owner),
    };
    let mark = origin(&record.origin);
    view! {
        <Title text=format!("{} {}", record.reference, record.name)/>
        {moment::told(rq, sheet.moment, &address)}
        <Breadcrumbs links=vec![("/capabilities", "Capabilities").into()] here=record.reference.clone()/>
        <PageTitle title=record.name.clone() reference=record.reference.clone() meta=meta>
            {mark}
            {edit.map(|href| view! { <a class="button" href=href>"Edit capability"</a> })}
        </PageTitle>
        {conflict(rq)}
        {facts(sheet, today)}
        {outlooks(sheet, today)}
        {milestones(sheet, today, &kept)}
        <div class="two">
            <div class="stack">
                {lines(record, &kept)}
                {contracts(rq, sheet, past)}
                {strategy(sheet)}
            </div>
            <div class="stack">
                {about(record)}
                {(!past).then(|| forms(rq, record))}
            </div>
        </div>
        {panel("History", history(&sheet.history))}
        {since(sheet)}
        {moment::ask(rq, shown_at)}
    }
    .into_any()
}

fn of_kind(
    record: &CapabilityRecord,
    kind: CapabilityMilestoneKind,
) -> Option<&CapabilityMilestone> {
    record.milestones.iter().find(|one| one.kind == kind)
}

fn facts(sheet: &CapabilitySheet, today: NaiveDate) -> AnyView {
    let record = &sheet.record;
    let expected = |kind| {
        let Some(one) = of_kind(record, kind) else {
            return view! { "not planned" }.into_any();
        };
        let standing = Standing::of(record, one, &sheet.gates, today);
        view! { {day(standing.outlook.day)}" "{rag(standing.computed)} }.into_any()
    };
    let open = format!("{} of {}", record.open_lines(), record.lines.len());
    figures(view! {
        {fact("Needed from", "by first users", day(record.need_date))}
        {fact("IOC", "initial operational capability", expected(CapabilityMilestoneKind::Ioc))}
        {fact("FOC", "full operational capability", expected(CapabilityMilestoneKind::Foc))}
        {fact("Open lines of work", "of DOTMLPF-I", open)}
    })
}

/// What is to be said of IOC and FOC: first of all, whether they come after the day of need, and why.
fn outlooks(sheet: &CapabilitySheet, today: NaiveDate) -> AnyView {
    let record = &sheet.record;
    let said = [CapabilityMilestoneKind::Ioc, CapabilityMilestoneKind::Foc];
    let said = said.into_iter().filter_map(|kind| {
        let one = of_kind(record, kind)?;
        let standing = Standing::of(record, one, &sheet.gates, today);
        let hindered = standing.outlook.after_need_days.is_some() || standing.driven_by.is_some();
        Some((hindered && one.actual.is_none(), sentence(one, &standing)))
    });
    let (bad, good): (Vec<_>, Vec<_>) = said.partition(|(hindered, _)| *hindered);
    let lines = |said: Vec<(bool, String)>| {
        said.into_iter()
            .map(|(_, words)| view! { <p>{words}</p> })
            .collect_view()
    };
    let title = format::counted(bad.len(), "date needs attention", "dates need attention");
    let bad = (!bad.is_empty())
        .then(|| view! { <Notice tone=Tone::Attention title=title>{lines(bad)}</Notice> });
    view! { {bad}{lines(good)} }.into_any()
}

fn about(record: &CapabilityRecord) -> AnyView {
    let need = record.need.clone().map(|reference| {
        let href = format!("/needs/{reference}");
        kv("Need", view! { <a class="ref" href=href>{reference}</a> })
    });
    let requirement = Some(record.requirement.clone()).filter(|text| !text.is_empty());
    let rows = view! {
        {kv("Desired effect", record.effect.clone())}
        {kv("IOC means", record.ioc_definition.clone())}
        {kv("FOC means", record.foc_definition.clone())}
        {kv("Requirement holder", record.owner.clone())}
        {need}
        {requirement.map(|text| kv("Requirement", text))}
    };
    panel("What it is", summary(rows))
}

fn since(sheet: &CapabilitySheet) -> AnyView {
    if sheet.since.is_empty() {
        return ().into_any();
    }
    let changes = shown(sheet.since.clone());
    view! {
        <Panel title="What changed since" id="since" meta="Field by field, from the shown moment to now.">
            <Diff changes=changes caption="Differences between the shown moment and now" before="Then" after="Now"/>
        </Panel>
    }
    .into_any()
}
