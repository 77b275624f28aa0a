//! Activating a surge: the question first, then the decision.

use super::cells::{head, lead, num, num_lead, td};
use super::conflict::recorded;
use super::typed::read;
use crate::page::page;
use crate::pages::readiness::question::{asked, boxes};
use crate::pages::readiness::words;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, CheckboxGroup, Choice, EmptyState, Form, PageTitle, Panel, Submit, Table,
    TextArea, TextInput, Th, format,
};
use backend::contracts::record::ReadinessTerm;
use backend::contracts::{self, ContractRecord, SurgeInput};
use backend::{Error, FieldErrors};
use domain::contracts::{Possible, SurgeDays, earliest_start};
use domain::policy::actions::ActivateSurge;
use domain::policy::{Subject, permit};
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// The question and the form.
#[component]
pub fn NewSurge() -> impl IntoView {
    page(
        async |rq| {
            permit::<ActivateSurge>(rq.actor(), Subject::ANY)?;
            let reference = rq.param("reference").to_ascii_uppercase();
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, None).await?;
            Ok(sheet.record)
        },
        |rq, record| draw(&rq, &record),
    )
}

/// A line with what it would give.
struct Offered<'a> {
    term: &'a ReadinessTerm,
    name: String,
    unit: String,
    price_minor: i64,
    possible: Possible,
}

impl Offered<'_> {
    fn cost_minor(&self) -> Option<i64> {
        let days = self.possible.days?.count();
        self.term.figures().cost(self.price_minor, days)
    }

    fn units(&self) -> String {
        let days = self.possible.days.map_or(0, |days| days.count());
        let units = self.term.figures().units(days).unwrap_or_default();
        format!(
            "{} {}",
            format::decimal(units.round_dp(2).normalize()),
            self.unit
        )
    }
}

fn offered<'a>(rq: &Rq, record: &'a ContractRecord) -> Vec<Offered<'a>> {
    let (level, first, days) = asked(rq);
    let Some(asked) = SurgeDays::of(first, days) else {
        return Vec::new();
    };
    let terms = record.terms_in_force().filter(|term| term.level == level);
    let offer = |term: &'a ReadinessTerm| {
        let line = record
            .line(&term.line)
            .filter(|line| record.is_exercised(line))?;
        let earliest = earliest_start(rq.at(), term.notice_hours);
        Some(Offered {
            term,
            name: format!("{} {}", line.number, line.description),
            unit: line.unit.clone(),
            price_minor: line.unit_price_minor,
            possible: record.possible_days(term, asked, earliest),
        })
    };
    terms.filter_map(offer).collect()
}

fn draw(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (level, _, _) = asked(rq);
    let offered = offered(rq, record);
    let base = format!("/contracts/{}", record.reference);
    let back = format!("{base}?tab=readiness");
    let body = if offered.is_empty() {
        let text = format!(
            "The contract has no term in force for {}.",
            level.label().to_lowercase()
        );
        view! { <EmptyState title="Nothing can be called up" text=text/> }.into_any()
    } else {
        let (table, form) = (table(record, &offered), decide(rq, record, &offered));
        view! { {table}{form} }.into_any()
    };
    view! {
        <Title text="Activate a surge"/>
        <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base, record.reference.clone()).into(), (back, "Readiness").into()] here="Activate a surge"/>
        <PageTitle title="Activate a surge" reference=record.reference.clone()
            meta="Ask first what it would bring and cost; then record the decision. It commits the money at once, and the contractor is told."/>
        {ask(rq)}
        {recorded(rq)}
        {body}
    }
    .into_any()
}

fn ask(rq: &Rq) -> AnyView {
    view! {
        <form method="get" class="filter-row" aria-label="What is asked for">
            {boxes(rq)}
            <button type="submit" class="button">"Show what follows"</button>
        </form>
    }
    .into_any()
}

fn table(record: &ContractRecord, offered: &[Offered<'_>]) -> AnyView {
    let currency = record.currency.code();
    let row = |line: &Offered<'_>| {
        let (possible, why) = words::possible(&line.possible);
        let why = why.map(|why| view! { <div class="meta">{why}</div> });
        let cost = line
            .cost_minor()
            .map(|minor| format::money(minor, currency));
        view! {
            <tr>
                {head(line.name.clone())}
                {lead("Possible", view! { {possible}{why} })}
                {num("More", line.units())}
                {num("Rate for a unit", words::rate(line.term.rate, line.price_minor, currency))}
                {num_lead("Cost", cost)}
                {td("Notice", words::notice(i64::from(line.term.notice_hours)))}
                {td("Who decides", line.term.authority.clone())}
            </tr>
        }
    };
    let rows = offered.iter().map(row).collect_view();
    view! {
        <Table caption="What follows" note="nothing is stored yet">
            <thead><tr>
                <Th label="Line"/><Th label="Possible"/><Th label="More" num=true/><Th label="Rate for a unit" num=true/><Th label="Cost" num=true/><Th label="Notice"/><Th label="Who decides"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn decide(rq: &Rq, record: &ContractRecord, offered: &[Offered<'_>]) -> AnyView {
    let (level, first, days) = asked(rq);
    let currency = record.currency.code();
    let choice = |line: &Offered<'_>| {
        let cost = line
            .cost_minor()
            .map(|minor| format!(", {}", format::money(minor, currency)));
        let words = format!(
            "{}: {}{}",
            line.name,
            line.units(),
            cost.unwrap_or_default()
        );
        Choice::new(line.term.id.to_string(), words)
    };
    let lines: Vec<Choice> = offered.iter().map(choice).collect();
    let whole = |line: &&Offered<'_>| {
        line.possible.shortened.is_none()
            && line.possible.days.is_some_and(|found| found.first == first)
    };
    let ticked = offered
        .iter()
        .filter(whole)
        .map(|line| line.term.id.to_string())
        .collect();
    let (key, version) = (rq.key(), rq.version(record.version));
    let by = if record.orders_by_call_off() {
        "An order with the next number is issued (STC B.6)."
    } else {
        "A change order with the next number is executed, at rates agreed before."
    };
    let title = format!(
        "Decision: {}, {} from {}",
        level.label().to_lowercase(),
        format::days(i64::from(days)),
        format::date(first)
    );
    view! {
        <Panel title=title meta=by>
            <Form act="activate" key=key version=version label="Activate the surge">
                <CheckboxGroup name="terms" legend="Lines" options=lines values=ticked hint="Only lines that give all of the days can be called up."/>
                <TextInput name="decision" label="Reference of the decision" hint="Of the authority that the term names, such as the number of its order." maxlength=200/>
                <TextArea name="reason" label="Why" rows=3 maxlength=2000/>
                <Submit label="Activate the surge" consequence="The cost is obligated at once."/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Activates the surge.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (level, first_day, days) = asked(&post.rq);
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let mut errors = FieldErrors::default();
    let terms = post.values("terms");
    let terms: Vec<_> = terms.iter().filter_map(|id| id.parse().ok()).collect();
    if terms.is_empty() {
        errors.add("terms", "choose at least one line");
    }
    let decision = errors.take("decision", Line::parse(post.value("decision")));
    let reason = errors.take("reason", Prose::parse(post.value("reason")));
    errors.finish()?;
    let input = SurgeInput {
        level,
        terms,
        first_day,
        days,
        decision: read(decision)?,
        reason: read(reason)?,
    };
    contracts::activate_surge(
        post.rq.ctx(),
        &post.call,
        &reference,
        post.version()?,
        input,
    )
    .await?;
    Ok(Go::to(format!("/contracts/{reference}?tab=readiness")))
}
