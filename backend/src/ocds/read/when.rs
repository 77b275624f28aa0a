use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

use super::money::short;

/// A point in time as precise as its source gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// A date with a time of day.
    Instant(DateTime<Utc>),
    /// A date alone; no time of day is invented for it.
    Day(NaiveDate),
}

impl When {
    /// The calendar day, of an instant in UTC.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Instant(at) => at.date_naive(),
            Self::Day(day) => day,
        }
    }
}

/// How far a written date could be understood.
pub(super) enum Reading {
    Sound(When),
    Corrected(When, String),
    Broken(String),
}

/// Years before this one stand for "no date" in real files (0001 is the most frequent).
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 9998;

/// OCDS 1.1.5, schema reference, "Date": RFC 3339 with an offset. Real files also leave out the time, the offset or
/// the century, and those are read too.
pub(super) fn read(text: &str) -> Reading {
    let (full, century) = with_century(text.trim());
    let text = short(text);
    let Some((when, offset)) = parse(&full) else {
        return Reading::Broken(format!("{text:?} is not a date; left out"));
    };
    if !(FIRST_YEAR..=LAST_YEAR).contains(&when.day().year()) {
        return Reading::Broken(format!("the year of {text:?} stands for no date; left out"));
    }
    match (century, offset) {
        (true, _) => {
            Reading::Corrected(when, format!("two-digit year in {text:?}; read as {full}"))
        }
        (_, false) => Reading::Corrected(when, format!("no offset in {text:?}; read as UTC")),
        _ => Reading::Sound(when),
    }
}

/// `18-07-25…` becomes `2018-07-25…`; 70 to 99 belong to the last century.
fn with_century(text: &str) -> (String, bool) {
    let short = matches!(text.as_bytes(), [a, b, b'-', c, d, b'-', ..]
        if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()));
    match short {
        true if text.as_bytes()[0] >= b'7' => (format!("19{text}"), true),
        true => (format!("20{text}"), true),
        false => (text.to_owned(), false),
    }
}

/// The date, and whether it says its offset (a day needs none).
fn parse(text: &str) -> Option<(When, bool)> {
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some((When::Day(day), true));
    }
    let text = text.replacen(' ', "T", 1);
    let offset = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
    let instant = DateTime::parse_from_rfc3339(&text).ok().or_else(|| {
        offset
            .iter()
            .find_map(|format| DateTime::parse_from_str(&text, format).ok())
    });
    if let Some(instant) = instant {
        return Some((When::Instant(instant.with_timezone(&Utc)), true));
    }
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok())
        .map(|local| (When::Instant(local.and_utc()), false))
}
