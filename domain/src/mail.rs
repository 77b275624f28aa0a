//! Mail: what a person wants to be sent, and when a message that could not be delivered is tried again.

use crate::states::named::named_enum;
use chrono::{DateTime, Duration, NaiveTime, Utc};

named_enum! {
    /// What a person wants to be sent by mail.
    pub enum MailChoice {
        None "none" "No mail" "News stand on the start page only.",
        AtOnce "at_once" "At once" "Each piece of news, and what is new in a saved search, when it happens.",
        Daily "daily" "Once a day" "One message in the morning (06:00 UTC) with everything new, and none when nothing is.",
    }
}

named_enum! {
    /// What a message is about.
    pub enum LetterKind {
        News "news" "News",
        Digest "digest" "Daily digest",
        Search "search" "New in saved searches",
        Link "link" "Link to set a password",
    }
}

/// Tries after which a message waits for the administrator.
const MOST_TRIES: i64 = 14;
/// The longest pause between two tries, in minutes: a relay that is down for a night costs no message.
const LONGEST_PAUSE: i64 = 360;

/// When a message is tried again after `tries` that failed: after 1, 2, 4 … minutes, at most 6 hours; none after the last.
#[must_use]
pub fn next_try(at: DateTime<Utc>, tries: i64) -> Option<DateTime<Utc>> {
    let doublings = u32::try_from(tries.max(1) - 1).unwrap_or(u32::MAX);
    let pause = 2_i64.saturating_pow(doublings).min(LONGEST_PAUSE);
    (tries < MOST_TRIES).then(|| at + Duration::minutes(pause))
}

/// The newest moment, not after `at`, through which daily digests reach: 06:00 UTC of that day or of the day before.
#[must_use]
pub fn digest_until(at: DateTime<Utc>) -> DateTime<Utc> {
    let six = NaiveTime::MIN + Duration::hours(6);
    let today = at.date_naive().and_time(six).and_utc();
    if today <= at {
        today
    } else {
        today - Duration::days(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 3, hour, minute, 0)
            .single()
            .unwrap_or_default()
    }

    #[test]
    fn pauses_double_up_to_six_hours_and_end_after_the_last_try() {
        let minutes: Vec<_> = [1, 2, 5, 9, 10, 13, 14]
            .map(|tries| next_try(at(0, 0), tries).map(|next| (next - at(0, 0)).num_minutes()))
            .to_vec();
        let expected = [
            Some(1),
            Some(2),
            Some(16),
            Some(256),
            Some(360),
            Some(360),
            None,
        ];
        assert_eq!(minutes, expected);
    }

    #[test]
    fn a_digest_reaches_to_six_in_the_morning() {
        assert_eq!(digest_until(at(6, 0)), at(6, 0));
        assert_eq!(digest_until(at(23, 59)), at(6, 0));
        assert_eq!(digest_until(at(5, 59)), at(6, 0) - Duration::days(1));
    }
}
