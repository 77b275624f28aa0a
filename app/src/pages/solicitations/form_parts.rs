//! The sections of a solicitation's form, in the order in which it is thought.

use crate::ui::{
    CheckboxGroup, Choice, DateFields, DateTimeFields, NumberInput, Panel, Select, TextArea,
    TextInput,
};
use backend::solicitations::{Check, Choices, SolicitationRecord, StrategyChoice};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use domain::contracts::VehicleKind;
use domain::timetable::{
    BID_VALIDITY, BIDDING_TIME, BIDDING_TIME_OPERATIONS, NOTICE, NOTICE_WITH_CLEARANCES, QUESTIONS,
    Rule, Severity,
};
use leptos::prelude::*;

/// What is recorded, where there is something.
pub type Recorded<'a> = Option<&'a SolicitationRecord>;

const ZONES: [&str; 17] = [
    "Europe/Brussels",
    "UTC",
    "America/New_York",
    "America/Toronto",
    "Atlantic/Reykjavik",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Oslo",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Vilnius",
    "Europe/Warsaw",
];

/// Currencies in which an estimate may be given.
pub const CURRENCIES: [&str; 17] = [
    "EUR", "ALL", "BGN", "CAD", "CZK", "DKK", "GBP", "HUF", "ISK", "MKD", "NOK", "PLN", "RON",
    "RSD", "SEK", "TRY", "USD",
];

/// Choices with their codes.
pub fn named(choices: &[StrategyChoice]) -> Vec<Choice> {
    let choices = choices.iter();
    choices
        .map(|one| Choice::new(one.code.clone(), format!("{} {}", one.code, one.title)))
        .collect()
}

/// What is bought, why, and which part of the Strategy it serves.
pub fn need(choices: &Choices, record: Recorded) -> AnyView {
    let codes = record
        .map(|record| record.strategy.clone())
        .unwrap_or_default();
    let (areas, strategy) = (named(&choices.areas), named(&choices.strategy));
    let (programmes, record) = (named(&choices.programmes), record.cloned());
    let vehicles = VehicleKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .collect::<Vec<_>>();
    view! {
        <Panel title="Need">
            <TextInput name="title" label="Title" hint="What is bought, in at most ten words." maxlength=200 value=record.as_ref().map(|r| r.title.clone())/>
            <TextArea name="need" label="Need" hint="The operational need, not the solution: who must be able to do what, where and when." rows=6
                value=record.as_ref().map(|r| r.need.clone())/>
            <Select name="functional_area" label="Functional area" prompt="Choose an area" options=areas
                value=record.as_ref().and_then(|r| r.functional_area.clone())/>
            <CheckboxGroup name="strategy" legend="Lines and objectives of the Strategy that it serves" options=strategy values=codes
                hint="At least one line or objective, so that every purchase can be traced to the Strategy."/>
            <Select name="programme" label="Programme" prompt="None" options=programmes optional=true
                value=record.as_ref().and_then(|r| r.programme.clone())/>
            <TextInput name="buyer_name" label="Buyer" hint="The agency or nation that signs." value=record.as_ref().map(|r| r.buyer_name.clone())/>
            <Select name="vehicle" label="Kind of contract intended" prompt="Choose a kind" options=vehicles
                value=record.as_ref().and_then(|r| r.vehicle.clone())/>
        </Panel>
    }
    .into_any()
}

/// A moment as a clock in the zone shows it.
pub fn local(at: Option<DateTime<Utc>>, zone: &str) -> Option<NaiveDateTime> {
    let zone: Tz = zone.parse().ok()?;
    Some(at?.with_timezone(&zone).naive_local())
}

/// The dates, each beside the rule that bounds it.
pub fn timetable(record: Recorded) -> AnyView {
    let zone = record.map_or("Europe/Brussels", |record| record.zone.as_str());
    let announced = record.and_then(|record| record.announced_on);
    let questions = local(record.and_then(|record| record.questions_by), zone);
    let closes = local(record.and_then(|record| record.closes_at), zone);
    let days = record
        .and_then(|record| record.validity_days)
        .map(|days| days.to_string());
    let zone = zone.to_owned();
    view! {
        <Panel title="Timetable" meta="Publication is the moment at which you press “Publish”; the rules are checked then.">
            {announced_field(announced)}
            {moment_field("questions_by", "Questions until", "For example 3 Mar 2027, 12:00.", &[&QUESTIONS], questions, &zone)}
            {moment_field("closes_at", "Closing", "The last moment to submit an offer. Its zone is the one in which the dates are published.",
                &[&BIDDING_TIME, &BIDDING_TIME_OPERATIONS], closes, &zone)}
            <NumberInput name="validity_days" label="Offers stay valid" unit="days from closing" size=6 value=days rule=words(&[&BID_VALIDITY])/>
        </Panel>
    }
    .into_any()
}

/// Rules and where they stand.
fn words(rules: &[&Rule]) -> String {
    let texts: Vec<&str> = rules.iter().map(|rule| rule.text).collect();
    let Some(source) = rules.first().map(|rule| rule.source) else {
        return String::new();
    };
    format!("{} {source}", texts.join(" "))
}

fn announced_field(recorded: Option<NaiveDate>) -> AnyView {
    const LEGEND: &str = "Delegations told on";
    let rule = words(&[&NOTICE, &NOTICE_WITH_CLEARANCES]);
    let hint = "For example 3 3 2027 or 3 Mar 2027.";
    match recorded {
        Some(day) => view! { <DateFields name="announced_on" legend=LEGEND optional=true value=day hint=hint rule=rule/> }.into_any(),
        None => view! { <DateFields name="announced_on" legend=LEGEND optional=true hint=hint rule=rule/> }.into_any(),
    }
}

/// A day, a time and a zone, with the rules that bound them.
pub fn moment_field(
    name: &'static str,
    legend: &'static str,
    hint: &'static str,
    rules: &[&Rule],
    recorded: Option<NaiveDateTime>,
    zone: &str,
) -> AnyView {
    let known = ZONES.contains(&zone);
    let zones = ZONES.into_iter().chain((!known).then_some(zone));
    let zones: Vec<Choice> = zones.map(|name| Choice::new(name, name)).collect();
    let (rule, zone, optional) = (words(rules), zone.to_owned(), name != "closes_at");
    match recorded {
        Some(at) => view! { <DateTimeFields name=name legend=legend optional=optional zones=zones zone=zone value=at hint=hint rule=rule/> }
            .into_any(),
        None => view! { <DateTimeFields name=name legend=legend optional=optional zones=zones zone=zone hint=hint rule=rule/> }.into_any(),
    }
}

/// A reason for each rule that the recorded timetable breaks.
pub fn departures(check: &Check) -> Option<AnyView> {
    let breaches: Vec<_> = check
        .departures
        .iter()
        .filter(|departure| departure.finding.severity == Severity::Breach)
        .map(|departure| {
            let rule = departure.finding.rule;
            let label = format!("Why the timetable departs from {}", rule.id);
            view! {
                <TextArea name=format!("override_{}", rule.id) label=label rows=2 optional=true value=departure.reason.clone()
                    hint=departure.finding.message.clone() rule=format!("{} {}", rule.text, rule.source)/>
            }
        })
        .collect();
    if breaches.is_empty() {
        return None;
    }
    Some(
        view! {
            <Panel title="Departures from the rules" meta="Mend the dates, or say for each rule why it is departed from. The reasons are published and logged.">
                {breaches}
            </Panel>
        }
        .into_any(),
    )
}
