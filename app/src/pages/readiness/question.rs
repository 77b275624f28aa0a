//! The question that an address asks: which level, from when, for how long, which lines.

use super::words;
use crate::request::Rq;
use backend::readiness::SurgeQuestion;
use chrono::{Days, NaiveDate};
use domain::contracts::{LONGEST_DAYS, ReadinessLevel};

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
