//! Letter contracts: work begins before the terms are final, within a limit and for a time.

use chrono::{Days, NaiveDate};

/// The most days until the terms are final (NSPA 12.2).
pub const LETTER_DAYS: u64 = 180;
/// The share of the work, in percent, at which the terms have to be final at the latest (NSPA 12.2).
pub const LETTER_SHARE: i64 = 40;
/// The usual limit of what is obligated before, in percent of the value of the lines (NSPA 12.2).
pub const LETTER_PERCENT: u8 = 50;

/// Terms that a letter contract cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterRefused {
    /// Longer than 180 days, or not after the start (NSPA 12.2).
    #[error(
        "The terms of a letter contract are final within 180 days: write a day after the start and by {} (NSPA 12.2).",
        latest.format("%-d %b %Y")
    )]
    Day {
        /// The last day of 180.
        latest: NaiveDate,
    },
    /// No part of the value.
    #[error("Write a limit of 1 to 100 percent; usually it is 50 (NSPA 12.2).")]
    Percent,
}

/// The last day on which the terms of a letter contract have to be final.
#[must_use]
pub fn definitise_by(effective: NaiveDate) -> NaiveDate {
    effective
        .checked_add_days(Days::new(LETTER_DAYS))
        .unwrap_or(NaiveDate::MAX)
}

/// Whether a day for final terms is lawful.
///
/// # Errors
/// When it is not after the start, or more than 180 days after it.
pub fn letter_day(effective: NaiveDate, by: NaiveDate) -> Result<(), LetterRefused> {
    let latest = definitise_by(effective);
    if by > effective && by <= latest {
        Ok(())
    } else {
        Err(LetterRefused::Day { latest })
    }
}

/// Whether a limit in percent is one.
///
/// # Errors
/// Outside 1 to 100.
pub fn letter_percent(percent: u8) -> Result<(), LetterRefused> {
    if (1..=100).contains(&percent) {
        Ok(())
    } else {
        Err(LetterRefused::Percent)
    }
}

/// The most that is obligated before the terms are final, rounded down to the minor unit.
#[must_use]
pub fn liability_limit(value_minor: i64, percent: u8) -> i64 {
    let limit = i128::from(value_minor) * i128::from(percent) / 100;
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Whether so much of the work is accepted that the terms have to be final now.
#[must_use]
pub fn share_reached(accepted_minor: i64, value_minor: i64) -> bool {
    value_minor > 0
        && i128::from(accepted_minor) * 100 >= i128::from(value_minor) * i128::from(LETTER_SHARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_final_within_a_hundred_and_eighty_days() {
        let start = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        let latest = NaiveDate::from_ymd_opt(2027, 6, 30).unwrap();
        assert_eq!(definitise_by(start), latest);
        assert_eq!(letter_day(start, latest), Ok(()));
        let late = latest.succ_opt().unwrap();
        assert_eq!(letter_day(start, late), Err(LetterRefused::Day { latest }));
        assert_eq!(letter_day(start, start), Err(LetterRefused::Day { latest }));
    }

    #[test]
    fn the_limit_is_a_part_of_the_value_rounded_down() {
        assert_eq!(liability_limit(101, LETTER_PERCENT), 50);
        assert_eq!(liability_limit(i64::MAX, 100), i64::MAX);
        assert_eq!(
            (letter_percent(0), letter_percent(101)),
            (Err(LetterRefused::Percent), Err(LetterRefused::Percent))
        );
        assert_eq!(letter_percent(100), Ok(()));
    }

    #[test]
    fn two_fifths_of_the_work_ask_for_final_terms() {
        assert!(!share_reached(39, 100));
        assert!(share_reached(40, 100));
        assert!(!share_reached(0, 0));
    }
}
