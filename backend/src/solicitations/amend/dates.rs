//! How the dates follow an amendment.

use super::super::record::SolicitationRecord;
use chrono::{DateTime, TimeDelta, Utc};
use domain::dialogue::least_closing;
use domain::timetable::{Rule, halfway};

/// The record with a closing that leaves the time which the rule asks for, and time for questions as far as half of the
/// bidding period as it is now (GBI 2.8). No date moves nearer.
pub(super) fn extended(
    record: SolicitationRecord,
    at: DateTime<Utc>,
    rule: Option<&Rule>,
) -> SolicitationRecord {
    let closes_at = match (record.closes_at, rule) {
        (Some(closes_at), Some(rule)) => Some(least_closing(closes_at, at, rule)),
        (closes_at, _) => closes_at,
    };
    extended_questions(SolicitationRecord {
        closes_at,
        ..record
    })
}

/// What was typed; the recorded moment where the form, which has no seconds, sent the minute that it is in.
pub(super) fn same_minute(
    recorded: Option<DateTime<Utc>>,
    typed: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    match (recorded, typed) {
        (Some(recorded), Some(typed))
            if typed <= recorded && recorded - typed < TimeDelta::minutes(1) =>
        {
            Some(recorded)
        }
        _ => typed,
    }
}

/// Time for questions follows a longer bidding period.
pub(in super::super) fn extended_questions(record: SolicitationRecord) -> SolicitationRecord {
    let half = record
        .published_at
        .zip(record.closes_at)
        .map(|(published, closes)| halfway(published, closes));
    SolicitationRecord {
        questions_by: record
            .questions_by
            .map(|set| half.map_or(set, |half| set.max(half))),
        ..record
    }
}
