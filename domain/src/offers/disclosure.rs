//! What is told of the offers before they are opened: who offered, and how many there are.

use crate::methods::{MethodRule, Offerers};
use chrono::{DateTime, Datelike, Days, Utc};

/// When the names of those who offered are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// With the opening, as everything else (GBI 2.4, 4.1).
    AtOpening,
    /// From the Monday after closing on, names and no prices (NSPA 9.2).
    MondayAfterClosing,
}

impl Disclosure {
    /// What a method's rule says for an estimate in EUR minor units, all options included. Where either is not known, the
    /// stricter answer holds.
    #[must_use]
    pub fn of(rule: Option<&MethodRule>, estimate_eur_minor: Option<i64>) -> Self {
        let told = rule.zip(estimate_eur_minor);
        match told.map(|(rule, estimate)| rule.told_of_bidders(estimate)) {
            Some(Offerers::AfterClosing) => Self::MondayAfterClosing,
            Some(Offerers::Hidden) | None => Self::AtOpening,
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
    use crate::methods::{Authority, Method};
    use chrono::TimeZone;

    #[test]
    fn the_methods_rule_says_when_names_are_told() {
        let on = chrono::NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        let of = |method: Method, authority, estimate| {
            Disclosure::of(method.rule(authority, on), estimate)
        };
        let (nspa, told) = (Authority::Nspa, Disclosure::MondayAfterClosing);
        assert_eq!(of(Method::Bv, nspa, Some(80_000_000)), told);
        let hidden = [
            of(Method::Bv, nspa, Some(79_999_999)),
            of(Method::Bv, nspa, None),
            of(Method::Ncp, nspa, Some(80_000_000)),
            of(Method::Ncp, Authority::Ncia, Some(80_000_000)),
            Disclosure::of(None, Some(80_000_000)),
        ];
        assert_eq!(hidden, [Disclosure::AtOpening; 5]);
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
