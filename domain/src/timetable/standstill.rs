//! The pause between telling the bidders and signing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    dates::add_days,
    rules::{Rule, STANDSTILL},
};
use crate::methods::Thresholds;

/// The days on which bidders may complain and nothing may be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standstill {
    /// The day after the bidders were notified.
    pub first_day: NaiveDate,
    /// The last day of the complaint period.
    pub last_day: NaiveDate,
    /// The first day on which the contract may be signed.
    pub earliest_signature: NaiveDate,
}

/// The standstill that follows a notification on `notified_on` (NCP 28-29; NCP App.1 11).
///
/// Counting the day after notification as day 1 is our reading of the text.
#[must_use]
pub fn standstill(notified_on: NaiveDate, rule: &Rule) -> Standstill {
    let days = rule.whole_days();
    let last_day = add_days(notified_on, days);
    Standstill {
        first_day: add_days(notified_on, 1),
        last_day,
        earliest_signature: add_days(last_day, 1),
    }
}

/// The rule that fixes the standstill's length above EFL E (NCP 28-29).
///
/// `None` up to EFL E: a standstill is due there too, but its length is the authority's choice.
#[must_use]
pub fn standstill_rule(estimate_eur_minor: i64, thresholds: &Thresholds) -> Option<&'static Rule> {
    thresholds
        .above_efl_e(estimate_eur_minor)
        .then_some(&STANDSTILL)
}

/// How many closed days in a row a last day is moved over before the calendar is taken to be wrong (own design).
const MOST_CLOSED_DAYS: u32 = 60;

impl Standstill {
    /// The same standstill with a last day that falls on a closed day moved to the next open day.
    ///
    /// That is the practice of NCIA; which days are closed is for the caller to say.
    #[must_use]
    pub fn ending_on_open_day(self, is_closed: impl Fn(NaiveDate) -> bool) -> Self {
        let candidates = (0..=MOST_CLOSED_DAYS).map(|days| add_days(self.last_day, days));
        let last_day = candidates
            .into_iter()
            .find(|day| !is_closed(*day))
            .unwrap_or(self.last_day);
        Self {
            last_day,
            earliest_signature: add_days(last_day, 1),
            ..self
        }
    }

    /// Whether the contract may be signed on `today`, as far as the standstill is concerned.
    #[must_use]
    pub fn has_passed(&self, today: NaiveDate) -> bool {
        today >= self.earliest_signature
    }
}
