//! Where a contract stands in words, what must happen by which day, and the acts that a person may take now.

use super::cells::{head, lead, num_lead, td};
use super::life_tasks::tasks;
use super::life_words::{Line, lines};
use super::words::{dated, day, tone};
use crate::request::Rq;
use crate::ui::{EmptyState, Panel, Table, Tag, Th, Tone, format};
use backend::contracts::ContractRecord;
use backend::contracts::record::{Claim, LifeMoment};
use chrono::NaiveDate;
use domain::contracts::life::{LifeAct, Side};
use domain::policy::Subject;
use domain::policy::actions::{AnswerContract, LiveContract};
use leptos::prelude::*;

/// Whether a person may take an act, as far as the person's roles say.
pub fn permitted(rq: &Rq, record: &ContractRecord, act: LifeAct) -> bool {
    let own = Subject {
        provider: record.provider,
        ..Subject::ANY
    };
    match act.side() {
        Side::Purchaser => rq.may::<LiveContract>(own),
        Side::Contractor => rq.may::<AnswerContract>(own),
    }
}

/// The acts that begin something hard; the others answer to what is open.
const fn begins(act: LifeAct) -> bool {
    matches!(
        act,
        LifeAct::Stop
            | LifeAct::Default
            | LifeAct::Convenience
            | LifeAct::Declare
            | LifeAct::NotifyForceMajeure
            | LifeAct::ProposeEnd
            | LifeAct::StepIn
            | LifeAct::Claim
            | LifeAct::Novate
            | LifeAct::NotifyControl
            | LifeAct::EndOrdering
            | LifeAct::EndPerformance
            | LifeAct::CloseOrder
            | LifeAct::AddExit
    )
}

/// The section on the overview; nothing for a publisher's record, of which no such thing is known.
pub fn standing(rq: &Rq, record: &ContractRecord, today: NaiveDate, past: bool) -> AnyView {
    if record.origin == "imported" {
        return ().into_any();
    }
    let (state, label) = (tone(record.status.tone()), record.status.label());
    let meaning = record.status.meaning();
    let lines = lines(record, today).into_iter().map(line).collect_view();
    let acts = (!past).then(|| acts(rq, record));
    view! {
        <Panel title="Standing" id="standing">
            <p><Tag tone=state label=label/>" "{meaning}</p>
            <ul class="queue">{lines}</ul>
            {acts}
        </Panel>
    }
    .into_any()
}

fn line(line: Line) -> AnyView {
    let near = line
        .near
        .map(|(tone, words)| view! { " " <Tag tone=tone label=words/> });
    view! { <li><span>{line.words}{near}</span></li> }.into_any()
}

/// Links to the forms of the acts that are possible now.
fn acts(rq: &Rq, record: &ContractRecord) -> AnyView {
    let possible: Vec<LifeAct> = LifeAct::ALL
        .iter()
        .copied()
        .filter(|act| permitted(rq, record, *act) && record.can_live(*act))
        .collect();
    let link = |act: &LifeAct| {
        let href = format!("/contracts/{}/life/{}", record.reference, act.as_str());
        view! { <li><a href=href>{act.label()}</a></li> }
    };
    let (first, rest): (Vec<LifeAct>, Vec<LifeAct>) =
        possible.into_iter().partition(|act| !begins(*act));
    let list = |acts: &[LifeAct]| {
        let links = acts.iter().map(link).collect_view();
        view! { <ul class="queue">{links}</ul> }
    };
    let answers = (!first.is_empty()).then(|| list(&first));
    let more = (!rest.is_empty()).then(|| {
        let links = list(&rest);
        view! { <details><summary>"Stop, notice, end, exit"</summary>{links}</details> }
    });
    view! { {answers}{more} }.into_any()
}

/// Every such moment and claim, the newest first.
pub fn moments(record: &ContractRecord, today: NaiveDate) -> AnyView {
    if record.life.is_empty() {
        let text = "Orders to stop, notices of default or termination, force majeure, step-in and claims are kept here with their days and reasons. The overview says what can be done now.";
        return view! { <EmptyState title="Nothing has befallen this contract" text=text/> }
            .into_any();
    }
    let befell = (!record.life.moments.is_empty()).then(|| befell(record));
    view! { {befell}{claims(record)}{tasks(record, today)} }.into_any()
}

fn befell(record: &ContractRecord) -> AnyView {
    let rows = record
        .life
        .moments
        .iter()
        .rev()
        .map(|moment| row(record, moment));
    let rows = rows.collect_view();
    view! {
        <Table caption="Stops, notices and proposals" note="what was written first never changes; how it ended is added">
            <thead><tr><Th label="Number"/><Th label="What and why"/><Th label="Given"/><Th label="Due"/><Th label="State"/><Th label="How it ended"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn said(label: &'static str, text: Option<&String>) -> Option<AnyView> {
    let words = format!("{label}: {}", text?);
    Some(view! { <div class="meta">{words}</div> }.into_any())
}

fn row(record: &ContractRecord, moment: &LifeMoment) -> AnyView {
    let cause = moment.cause.map(|cause| cause.label().to_owned());
    let exception = moment.exception.map(|one| one.label().to_owned());
    let amount = moment
        .amount_minor
        .map(|minor| format::money(minor, record.currency.code()));
    let details = [
        said("Cause", cause.as_ref()),
        said("No time to cure", exception.as_ref()),
        said("Special grounds", moment.grounds.as_ref()),
        said("Party", moment.party.as_ref()),
        said("Amount", amount.as_ref()),
        said("Plan", moment.plan.as_ref()),
    ];
    let details: Vec<AnyView> = details.into_iter().flatten().collect();
    let ended = moment.outcome.map(|outcome| {
        let by = moment.ended_by.clone().unwrap_or_default();
        format!("{}, {} by {by}", outcome.label(), day(moment.ended_on))
    });
    let agreed = said("Agreed by", moment.agreed_by.as_ref());
    let followed = said("What followed", moment.consequences.as_ref());
    let note = said("Why", moment.note.as_ref());
    let (state, label) = (tone(moment.state.tone()), moment.state.label());
    view! {
        <tr id=moment.number.clone()>
            {head(view! { <span class="ref">{moment.number.clone()}</span>" "{moment.kind.label()} })}
            {lead("What and why", view! { {moment.what.clone()}<div class="meta">{moment.reason.clone()}</div>{details} })}
            {td("Given", format!("{} by {}", format::date(moment.given_on), moment.by))}
            {td("Due", dated(moment.due_on))}
            {lead("State", view! { <Tag tone=state label=label/> })}
            {td("How it ended", view! { {ended}{agreed}{note}{followed} })}
        </tr>
    }
    .into_any()
}

fn claims(record: &ContractRecord) -> AnyView {
    if record.life.claims.is_empty() {
        return ().into_any();
    }
    let row = |claim: &Claim| {
        let basis = claim
            .basis
            .clone()
            .unwrap_or_else(|| "another ground".to_owned());
        let (tone, words) = match claim.accepted {
            None => (Tone::Attention, "open".to_owned()),
            Some(true) => (Tone::Good, format!("accepted {}", day(claim.ended_on))),
            Some(false) => (Tone::Neutral, format!("refused {}", day(claim.ended_on))),
        };
        let note = said("Answer", claim.note.as_ref());
        view! {
            <tr>
                {head(view! { <span class="ref">{claim.number.clone()}</span> })}
                {lead("What", claim.what.clone())}
                {td("Rests on", basis)}
                {num_lead("Amount", format::money(claim.amount_minor, record.currency.code()))}
                {td("Claimed", format!("{} by {}", format::date(claim.given_on), claim.by))}
                {td("State", view! { <Tag tone=tone label=words/>{note} })}
            </tr>
        }
    };
    let rows = record.life.claims.iter().rev().map(row).collect_view();
    view! {
        <Table caption="Claims" note="an accepted claim is paid by a modification of its own">
            <thead><tr><Th label="Number"/><Th label="What"/><Th label="Rests on"/><Th label="Amount" num=true/><Th label="Claimed"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
