//! Days and moments. Everything stored is UTC; a zone is shown only when it is named.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

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

/// A moment as exactly as it was recorded, to the microsecond where it has any: `3 Mar 2027, 17:00:00.000001 UTC`.
#[must_use]
pub fn exact(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M:%S%.f UTC").to_string()
}

/// One moment as clocks at several places show it: `3 Mar 2027, 17:00 Brussels (11:00 New York, 16:00 UTC)`. The day is
/// repeated where it is another one than at the first place.
#[must_use]
pub fn on_clocks(first: (NaiveDateTime, &str), others: &[(NaiveDateTime, String)]) -> String {
    let (shown, place) = first;
    let other = |(at, place): &(NaiveDateTime, String)| {
        let same_day = at.date() == shown.date();
        let pattern = if same_day {
            "%H:%M"
        } else {
            "%-d %b %Y, %H:%M"
        };
        format!("{} {place}", at.format(pattern))
    };
    let others: Vec<String> = others.iter().map(other).collect();
    let first = format!("{} {place}", shown.format("%-d %b %Y, %H:%M"));
    if others.is_empty() {
        first
    } else {
        format!("{first} ({})", others.join(", "))
    }
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
    use chrono::Duration;

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
    fn a_moment_is_told_by_several_clocks_with_the_day_where_it_differs() {
        let clock = |text: &str| at(text).naive_utc();
        let utc = |text| (clock(text), "UTC".to_owned());
        let noon = (clock("2027-03-03T17:00:00Z"), "Brussels");
        assert_eq!(on_clocks(noon, &[]), "3 Mar 2027, 17:00 Brussels");
        assert_eq!(
            on_clocks(noon, &[utc("2027-03-03T16:00:00Z")]),
            "3 Mar 2027, 17:00 Brussels (16:00 UTC)"
        );
        let midnight = (clock("2027-03-04T00:30:00Z"), "Brussels");
        assert_eq!(
            on_clocks(midnight, &[utc("2027-03-03T23:30:00Z")]),
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
