//! Sums with days and instants that stay at the calendar's edge instead of failing.

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Timelike, Utc};

/// The instant `days` times 24 hours later.
pub(super) fn plus_days(at: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    at.checked_add_signed(TimeDelta::days(i64::from(days)))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The date `days` calendar days later.
pub(super) fn add_days(on: NaiveDate, days: u32) -> NaiveDate {
    on.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// The date `days` calendar days earlier.
pub(super) fn minus_days(on: NaiveDate, days: u32) -> NaiveDate {
    on.checked_sub_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MIN)
}

/// The same day of the month `months` later, or that month's last day where it is shorter.
pub(super) fn plus_months(on: NaiveDate, months: u32) -> NaiveDate {
    on.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// The first instant of a day, in UTC.
pub(super) fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// The middle between publication and closing, rounded down to the microsecond (GBI 2.8).
#[must_use]
pub fn halfway(published_at: DateTime<Utc>, closes_at: DateTime<Utc>) -> DateTime<Utc> {
    let middle = i64::midpoint(published_at.timestamp(), closes_at.timestamp());
    DateTime::from_timestamp(middle - middle.rem_euclid(60), 0).unwrap_or(published_at)
}

/// Whether an offer came too late: received strictly after the closing time (GBI 2.4).
///
/// An offer received at the very microsecond of closing is in time. That closing itself still counts is our
/// reading of "the last moment to submit".
#[must_use]
pub fn is_late(received_at: DateTime<Utc>, closes_at: DateTime<Utc>) -> bool {
    received_at > closes_at
}

/// A date as people read it: `3 Mar 2027`.
pub(super) fn day(on: NaiveDate) -> String {
    on.format("%-d %b %Y").to_string()
}

/// An instant as people read it: `3 Mar 2027 12:00 UTC`, with seconds only where they matter.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    let seconds = match (at.second(), at.nanosecond()) {
        (0, 0) => "",
        (_, 0) => ":%S",
        _ => ":%S%.6f",
    };
    at.format(&format!("%-d %b %Y %H:%M{seconds} UTC"))
        .to_string()
}
