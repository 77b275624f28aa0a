//! The dated rules of a NATO competitive procurement: what the timetable must keep to, and by when.
//!
//! Days are calendar days. Instants are UTC with microseconds, and a period of days is that many times
//! 24 hours: a closing time exactly 35 × 24 hours after publication is lawful, one microsecond earlier is not.

mod check;
mod dates;
mod rules;
mod standstill;
#[cfg(test)]
mod tests;
mod waiver;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use self::dates::{plus_days, plus_months};
pub use self::{
    check::{Field, Finding, Severity, check, check_by},
    dates::{halfway, is_late},
    rules::{
        BID_VALIDITY, BIDDING_TIME, BIDDING_TIME_OPERATIONS, COMPLAINT, Limit, NOTICE,
        NOTICE_WITH_CLEARANCES, PLANNED_SOLE_SOURCE, PLANNED_SOLE_SOURCE_FROM, QUESTIONS, RULES,
        Rule, STANDSTILL, bidding_time, notice,
    },
    standstill::{Standstill, standstill, standstill_rule},
    waiver::{OtherBidders, WaiverGround},
};
use crate::methods::Thresholds;

/// What decides which rules apply to a solicitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// Estimated value including all options over the whole duration, in EUR minor units (NPP 27).
    pub estimate_eur_minor: i64,
    /// Whether it serves Alliance Operations and Missions.
    pub for_operations: bool,
    /// Whether bidders need security clearances.
    pub clearances_needed: bool,
}

/// The dates of one solicitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// When the participating nations' delegations were told; `None` when they were not.
    pub announced_on: Option<NaiveDate>,
    /// When the planned sole source was announced; `None` when it was not.
    #[serde(default)]
    pub sole_source_notice_on: Option<NaiveDate>,
    /// When the solicitation becomes public.
    pub published_at: DateTime<Utc>,
    /// Until when bidders may ask; `None` when no limit is set.
    pub questions_by: Option<DateTime<Utc>>,
    /// The last moment to submit an offer.
    pub closes_at: DateTime<Utc>,
    /// The last day on which an offer binds its bidder; `None` when not set.
    pub validity_until: Option<NaiveDate>,
    /// What decides which rules apply.
    pub circumstances: Circumstances,
}

/// The shortest lawful timetable for a publication at `published_at`, with the longest lawful bid validity.
///
/// `check` finds nothing in it, as long as the dates stay within the calendar's range.
#[must_use]
pub fn propose(
    published_at: DateTime<Utc>,
    circumstances: Circumstances,
    thresholds: &Thresholds,
) -> Timetable {
    let closes_at = plus_days(
        published_at,
        bidding_time(circumstances.for_operations).whole_days(),
    );
    let announced_on = thresholds
        .above_efl_e(circumstances.estimate_eur_minor)
        .then(|| {
            dates::minus_days(
                published_at.date_naive(),
                notice(circumstances.clearances_needed).whole_days(),
            )
        });
    Timetable {
        announced_on,
        sole_source_notice_on: None,
        published_at,
        questions_by: Some(halfway(published_at, closes_at)),
        closes_at,
        validity_until: Some(plus_months(
            closes_at.date_naive(),
            BID_VALIDITY.whole_months(),
        )),
        circumstances,
    }
}
