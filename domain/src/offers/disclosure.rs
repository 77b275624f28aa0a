//! What is told of the offers before they are opened: who offered, and how many there are.

use crate::money::Money;
use chrono::{DateTime, Datelike, Days, Utc};

/// The estimate from which NSPA publishes the bidders' names after closing: EUR 800,000, in minor units (NSPA 9.2).
const NSPA_NAMES_FROM: i64 = 80_000_000;

/// When the names of those who offered are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// With the opening, as everything else (GBI 2.4, 4.1).
    AtOpening,
    /// From the Monday after closing on, names and no prices (NSPA 9.2).
    MondayAfterClosing,
}

impl Disclosure {
    /// The rule of a buyer for an estimate, all options included. An unknown estimate, or one in another currency than the
    /// euro, has the stricter rule.
    #[must_use]
    pub fn of(buyer: &str, estimate: Option<Money>) -> Self {
        let nspa = buyer
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "NSPA");
        let large = estimate.is_some_and(|estimate| {
            estimate.currency.code() == "EUR" && estimate.minor >= NSPA_NAMES_FROM
        });
        if nspa && large {
            Self::MondayAfterClosing
        } else {
            Self::AtOpening
        }
    }

    /// Whether names and number are told at a moment.
    #[must_use]
    pub fn told(self, at: DateTime<Utc>, closed_at: DateTime<Utc>, opened: bool) -> bool {
        opened || (self == Self::MondayAfterClosing && at.date_naive() >= monday_after(closed_at))
    }

    /// The rule in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::AtOpening => {
                "Who offered and how many there are is told with the opening, to those who may read the solicitation. Before it, only those who offered and the auditors see the list, and it holds hashes alone."
            }
            Self::MondayAfterClosing => {
                "For estimates of EUR 800 000 and more NSPA publishes the names of those who offered, without prices, on the Monday after closing. Before it, only those who offered and the auditors see the list, and it holds hashes alone."
            }
        }
    }

    /// Document and paragraph.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::AtOpening => "GBI 2.4, 4.1",
            Self::MondayAfterClosing => "NSPA 9.2",
        }
    }
}

/// The first Monday after the day of closing, in UTC.
fn monday_after(closed_at: DateTime<Utc>) -> chrono::NaiveDate {
    let day = closed_at.date_naive();
    let days = 7 - u64::from(day.weekday().num_days_from_monday());
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn euros(minor: i64) -> Option<Money> {
        Some(Money::new(minor, "EUR".parse().unwrap()))
    }

    #[test]
    fn nspa_tells_names_from_800_000_on() {
        assert_eq!(
            Disclosure::of("NSPA", euros(80_000_000)),
            Disclosure::MondayAfterClosing
        );
        assert_eq!(
            Disclosure::of("NSPA", euros(79_999_999)),
            Disclosure::AtOpening
        );
        assert_eq!(
            Disclosure::of("NCIA", euros(80_000_000)),
            Disclosure::AtOpening
        );
        assert_eq!(Disclosure::of("NSPA", None), Disclosure::AtOpening);
    }

    #[test]
    fn the_monday_after_a_friday_and_after_a_monday() {
        let at = |day| Utc.with_ymd_and_hms(2026, 3, day, 12, 0, 0).unwrap();
        let rule = Disclosure::MondayAfterClosing;
        assert!(!rule.told(at(8), at(6), false) && rule.told(at(9), at(6), false));
        assert!(!rule.told(at(15), at(9), false) && rule.told(at(16), at(9), false));
    }

    #[test]
    fn the_opening_tells_everything() {
        let at = Utc.with_ymd_and_hms(2026, 3, 3, 12, 0, 0).unwrap();
        assert!(
            Disclosure::AtOpening.told(at, at, true) && !Disclosure::AtOpening.told(at, at, false)
        );
    }
}
