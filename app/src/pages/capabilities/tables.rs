//! The tables of a capability's page: milestones with their gates, lines of work, contracts, Strategy.

use super::words::{gate_page, judged, page_of};
use crate::pages::contracts::cells::{head, lead, td};
use crate::pages::contracts::words::{dated, slip};
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{EmptyState, Form, Help, Submit, SubmitKind, Table, Tag, Th};
use backend::capabilities::{
    CapabilityMilestone, CapabilityRecord, CapabilitySheet, GateRow, Standing, StrategyRow,
    WorkLine, gates_of,
};
use chrono::NaiveDate;
use domain::capabilities::LineOfWork;
use domain::policy::Subject;
use domain::policy::actions::KeepCapabilities;
use leptos::prelude::*;

/// The milestones, each with its four dates, when it can be expected, and what gates it.
pub fn milestones(sheet: &CapabilitySheet, today: NaiveDate, kept: &str) -> AnyView {
    let record = &sheet.record;
    if record.milestones.is_empty() {
        return view! {
            <EmptyState title="No milestones yet" text="Initial and full operational capability come first; funding, first data and reviews can follow. An officer adds them on this page."/>
        }
        .into_any();
    }
    let mut ordered: Vec<_> = record
        .milestones
        .iter()
        .map(|one| (Standing::of(record, one, &sheet.gates, today), one))
        .collect();
    ordered.sort_by_key(|(standing, one)| {
        (standing.outlook.day.unwrap_or(NaiveDate::MAX), one.number)
    });
    let rows: Vec<_> = ordered
        .iter()
        .map(|(standing, one)| milestone(sheet, one, standing, kept))
        .collect();
    view! {
        <Table caption="Milestones of the capability">
            <thead><tr>
                <Th label="Milestone"/><Th label="Original baseline"/><Th label="Current baseline"/><Th label="Forecast"/><Th label="Actual"/>
                <Th label="Expected"/><Th label="Against approved"/><Th label="Status"/><Th label="Gated by"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Help title="When is a milestone expected?" source="own design; both baselines as in 10 USC 4351">
            <p>"Not before the last open contract milestone that gates it, whatever its own forecast says. The status follows from the days after the current baseline: up to 90 late is slipping, more is late, and anything expected after the need date is late. A person may judge otherwise with a reason; both are shown."</p>
        </Help>
    }
    .into_any()
}

fn milestone(
    sheet: &CapabilitySheet,
    one: &CapabilityMilestone,
    standing: &Standing,
    kept: &str,
) -> AnyView {
    let href = format!("{}{kept}", page_of(&sheet.record.reference, one.number));
    let late = standing
        .assessment
        .and_then(|assessment| assessment.slip_current_days);
    let kind = (one.title != one.kind.label()).then(|| format!("{} · ", one.kind.label()));
    view! {
        <tr>
            {head(view! { <a href=href>{one.title.clone()}</a><div class="meta">{kind}{one.authority.clone()}</div> })}
            {td("Original baseline", dated(one.original_baseline))}
            {td("Current baseline", dated(one.current_baseline))}
            {td("Forecast", dated(one.forecast))}
            {td("Actual", dated(one.actual))}
            {lead("Expected", view! { <strong>{dated(standing.outlook.day)}</strong> })}
            {td("Against approved", slip(late))}
            {lead("Status", judged(standing.computed, one.override_rag.as_ref()))}
            {td("Gated by", gates(sheet, one, standing))}
        </tr>
    }
    .into_any()
}

fn gates(sheet: &CapabilitySheet, one: &CapabilityMilestone, standing: &Standing) -> AnyView {
    let decides = standing.driven_by.as_ref().map(|row| row.id);
    let rows: Vec<_> = gates_of(one, &sheet.gates)
        .map(|row| {
            let met = if row.actual.is_some() { " met " } else { " expected " };
            let decides = (decides == Some(row.id)).then_some(" decides");
            view! { <div><a href=gate_page(row)>{row.name()}</a>{met}{dated(row.day())}<strong>{decides}</strong></div> }
        })
        .collect();
    let lines = sheet
        .record
        .lines_of(one)
        .filter(|line| line.status.is_open())
        .count();
    let lines = (lines > 0).then(|| {
        let words = crate::ui::format::counted(lines, "open line of work", "open lines of work");
        view! { <div class="meta">{words}</div> }
    });
    view! { {rows}{lines} }.into_any()
}

/// Work on the eight lines of DOTMLPF-I; a line without any says so.
pub fn lines(record: &CapabilityRecord, kept: &str) -> AnyView {
    let rows: Vec<_> = LineOfWork::ALL
        .iter()
        .flat_map(|line| {
            let own: Vec<_> = record
                .lines
                .iter()
                .filter(|one| one.line == *line)
                .collect();
            match own.is_empty() {
                true => vec![no_work(*line)],
                false => own.into_iter().map(|one| work(record, one, kept)).collect(),
            }
        })
        .collect();
    view! {
        <Table caption="Lines of work (DOTMLPF-I)" note="what the capability needs beside its contracts">
            <thead><tr><Th label="Line"/><Th label="Work"/><Th label="Owner"/><Th label="By"/><Th label="State"/><Th label="Gates"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn no_work(line: LineOfWork) -> AnyView {
    let none = || view! { <span class="meta">"no work recorded"</span> };
    view! { <tr>{head(line.label())}{lead("Work", none())}{td("Owner", ())}{td("By", ())}{td("State", ())}{td("Gates", ())}</tr> }
        .into_any()
}

fn work(record: &CapabilityRecord, one: &WorkLine, kept: &str) -> AnyView {
    let gated = one.gates.and_then(|number| record.milestone(number));
    let gated = gated.map(|milestone| {
        let href = format!("{}{kept}", page_of(&record.reference, milestone.number));
        view! { <a href=href>{milestone.title.clone()}</a> }
    });
    let remark = Some(one.remark.clone()).filter(|text| !text.is_empty());
    let remark = remark.map(|text| view! { <div class="meta">{text}</div> });
    view! {
        <tr>
            {head(one.line.label())}
            {lead("Work", view! { {one.text.clone()}{remark} })}
            {td("Owner", one.owner.clone())}
            {td("By", dated(one.due))}
            {lead("State", view! { <Tag tone=tone(one.status.tone()) label=one.status.label()/> })}
            {td("Gates", gated)}
        </tr>
    }
    .into_any()
}

/// Contracts that serve the capability, and which of their milestones gate its own.
pub fn contracts(rq: &Rq, sheet: &CapabilitySheet, past: bool) -> AnyView {
    let record = &sheet.record;
    if record.contracts.is_empty() {
        return view! { <EmptyState title="No contract serves it yet" text="An officer names the contracts, or a contract milestone that gates one of the capability’s."/> }
            .into_any();
    }
    let keeps = !past && rq.may::<KeepCapabilities>(Subject::ANY);
    let rows: Vec<_> = record
        .contracts
        .iter()
        .map(|one| {
            let href = format!("/contracts/{}", one.reference);
            let own: Vec<&GateRow> =
                sheet.gates.iter().filter(|row| row.contract == one.reference).collect();
            let names = own.first().map(|row| format!("{} · {}", row.contract_title, row.provider_name));
            let unlink = (keeps && own.is_empty()).then(|| unlink(rq, record, &one.reference));
            let links: Vec<_> = own
                .iter()
                .map(|row| view! { <div><a href=gate_page(row)>{format!("{} {}", row.number, row.title)}</a></div> })
                .collect();
            view! {
                <tr>
                    {head(view! { <a class="ref" href=href>{one.reference.clone()}</a><div class="meta">{names}</div> })}
                    {lead("Brings", one.brings.clone())}
                    {td("Milestones that gate", view! { {links}{unlink} })}
                </tr>
            }
        })
        .collect();
    view! {
        <Table caption="Contracts that serve it">
            <thead><tr><Th label="Contract"/><Th label="Brings"/><Th label="Milestones that gate"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn unlink(rq: &Rq, record: &CapabilityRecord, contract: &str) -> AnyView {
    let (act, key, version) = (
        format!("unlink-{contract}"),
        rq.key(),
        rq.version(record.version),
    );
    let label = format!("{contract} no longer serves it");
    view! {
        <Form act=act key=key version=version label=label.clone()>
            <Submit label=label kind=SubmitKind::Secondary/>
        </Form>
    }
    .into_any()
}

/// Codes of the Strategy, each with the contracts of the capability that serve it, too.
pub fn strategy(sheet: &CapabilitySheet) -> AnyView {
    if sheet.strategy.is_empty() {
        return view! { <EmptyState title="No code of the Strategy is named" text="An officer names the lines and objectives that it serves when editing it."/> }
            .into_any();
    }
    let row = |row: &StrategyRow| {
        let href = format!("/strategy/{}", row.code);
        let serving: Vec<_> = row
            .contracts
            .iter()
            .map(|reference| {
                let href = format!("/contracts/{reference}");
                view! { <div><a class="ref" href=href>{reference.clone()}</a></div> }
            })
            .collect();
        let none = row
            .contracts
            .is_empty()
            .then(|| view! { <span class="meta">"none of its contracts"</span> });
        view! {
            <tr>
                {head(view! { <a class="ref" href=href>{row.code.clone()}</a> })}
                {lead("Heading", row.title.clone())}
                {td("Served by", view! { {serving}{none} })}
            </tr>
        }
    };
    let rows: Vec<_> = sheet.strategy.iter().map(row).collect();
    view! {
        <Table caption="Strategy" note="what its contracts’ solicitations name, too">
            <thead><tr><Th label="Code"/><Th label="Heading"/><Th label="Served by"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
