//! Days and moments. Everything stored is UTC; a zone is shown only when it is named.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use std::fmt::Display;

/// A calendar day: `3 Mar 2027`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A moment to the minute in UTC: `3 Mar 2027, 17:00 UTC`.
#[must_use]
pub fn date_time(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M UTC").to_string()
}

/// A moment in its own zone, named: `3 Mar 2027, 17:00 Brussels`.
#[must_use]
pub fn date_time_in<Tz>(at: &DateTime<Tz>, zone: &str) -> String
where
    Tz: TimeZone,
    Tz::Offset: Display,
{
    format!("{} {zone}", at.format("%-d %b %Y, %H:%M"))
}

/// A moment as exactly as it was recorded, to the microsecond where it has any: `3 Mar 2027, 17:00:00.000001 UTC`.
#[must_use]
pub fn exact(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M:%S%.f UTC").to_string()
}

/// A deadline in its own zone and in UTC: `3 Mar 2027, 17:00 Brussels (16:00 UTC)`. The UTC day is repeated when it
/// is another day.
#[must_use]
pub fn deadline<Tz>(at: &DateTime<Tz>, zone: &str) -> String
where
    Tz: TimeZone,
    Tz::Offset: Display,
{
    let utc = at.with_timezone(&Utc);
    if zone == "UTC" {
        return date_time(utc);
    }
    let same_day = utc.date_naive() == at.date_naive();
    let other = if same_day {
        utc.format("%H:%M UTC")
    } else {
        utc.format("%-d %b %Y, %H:%M UTC")
    };
    format!("{} ({other})", date_time_in(at, zone))
}

/// The city of an IANA zone as people say it: `Europe/Brussels` is `Brussels`.
#[must_use]
pub fn zone_label(iana: &str) -> String {
    iana.rsplit('/').next().unwrap_or(iana).replace('_', " ")
}

/// `2027-03-03`, for the `datetime` attribute.
#[must_use]
pub fn iso_date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// `2027-03-03T17:00:00Z`, for the `datetime` attribute.
#[must_use]
pub fn iso_moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// How far a moment is from `now`, in its two largest units: `in 2 days 4 h`, `3 h 5 min ago`, `now`.
#[must_use]
pub fn relative(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (at - now).num_minutes();
    match (span(minutes.unsigned_abs()), minutes.signum()) {
        (_, 0) => "now".to_owned(),
        (span, 1) => format!("in {span}"),
        (span, _) => format!("{span} ago"),
    }
}

fn span(minutes: u64) -> String {
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let noun = if days == 1 { "day" } else { "days" };
    match (days, hours, rest) {
        (0, 0, rest) => format!("{rest} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, rest) => format!("{hours} h {rest} min"),
        (1..=13, hours @ 1.., _) => format!("{days} {noun} {hours} h"),
        _ => format!("{days} {noun}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, FixedOffset};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_and_moments_read_as_written() {
        let moment = at("2027-03-03T17:00:00Z");
        assert_eq!(date(moment.date_naive()), "3 Mar 2027");
        assert_eq!(date_time(moment), "3 Mar 2027, 17:00 UTC");
        assert_eq!(iso_moment(moment), "2027-03-03T17:00:00Z");
    }

    #[test]
    fn a_deadline_names_its_zone_and_utc() {
        let brussels = FixedOffset::east_opt(3_600).unwrap();
        let noon = at("2027-03-03T16:00:00Z").with_timezone(&brussels);
        assert_eq!(
            deadline(&noon, "Brussels"),
            "3 Mar 2027, 17:00 Brussels (16:00 UTC)"
        );
        let midnight = at("2027-03-03T23:30:00Z").with_timezone(&brussels);
        assert_eq!(
            deadline(&midnight, "Brussels"),
            "4 Mar 2027, 00:30 Brussels (3 Mar 2027, 23:30 UTC)"
        );
    }

    #[test]
    fn nearness_uses_the_two_largest_units() {
        let now = at("2027-03-01T12:00:00Z");
        assert_eq!(relative(now + Duration::hours(52), now), "in 2 days 4 h");
        assert_eq!(relative(now - Duration::minutes(185), now), "3 h 5 min ago");
        assert_eq!(relative(now + Duration::days(40), now), "in 40 days");
        assert_eq!(relative(now + Duration::seconds(20), now), "now");
    }

    #[test]
    fn zones_are_called_by_their_city() {
        assert_eq!(zone_label("America/New_York"), "New York");
        assert_eq!(zone_label("UTC"), "UTC");
    }
}
