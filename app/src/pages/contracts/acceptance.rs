//! A delivery that is accepted in stages: where it stands, until when, what was found, what users say, who signed what.

use super::cells::{head, kv, lead, panel, summary, td};
use super::tables::file_link;
use super::words::{dated, tone};
use crate::ui::{EmptyState, Help, Table, Tag, Th, Timeline, TimelineEntry, Tone, format};
use backend::contracts::record::{
    Answer, ContractRecord, Defect, Milestone, Opinion, Remedy, StageStep, StagedAcceptance,
};
use chrono::NaiveDate;
use domain::milestones::{DefectClass, RemedyKind, UserOpinion};
use domain::states::StateMachine as _;
use domain::states::acceptance::{AcceptanceEvent, AcceptanceState};
use leptos::prelude::*;

/// The acceptance of a milestone in stages; nothing where one decision accepts it.
pub fn section(milestone: &Milestone, record: &ContractRecord, today: NaiveDate) -> AnyView {
    let Some(staged) = &milestone.staged else {
        return ().into_any();
    };
    let state = (tone(staged.state.tone()), staged.state.label());
    let meaning = staged.state.meaning();
    view! {
        {panel("Acceptance in stages", view! {
            <p><Tag tone=state.0 label=state.1/>" "{meaning}</p>
            {clocks(staged, record, today)}
            {defects(&staged.defects)}
            {opinions(&staged.opinions)}
            {steps(staged, record)}
            <Help title="Which stages are there?" source="GTC B.6, B.8; NPP 17 for the users’ opinion">
                <p>"A test of 90 days where nothing else is agreed; provisional acceptance, from which the milestone counts as accepted and can be paid; 12 months of warranty; final acceptance once every defect is corrected. A rejection lists the defects and is answered within 2 days. After a rejection the purchaser may also accept with a binding remedy plan or a price cut. Use or payment is not acceptance, and a test that takes too long accepts nothing either."</p>
            </Help>
        })}
    }
    .into_any()
}

/// How far a day is away, in words, with its tone.
fn until(day: NaiveDate, today: NaiveDate) -> AnyView {
    let left = (day - today).num_days();
    let (tone, words) = match left {
        ..0 => (Tone::Bad, format!("{} over", format::days(-left))),
        0 => (Tone::Attention, "today".to_owned()),
        _ => (Tone::Neutral, format!("{} left", format::days(left))),
    };
    view! { {dated(Some(day))}" "<Tag tone=tone label=words/> }.into_any()
}

fn clocks(staged: &StagedAcceptance, record: &ContractRecord, today: NaiveDate) -> AnyView {
    let row = |key: &'static str, day: Option<NaiveDate>| day.map(|day| kv(key, until(day, today)));
    let plain =
        |key: &'static str, day: Option<NaiveDate>| day.map(|day| kv(key, dated(Some(day))));
    let ended = staged.state.is_final();
    let conditional = staged.state == AcceptanceState::Conditional;
    let remedy = staged.remedy().filter(|_| !ended);
    let due = remedy
        .and_then(|remedy| remedy.due_on)
        .filter(|_| conditional);
    let terms = remedy.map(|remedy| kv("Conditions", remedied(remedy, record)));
    let warranty = staged.warranty_ends();
    let rejections = staged.rejections();
    let rejected =
        (rejections > 0).then(|| kv("Rejected", format::counted(rejections, "time", "times")));
    summary(view! {
        {plain("Received", Some(staged.received_on))}
        {row("Test ends", staged.test_ends())}
        {row("Answer due", staged.answer_due())}
        {terms}
        {row("Plan carried out by", due)}
        {rejected}
        {plain("Delivered", staged.delivered_on)}
        {if ended { plain("Warranty ended", warranty) } else { row("Warranty ends", warranty) }}
        {plain("Finally accepted", staged.final_on)}
    })
}

fn remedied(remedy: &Remedy, record: &ContractRecord) -> String {
    match (remedy.kind, remedy.cut_minor) {
        (RemedyKind::PriceCut, Some(cut)) => format!(
            "Price cut of {}",
            format::money(cut, record.currency.code())
        ),
        (kind, _) => kind.label().to_owned(),
    }
}

const fn class_tone(class: DefectClass) -> Tone {
    match class {
        DefectClass::Blocking => Tone::Bad,
        DefectClass::Major => Tone::Attention,
        DefectClass::Minor => Tone::Neutral,
    }
}

fn defects(defects: &[Defect]) -> AnyView {
    if defects.is_empty() {
        return view! { <p class="meta">"No defect was noted."</p> }.into_any();
    }
    let row = |defect: &Defect| {
        let (tone, class) = (class_tone(defect.class), defect.class.label());
        let end = match defect.mended_on {
            Some(day) => view! { {dated(Some(day))} }.into_any(),
            None if defect.settled => view! { "stays, for a lower price" }.into_any(),
            None => view! { <Tag tone=Tone::Attention label="open"/> }.into_any(),
        };
        view! {
            <tr>
                {head(format!("{}", defect.number))}
                {lead("Class", view! { <Tag tone=tone label=class/> })}
                {lead("What is wrong", defect.text.clone())}
                {td("Found", dated(Some(defect.found_on)))}
                {lead("Mended", end)}
            </tr>
        }
    };
    let rows = defects.iter().map(row).collect_view();
    view! {
        <Table caption="Defects">
            <thead><tr><Th label="No."/><Th label="Class"/><Th label="What is wrong"/><Th label="Found"/><Th label="Mended"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn opinions(opinions: &[Opinion]) -> AnyView {
    if opinions.is_empty() {
        return ().into_any();
    }
    let row = |given: &Opinion| {
        let tone = match given.opinion {
            UserOpinion::Satisfied => Tone::Good,
            UserOpinion::WithReservations => Tone::Attention,
            UserOpinion::NotSatisfied => Tone::Bad,
        };
        view! {
            <tr>
                {head(given.nation.clone())}
                {lead("Opinion", view! { <Tag tone=tone label=given.opinion.label()/> })}
                {lead("In their words", given.text.clone())}
                {td("Given", view! { {format::date_time(given.at)}<br/><span class="meta">{given.by.clone()}</span> })}
            </tr>
        }
    };
    let rows = opinions.iter().map(row).collect_view();
    view! {
        <Table caption="What users say" note="the officer decides">
            <thead><tr><Th label="Nation"/><Th label="Opinion"/><Th label="In their words"/><Th label="Given"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Steps and answers together, the newest first.
fn steps(staged: &StagedAcceptance, record: &ContractRecord) -> AnyView {
    let mut entries: Vec<_> = staged
        .steps
        .iter()
        .map(|step| (step.at, step_entry(step, record)))
        .chain(
            staged
                .answers
                .iter()
                .map(|answer| (answer.at, answer_entry(answer))),
        )
        .collect();
    if entries.is_empty() {
        return view! { <EmptyState title="No step was taken" text="The officer starts the test."/> }.into_any();
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let entries = entries.into_iter().map(|(_, entry)| entry).collect_view();
    view! { <Timeline label="Steps of the acceptance">{entries}</Timeline> }.into_any()
}

fn step_entry(step: &StageStep, record: &ContractRecord) -> AnyView {
    let tone = match step.event {
        AcceptanceEvent::Accept | AcceptanceEvent::Clear | AcceptanceEvent::AcceptFinal => {
            Tone::Good
        }
        AcceptanceEvent::Reject | AcceptanceEvent::FailPlan | AcceptanceEvent::Terminate => {
            Tone::Bad
        }
        AcceptanceEvent::AcceptWithReservations => Tone::Attention,
        _ => Tone::Neutral,
    };
    let file = step.file.as_ref().map(file_link);
    let remedy = step.remedy.as_ref().map(|remedy| {
        let by = remedy
            .due_on
            .map(|day| format!(" by {}", format::date(day)));
        view! { " "{remedied(remedy, record)}{by} }
    });
    let label = done(step.event);
    view! {
        <TimelineEntry when=format::date_time(step.at) actor=step.by.clone() what=step.statement.clone()>
            <Tag tone=tone label=label/>{remedy}" "{file}
        </TimelineEntry>
    }
    .into_any()
}

const fn done(event: AcceptanceEvent) -> &'static str {
    match event {
        AcceptanceEvent::Start => "test begun",
        AcceptanceEvent::Accept => "provisionally accepted",
        AcceptanceEvent::Reject => "rejected",
        AcceptanceEvent::Resubmit => "submitted again",
        AcceptanceEvent::AcceptWithReservations => "accepted with conditions",
        AcceptanceEvent::Clear => "conditions met",
        AcceptanceEvent::FailPlan => "conditions not met",
        AcceptanceEvent::StartWarranty => "warranty begun",
        AcceptanceEvent::AcceptFinal => "finally accepted",
        AcceptanceEvent::Terminate => "ended without acceptance",
    }
}

fn answer_entry(answer: &Answer) -> AnyView {
    view! {
        <TimelineEntry when=format::date_time(answer.at) actor=answer.by.clone() what=answer.text.clone()>
            <Tag label="contractor’s answer"/>
        </TimelineEntry>
    }
    .into_any()
}
