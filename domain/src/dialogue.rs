//! The dated rules of what buyer and bidders say to each other while a solicitation is open: questions, the extension for
//! translation, and how much time an amendment leaves.

use crate::timetable::{Limit, Rule, halfway};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// The extension for translation (NCP 7; GBI 1.10).
pub const TRANSLATION: Rule = Rule {
    id: "NCP-7-translation",
    version: "2025",
    text: "For translation, the closing may be moved once, by up to 15 calendar days, when it is asked for at least 14 calendar days before closing.",
    source: "NCP 7; GBI 1.10",
    limit: Limit::Days(15),
};

/// Calendar days before closing until which an extension for translation may be asked for (NCP 7; GBI 1.10).
pub const TRANSLATION_NOTICE_DAYS: u32 = 14;

/// How much time amendments leave before closing, from a day on.
///
/// The sources oblige the buyer to move the closing where an amendment needs it, but set no number: these are the system's
/// own, dated like every rule, so that a changed one leaves earlier amendments as they were judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmendmentTimes {
    /// The first day on which they hold.
    pub from: NaiveDate,
    /// After a change of what is asked for.
    pub substance: &'static Rule,
    /// After a change of how offers are evaluated.
    pub scheme: &'static Rule,
}

const OWN: &str = "Own rule of Perigee from 1 Jan 2026; NCP and GBI set no number";

/// After a change of what is asked for.
pub const AMENDED_SUBSTANCE: Rule = Rule {
    id: "OWN-AMEND-1",
    version: "2026-01-01",
    text: "After an amendment of what is asked for, bidders have at least 10 calendar days until closing.",
    source: OWN,
    limit: Limit::Days(10),
};

/// After a change of how offers are evaluated.
pub const AMENDED_SCHEME: Rule = Rule {
    id: "OWN-AMEND-2",
    version: "2026-01-01",
    text: "After an amendment of the evaluation scheme, bidders have at least 20 calendar days until closing.",
    source: OWN,
    limit: Limit::Days(20),
};

const TIMES: [AmendmentTimes; 1] = [AmendmentTimes {
    from: match NaiveDate::from_ymd_opt(2026, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    },
    substance: &AMENDED_SUBSTANCE,
    scheme: &AMENDED_SCHEME,
}];

/// The times that hold on a day.
#[must_use]
pub fn amendment_times(on: NaiveDate) -> AmendmentTimes {
    let [first, ..] = TIMES;
    let held = TIMES.into_iter().filter(|times| times.from <= on);
    held.max_by_key(|times| times.from).unwrap_or(first)
}

/// Until when bidders may ask: the published moment, or half of the bidding period where none was set (GBI 2.8).
#[must_use]
pub fn questions_until(
    questions_by: Option<DateTime<Utc>>,
    published_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
) -> DateTime<Utc> {
    questions_by.unwrap_or_else(|| halfway(published_at, closes_at))
}

/// The last moment to ask for an extension for translation (NCP 7; GBI 1.10).
#[must_use]
pub fn translation_until(closes_at: DateTime<Utc>) -> DateTime<Utc> {
    shifted(closes_at, -i64::from(TRANSLATION_NOTICE_DAYS))
}

/// The closing that leaves at least the rule's days after `at`: the present one where it does, otherwise the first moment
/// that is a whole number of days after it. Never an earlier one.
#[must_use]
pub fn least_closing(closes_at: DateTime<Utc>, at: DateTime<Utc>, rule: &Rule) -> DateTime<Utc> {
    let earliest = shifted(at, i64::from(rule.whole_days()));
    if closes_at >= earliest {
        return closes_at;
    }
    let lacking = earliest - closes_at;
    let whole = lacking.num_days();
    let days = if lacking > TimeDelta::days(whole) {
        whole + 1
    } else {
        whole
    };
    shifted(closes_at, days)
}

/// The closing after a suspension: the time that was left when it began is left when it ends (own rule: nobody loses
/// bidding time by a suspension).
#[must_use]
pub fn closing_after_suspension(
    closes_at: DateTime<Utc>,
    suspended_at: DateTime<Utc>,
    resumed_at: DateTime<Utc>,
) -> DateTime<Utc> {
    let lost = (resumed_at - suspended_at).max(TimeDelta::zero());
    closes_at
        .checked_add_signed(lost)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn shifted(at: DateTime<Utc>, days: i64) -> DateTime<Utc> {
    at.checked_add_signed(TimeDelta::days(days)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn moment(day: u32, hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 5, day, hour, 0, 0).unwrap()
    }

    #[test]
    fn a_closing_that_leaves_enough_time_stays() {
        let closes = moment(20, 16);
        assert_eq!(
            least_closing(closes, moment(10, 16), &AMENDED_SUBSTANCE),
            closes
        );
        let later = least_closing(closes, moment(10, 17), &AMENDED_SUBSTANCE);
        assert_eq!(later, moment(21, 16));
    }

    #[test]
    fn a_closing_that_is_near_moves_by_whole_days_to_the_same_hour() {
        let moved = least_closing(moment(12, 16), moment(11, 16), &AMENDED_SCHEME);
        assert_eq!(moved, moment(31, 16));
        let hours = least_closing(moment(12, 16), moment(10, 15), &AMENDED_SUBSTANCE);
        assert_eq!(hours, moment(20, 16));
    }

    #[test]
    fn an_extension_is_asked_for_fourteen_days_before_closing() {
        assert_eq!(translation_until(moment(20, 16)), moment(6, 16));
        assert_eq!(TRANSLATION.whole_days(), 15);
    }

    #[test]
    fn without_a_published_moment_questions_end_at_half_of_the_time() {
        let (published, closes) = (moment(1, 12), moment(11, 12));
        assert_eq!(questions_until(None, published, closes), moment(6, 12));
        let set = Some(moment(8, 12));
        assert_eq!(questions_until(set, published, closes), moment(8, 12));
    }

    #[test]
    fn nobody_loses_bidding_time_by_a_suspension() {
        let closes = closing_after_suspension(moment(10, 16), moment(8, 16), moment(15, 10));
        assert_eq!(closes - moment(15, 10), moment(10, 16) - moment(8, 16));
        let never_earlier = closing_after_suspension(moment(10, 16), moment(8, 16), moment(7, 0));
        assert_eq!(never_earlier, moment(10, 16));
    }

    #[test]
    fn the_times_of_amendments_are_dated() {
        let day = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
        assert_eq!(amendment_times(day).substance.id, "OWN-AMEND-1");
    }
}
