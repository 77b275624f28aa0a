//! The question that an address asks: which level, from when, for how long, which lines.

use super::words;
use crate::pages::contracts::words::choices;
use crate::request::Rq;
use crate::ui::DateFilter;
use backend::readiness::SurgeQuestion;
use chrono::{Days, NaiveDate};
use domain::contracts::{LONGEST_DAYS, ReadinessLevel};
use leptos::prelude::*;

/// The days that are asked for when the address names none: the surge that contracts of this kind are measured by.
const USUAL_DAYS: u32 = 30;

/// Level, first day and number of days of an address; tomorrow and thirty days where it names none.
#[must_use]
pub fn asked(rq: &Rq) -> (ReadinessLevel, NaiveDate, u32) {
    let day = rq.query("from").and_then(|day| day.parse().ok());
    let days = rq.query("days").and_then(|days| days.parse().ok());
    let tomorrow = || rq.at().date_naive() + Days::new(1);
    let days = days.filter(|days| (1..=LONGEST_DAYS).contains(days));
    (
        words::level(rq.query("level")),
        day.unwrap_or_else(tomorrow),
        days.unwrap_or(USUAL_DAYS),
    )
}

/// The boxes in which it is asked.
pub fn boxes(rq: &Rq) -> AnyView {
    let (level, first, days) = asked(rq);
    let levels: Vec<ReadinessLevel> = words::activated().collect();
    let options = choices(&levels, ReadinessLevel::as_str, ReadinessLevel::label);
    let options = options.into_iter().map(|choice| {
        let chosen = choice.value == level.as_str();
        view! { <option value=choice.value selected=chosen>{choice.label}</option> }
    });
    view! {
        <div class="filter">
            <label for="filter-level">"Level"</label>
            <select id="filter-level" name="level">{options.collect_view()}</select>
        </div>
        <DateFilter name="from" label="From" value=first.to_string()/>
        <div class="filter">
            <label for="filter-days">"Days"</label>
            <input type="text" inputmode="numeric" id="filter-days" name="days" value=days.to_string() size="4" class="n"/>
        </div>
    }
    .into_any()
}

/// The whole question of an address.
#[must_use]
pub fn question(rq: &Rq) -> SurgeQuestion {
    let (level, first_day, days) = asked(rq);
    let lines = rq.queries().iter().filter(|(name, _)| name == "line");
    SurgeQuestion {
        level,
        first_day,
        days,
        programme: rq.query("programme").map(str::to_owned),
        lines: lines.map(|(_, line)| line.to_ascii_uppercase()).collect(),
    }
}
