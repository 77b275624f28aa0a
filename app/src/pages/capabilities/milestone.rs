//! One milestone of a capability: four dates, when it can be expected and why, what gates it, evidence, reservations, the
//! declaration, and how the dates moved.

use super::milestone_forms::forms;
use super::words::{conflict, gate_page, judged, sentence};
use crate::page::page;
use crate::pages::contracts::cells::{fact, figures, head, kv, lead, panel, summary, td};
use crate::pages::contracts::moment;
use crate::pages::contracts::words::{dated, day, milestone_status, slip};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Form, PageTitle, Submit, SubmitKind, Table, Tag, TextArea, Th,
    Timeline, TimelineEntry, Tone, format,
};
use backend::Error;
use backend::capabilities::{
    self, CapabilityDateChange, CapabilityMilestone, CapabilitySheet, GateRow, Hindrance,
    Reservation, Standing, gates_of, hindrances,
};
use domain::policy::Subject;
use domain::policy::actions::{DeclareCapability, KeepCapabilities};
use leptos::prelude::*;
use leptos_meta::Title;

/// One milestone of a capability.
#[component]
pub fn MilestonePage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let number: i64 = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let at = moment::read(&rq)?;
            let sheet = capabilities::sheet(rq.ctx(), rq.actor(), &reference, at).await?;
            let milestone = sheet.record.milestone(number).cloned();
            Ok((milestone.ok_or(Error::NotFound)?, sheet))
        },
        |rq, (milestone, sheet)| draw(&rq, &milestone, &sheet),
    )
}

fn draw(rq: &Rq, milestone: &CapabilityMilestone, sheet: &CapabilitySheet) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let past = sheet.moment.is_some();
    let address = format!("/capabilities/{}", record.reference);
    let back = sheet.moment.map_or_else(
        || address.clone(),
        |(at, _)| format!("{address}{}", moment::link(at)),
    );
    let standing = Standing::of(record, milestone, &sheet.gates, shown.date_naive());
    let hindrances = hindrances(record, milestone, &sheet.gates);
    let own = standing.assessment;
    let meta = format!(
        "{} · {} · declared by {}",
        record.name,
        milestone.kind.meaning(),
        milestone.authority
    );
    view! {
        <Title text=format!("{}, {}", milestone.title, record.reference)/>
        {moment::told(rq, sheet.moment, &address)}
        <Breadcrumbs links=vec![("/capabilities", "Capabilities").into(), (back, record.reference.clone()).into()] here=milestone.title.clone()/>
        <PageTitle title=milestone.title.clone() reference=record.reference.clone() meta=meta/>
        {conflict(rq)}
        {figures(view! {
            {fact("Original baseline", "first approved, never changes", day(milestone.original_baseline))}
            {fact("Current baseline", "latest approved", day(milestone.current_baseline))}
            {fact("Forecast", "best estimate", day(milestone.forecast))}
            {fact("Actual", "declared or met", day(milestone.actual))}
        })}
        <p class="lead">{sentence(milestone, &standing)}</p>
        <p>
            {judged(standing.computed, milestone.override_rag.as_ref())}" "
            {slip(own.and_then(|own| own.slip_original_days))}" against the original baseline · "
            {slip(own.and_then(|own| own.slip_current_days))}" against the current baseline"
        </p>
        <div class="two">
            <div class="stack">
                {panel("What must be the case", view! { <p>{record.definition(milestone).to_owned()}</p> })}
                {declaration(milestone)}
                {gating(rq, milestone, sheet, &hindrances, past)}
                {reservations(rq, milestone, sheet, past)}
                {evidence(milestone)}
                {changes(milestone)}
            </div>
            <div class="stack">{(!past).then(|| forms(rq, milestone, record, &hindrances))}</div>
        </div>
        {moment::ask(rq, shown)}
    }
    .into_any()
}

fn declaration(milestone: &CapabilityMilestone) -> AnyView {
    let Some(declared) = &milestone.declaration else {
        return ().into_any();
    };
    let recorded = format!("{} by {}", format::date_time(declared.at), declared.by);
    let rows = view! {
        {kv("With effect from", format::date(declared.on))}
        {kv("By", declared.authority.clone())}
        {kv("Decision", declared.decision.clone())}
        {kv("Covers", declared.coverage.clone())}
        {kv("By the definition", declared.definition.clone())}
        {kv("Recorded", recorded)}
    };
    let title = if milestone.kind.is_declared() {
        "Declaration"
    } else {
        "Met"
    };
    panel(title, summary(rows))
}

/// What gates the milestone: lines of work, then contract milestones with how they stand.
fn gating(
    rq: &Rq,
    milestone: &CapabilityMilestone,
    sheet: &CapabilitySheet,
    hindrances: &[Hindrance],
    past: bool,
) -> AnyView {
    if hindrances.is_empty() {
        return view! { <EmptyState title="Nothing gates it" text="An officer names the contract milestones that it waits for, and says of lines of work that they gate it."/> }
            .into_any();
    }
    let keeps = !past && milestone.actual.is_none() && rq.may::<KeepCapabilities>(Subject::ANY);
    let state = |open: bool, reserved: bool| match (open, reserved) {
        (false, _) => view! { <Tag tone=Tone::Good label="Closed"/> }.into_any(),
        (true, true) => view! { <Tag tone=Tone::Attention label="Open, reserved"/> }.into_any(),
        (true, false) => view! { <Tag tone=Tone::Bad label="Open"/> }.into_any(),
    };
    let rows: Vec<_> = hindrances
        .iter()
        .map(|one| {
            let gate = gates_of(milestone, &sheet.gates).find(|row| row.name() == one.about);
            let state = state(one.gating.open, one.gating.reserved);
            let words = one.words.clone();
            match gate {
                Some(row) => contract_gate(rq, milestone, sheet, row, state, keeps),
                None => view! { <tr>{head(words)}{td("Day", line_day(sheet, one))}{lead("State", state)}{td("Why", ())}</tr> }.into_any(),
            }
        })
        .collect();
    view! {
        <Table caption="What gates it">
            <thead><tr><Th label="Contract milestone or line of work"/><Th label="Day"/><Th label="State"/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line_day(sheet: &CapabilitySheet, one: &Hindrance) -> AnyView {
    let line = sheet
        .record
        .lines
        .iter()
        .find(|line| line.name() == one.about);
    dated(line.and_then(|line| line.due))
}

fn contract_gate(
    rq: &Rq,
    milestone: &CapabilityMilestone,
    sheet: &CapabilitySheet,
    row: &GateRow,
    state: AnyView,
    keeps: bool,
) -> AnyView {
    let link = milestone.gates.iter().find(|gate| gate.id.0 == row.id);
    let reason = link.map(|link| link.reason.clone());
    let meta = format!("{} · {}", row.name(), row.provider_name);
    let late = row.dates().and_then(|dates| dates.slip_current());
    let form = keeps.then(|| {
        let (act, key) = (format!("ungate-{}", row.id), rq.key());
        let (version, name) = (rq.version(sheet.record.version), row.name());
        let open = rq.form().for_act(&act).has_errors();
        view! {
            <details open=open><summary>"End this link"<span class="hidden">" with "{name.clone()}</span></summary>
                <Form act=act key=key version=version label=format!("End the link with {name}")>
                    <TextArea name="reason" label="Why it no longer gates" rows=2 maxlength=2000/>
                    <Submit label="End the link" kind=SubmitKind::Secondary/>
                </Form>
            </details>
        }
    });
    view! {
        <tr>
            {head(view! { <a href=gate_page(row)>{row.title.clone()}</a><div class="meta">{meta}</div> })}
            {td("Day", view! { {dated(row.day())}<div>{slip(late)}</div> })}
            {lead("State", view! { {state}" "{milestone_status(&row.status)} })}
            {td("Why", view! { {reason}{form} })}
        </tr>
    }
    .into_any()
}

fn reservations(
    rq: &Rq,
    milestone: &CapabilityMilestone,
    sheet: &CapabilitySheet,
    past: bool,
) -> AnyView {
    if milestone.reservations.is_empty() {
        return ().into_any();
    }
    let lifts = !past && rq.may::<DeclareCapability>(Subject::ANY);
    let rows: Vec<_> = milestone
        .reservations
        .iter()
        .map(|one| reservation(rq, sheet, one, lifts))
        .collect();
    view! {
        <Table caption="Reservations">
            <thead><tr><Th label="Number"/><Th label="What is not yet as it should be"/><Th label="About"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn reservation(rq: &Rq, sheet: &CapabilitySheet, one: &Reservation, lifts: bool) -> AnyView {
    let state = match &one.lifted {
        Some(lifted) => {
            let words = format!(
                "{} {}: {}",
                format::date_time(lifted.at),
                lifted.by,
                lifted.text
            );
            view! { <Tag tone=Tone::Good label="Lifted"/><div class="meta">{words}</div> }
                .into_any()
        }
        None => view! { <Tag tone=Tone::Attention label="Stands"/> }.into_any(),
    };
    let form = (lifts && one.lifted.is_none()).then(|| {
        let (act, key) = (format!("lift-{}", one.number), rq.key());
        let version = rq.version(sheet.record.version);
        let open = rq.form().for_act(&act).has_errors();
        let label = format!("Lift reservation {}", one.number);
        view! {
            <details open=open><summary>{label.clone()}</summary>
                <Form act=act key=key version=version label=label>
                    <TextArea name="reason" label="What shows that it is settled" rows=2 maxlength=4000/>
                    <Submit label="Lift the reservation" kind=SubmitKind::Secondary/>
                </Form>
            </details>
        }
    });
    let about = match one.about.strip_prefix("line ") {
        Some(number) => sheet
            .record
            .lines
            .iter()
            .find(|line| line.number.to_string() == number)
            .map_or_else(|| one.about.clone(), |line| line.line.label().to_owned()),
        None => one.about.clone(),
    };
    let recorded = format!("{} {}", format::date_time(one.at), one.by);
    view! {
        <tr>
            {head(one.number.to_string())}
            {lead("What is not yet as it should be", view! { {one.text.clone()}<div class="meta">{recorded}</div> })}
            {td("About", about)}
            {lead("State", view! { {state}{form} })}
        </tr>
    }
    .into_any()
}

fn evidence(milestone: &CapabilityMilestone) -> AnyView {
    let entries = milestone
        .evidence
        .iter()
        .rev()
        .map(|note| view! { <TimelineEntry when=format::date_time(note.at) actor=note.by.clone() what=note.text.clone()/> })
        .collect_view();
    let none = milestone
        .evidence
        .is_empty()
        .then(|| view! { <p class="meta">"Nothing is recorded yet."</p> });
    panel(
        "Evidence",
        view! { {none}<Timeline label="Evidence">{entries}</Timeline> },
    )
}

fn changes(milestone: &CapabilityMilestone) -> AnyView {
    if milestone.changes.is_empty() {
        return ().into_any();
    }
    let rows = milestone.changes.iter().rev().map(change).collect_view();
    view! {
        <Table caption="How the dates moved" note="every value is kept">
            <thead><tr><Th label="Recorded"/><Th label="Date"/><Th label="From"/><Th label="To"/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn change(change: &CapabilityDateChange) -> AnyView {
    let cause = [
        change.cause.map(|cause| cause.label()),
        change.attributable_to.map(|who| who.label()),
        change.excusable.map(|excused| excused.label()),
    ];
    let cause = cause.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let cause = (!cause.is_empty()).then(|| view! { <div class="meta">{cause}</div> });
    let decision = change.decision.clone();
    let decision = decision.map(|text| view! { <div class="meta">"Decision: "{text}</div> });
    view! {
        <tr>
            {head(view! { {format::date_time(change.at)}<div class="meta">{change.by.clone()}</div> })}
            {lead("Date", change.which.label())}
            {td("From", dated(change.old))}
            {lead("To", dated(change.new))}
            {td("Why", view! { {change.reason.clone()}{cause}{decision} })}
        </tr>
    }
    .into_any()
}
