//! Readiness terms in words, as contracts and the overview say them.

use crate::ui::format;
use domain::contracts::{Possible, ReadinessLevel, SurgeRate, SurgeTerms};

/// `2 scenes more a day`, `30 km² more in 7 days`.
#[must_use]
pub fn more(terms: &SurgeTerms, unit: &str) -> String {
    let quantity = format::decimal(terms.quantity);
    match terms.per_days {
        1 => format!("{quantity} {unit} more a day"),
        days => format!(
            "{quantity} {unit} more in {}",
            format::days(i64::from(days))
        ),
    }
}

/// `1.5 times the line’s price, NOK 510.00`, `NOK 700.00`: what a unit costs.
#[must_use]
pub fn rate(rate: SurgeRate, line_price_minor: i64, currency: &str) -> String {
    match rate {
        SurgeRate::UnitPrice(minor) => format::money_exact(minor, currency),
        SurgeRate::Multiplier(times) => {
            let line = format::money_exact(line_price_minor, currency);
            format!("{} times {line}", format::decimal(times))
        }
    }
}

/// `60 days in 365`, or that there is no limit.
#[must_use]
pub fn longest(max_days: Option<u32>) -> String {
    max_days.map_or_else(
        || "no limit".to_owned(),
        |days| format!("{} in any 365", format::days(i64::from(days))),
    )
}

/// `1 day`, `48 hours`, `none`.
#[must_use]
pub fn notice(hours: i64) -> String {
    match hours {
        0 => "none".to_owned(),
        1 => "1 hour".to_owned(),
        hours if hours % 24 == 0 => format::days(hours / 24),
        hours => format!("{hours} hours"),
    }
}

/// The days that are possible, and why not more.
#[must_use]
pub fn possible(found: &Possible) -> (String, Option<&'static str>) {
    let days = found.days.map_or_else(
        || "no day".to_owned(),
        |days| {
            let count = format::days(i64::from(days.count()));
            format!(
                "{count}, {} to {}",
                format::date(days.first),
                format::date(days.last)
            )
        },
    );
    (days, found.shortened.map(|why| why.label()))
}

/// The levels that begin by an activation.
pub fn activated() -> impl Iterator<Item = ReadinessLevel> {
    let levels = ReadinessLevel::ALL.iter().copied();
    levels.filter(|level| level.is_activated())
}

/// A level from an address; crisis when it names none that can be activated.
#[must_use]
pub fn level(code: Option<&str>) -> ReadinessLevel {
    code.and_then(|code| code.parse().ok())
        .filter(|level: &ReadinessLevel| level.is_activated())
        .unwrap_or(ReadinessLevel::Crisis)
}
