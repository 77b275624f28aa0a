//! Words that several pages of contracts and milestones share.

use crate::ui::{Choice, Tag, Tone, format};
use chrono::NaiveDate;
use domain::contracts::VehicleKind;
use domain::states::contract::ContractState;
use domain::states::milestone::MilestoneState;
use leptos::prelude::*;

/// The tone of a state in the kit.
#[must_use]
pub fn tone(tone: domain::states::Tone) -> Tone {
    use domain::states::Tone as State;
    match tone {
        State::Neutral => Tone::Neutral,
        State::Good => Tone::Good,
        State::Attention => Tone::Attention,
        State::Bad => Tone::Bad,
        State::Sealed => Tone::Sealed,
    }
}

/// A contract's status from its code.
#[must_use]
pub fn contract_status(code: &str) -> AnyView {
    match code.parse::<ContractState>() {
        Ok(state) => view! { <Tag tone=tone(state.tone()) label=state.label()/> }.into_any(),
        Err(_) => code.to_owned().into_any(),
    }
}

/// A milestone's status from its code.
#[must_use]
pub fn milestone_status(code: &str) -> AnyView {
    match code.parse::<MilestoneState>() {
        Ok(state) => view! { <Tag tone=tone(state.tone()) label=state.label()/> }.into_any(),
        Err(_) => code.to_owned().into_any(),
    }
}

/// A mark beside records that were not made here.
#[must_use]
pub fn origin(code: &str) -> AnyView {
    let marked = matches!(code, "demonstration" | "imported").then(|| code.to_owned());
    marked
        .map(|label| view! { " " <Tag label=label/> })
        .into_any()
}

/// Where records come from, to choose from.
#[must_use]
pub fn origins() -> Vec<Choice> {
    vec![
        Choice::new("perigee", "Made here"),
        Choice::new("demonstration", "Demonstration"),
        Choice::new("imported", "Imported"),
    ]
}

/// The kind of vehicle from its code.
#[must_use]
pub fn vehicle(code: &str) -> &'static str {
    code.parse::<VehicleKind>()
        .map_or("not stated", VehicleKind::label)
}

/// A day, or that there is none.
#[must_use]
pub fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "not set".to_owned(), format::date)
}

/// A day in a table, kept on one line; muted where there is none.
#[must_use]
pub fn dated(day: Option<NaiveDate>) -> AnyView {
    match day {
        Some(day) => view! { <time datetime=day.to_string()>{format::date(day)}</time> }.into_any(),
        None => view! { <span class="meta">"not set"</span> }.into_any(),
    }
}

/// A slip with its tone: late is bad past 90 days (own design, as in the assessment of milestones).
#[must_use]
pub fn slip(days: Option<i64>) -> AnyView {
    let Some(days) = days else {
        return view! { <span class="meta">"no forecast"</span> }.into_any();
    };
    let class = domain::milestones::slip_class(days);
    view! { <Tag tone=tone(class.tone()) label=format::slip(days)/> }.into_any()
}

/// Choices of a closed list.
#[must_use]
pub fn choices<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<Choice> {
    all.iter()
        .map(|value| Choice::new(code(*value), label(*value)))
        .collect()
}
