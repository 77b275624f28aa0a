//! The steps of a procedure and its dates, each with the rule that made it.

use crate::pages::clocks::deadline;
use crate::ui::{KeyValue, Notice, Panel, Step, StepState, Steps, SummaryList, Tone, format};
use backend::solicitations::{Departure, Sheet};
use chrono::{DateTime, Days, Utc};
use domain::states::SolicitationState;
use domain::timetable::{BID_VALIDITY, Field, QUESTIONS, Rule, Severity, bidding_time, notice};
use leptos::prelude::*;

/// Where the procedure stands.
pub fn steps(sheet: &Sheet) -> AnyView {
    use SolicitationState as S;
    let record = &sheet.record;
    let names = [
        "Written",
        "Published",
        "Closed",
        "Evaluated",
        "Awarded",
        "Standstill",
        "Concluded",
    ];
    let reached = match sheet.state {
        S::Draft | S::Approved | S::Announced => 0,
        S::Published => 1,
        S::Closed => 2,
        S::Evaluating | S::Failed => 3,
        S::AwardDecided => 4,
        S::Standstill => 5,
        S::Concluded => 7,
        S::Suspended | S::Cancelled | S::Reissued => ended_after(sheet),
    };
    let stopped = matches!(
        sheet.state,
        S::Failed | S::Suspended | S::Cancelled | S::Reissued
    );
    let dates: [Option<DateTime<Utc>>; 4] = [
        Some(record.created_at),
        record.published_at,
        record.closes_at,
        record.opened_at,
    ];
    let steps = names.into_iter().enumerate().map(|(index, name)| {
        let state = match index.cmp(&reached) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal if !stopped => StepState::Current,
            _ if stopped => StepState::Skipped,
            _ => StepState::Ahead,
        };
        let date = dates.get(index).copied().flatten();
        Step::new(name, state).note(date.map(|at| format::date(at.date_naive())))
    });
    view! { <Steps steps=steps.collect() label="Procedure"/> }.into_any()
}

/// How far it had come when it stopped.
fn ended_after(sheet: &Sheet) -> usize {
    let record = &sheet.record;
    match (record.published_at, record.opened_at) {
        (_, Some(_)) => 3,
        (Some(_), None) => 2,
        (None, None) => 1,
    }
}

/// A date of the timetable: its name, its value, the rule that it is held against, and the field of the check.
type DateRow = (&'static str, Option<String>, Option<&'static Rule>, Field);

/// The dates in their own zone and in UTC, with rules and departures.
pub fn timetable(sheet: &Sheet) -> AnyView {
    let imported = sheet.record.origin == "imported";
    let rows = dates(sheet)
        .into_iter()
        .filter(|(_, value, _, _)| !imported || value.is_some())
        .map(|(label, value, rule, field)| {
            let rule = rule.filter(|_| !imported).map(|rule| view! { <p class="meta">{rule.text}" "{rule.source}</p> });
            let departures: Vec<_> = sheet
                .check
                .departures
                .iter()
                .filter(|one| one.finding.field == field && !imported)
                .map(departure)
                .collect();
            view! { <KeyValue key=label>{value.unwrap_or_else(|| "not set".to_owned())}{rule}{departures}</KeyValue> }
        })
        .collect_view();
    view! { <Panel title="Timetable"><SummaryList>{rows}</SummaryList></Panel> }.into_any()
}

fn dates(sheet: &Sheet) -> [DateRow; 5] {
    let record = &sheet.record;
    let shown = |at: Option<DateTime<Utc>>| at.map(|at| deadline(at, &record.zone));
    [
        (
            "Delegations told",
            record.announced_on.map(format::date),
            Some(notice(record.clearances_needed)),
            Field::AnnouncedOn,
        ),
        (
            "Published",
            shown(record.published_at),
            None,
            Field::PublishedAt,
        ),
        (
            "Questions until",
            shown(record.questions_by),
            Some(&QUESTIONS),
            Field::QuestionsBy,
        ),
        (
            "Closes",
            shown(record.closes_at),
            Some(bidding_time(record.for_operations)),
            Field::ClosesAt,
        ),
        (
            "Offers valid until",
            valid_until(sheet),
            Some(&BID_VALIDITY),
            Field::ValidityUntil,
        ),
    ]
}

/// The last day of validity, counted from closing.
fn valid_until(sheet: &Sheet) -> Option<String> {
    let validity = sheet.record.validity_days?;
    let day = sheet
        .record
        .closes_at?
        .date_naive()
        .checked_add_days(Days::new(u64::try_from(validity).ok()?))?;
    Some(format!(
        "{} ({} from closing)",
        format::date(day),
        format::days(validity)
    ))
}

fn departure(departure: &Departure) -> AnyView {
    let finding = &departure.finding;
    let tone = match (finding.severity, &departure.reason) {
        (Severity::Breach, None) => Tone::Bad,
        (Severity::Breach, Some(_)) => Tone::Attention,
        (Severity::Note, _) => Tone::Neutral,
    };
    let reason = departure
        .reason
        .clone()
        .map(|reason| view! { <p>"Reason for the departure: "{reason}</p> });
    let message = finding.message.clone();
    view! { <Notice tone=tone><p>{message}</p>{reason}</Notice> }.into_any()
}
