//! A past moment in an address.

use chrono::{DateTime, NaiveDateTime, Utc};

/// Reads a moment: as browsers send it (`2026-03-03T09:00`, meant as UTC) or in full (`2026-03-03T09:00:00Z`).
#[must_use]
pub fn read(text: &str) -> Option<DateTime<Utc>> {
    let full = DateTime::parse_from_rfc3339(text)
        .ok()
        .map(|at| at.with_timezone(&Utc));
    let local = || {
        ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
            .into_iter()
            .find_map(|pattern| NaiveDateTime::parse_from_str(text, pattern).ok())
            .map(|at| at.and_utc())
    };
    full.or_else(local)
}

/// The moment for a browser's box of date and time.
#[must_use]
pub fn boxed(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_name_the_same_moment() {
        let at = read("2026-03-03T09:00:00Z").unwrap();
        assert_eq!(read("2026-03-03T09:00"), Some(at));
        assert_eq!(read("2026-03-03T10:00:00+01:00"), Some(at));
        assert_eq!(boxed(at), "2026-03-03T09:00");
        assert_eq!(read("yesterday"), None);
    }
}
