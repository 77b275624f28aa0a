//! Published texts, moments and amounts as the tables hold them. What changes on the way is noted by its path.

use super::super::read::{Money, Note, When};
use chrono::{DateTime, NaiveTime, Utc};
use domain::money::{Currency, Money as Amount};
use rust_decimal::RoundingStrategy;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use uuid::{Builder, Uuid};

/// The most characters of a line that lists show.
const MOST_OF_LINE: usize = 200;

/// The identity of an imported record: it follows from what the publisher calls it, so that a later release of the
/// same process finds it again without looking.
pub(super) fn identity(kind: &str, names: &[&str]) -> Uuid {
    let mut digest = Sha256::new();
    digest.update(kind.as_bytes());
    for name in names {
        digest.update([0]);
        digest.update(name.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The identity of a part of a record.
pub(super) fn part(kind: &str, owner: Uuid, name: &str) -> Uuid {
    identity(kind, &[&owner.simple().to_string(), name])
}

/// The characters that publishers write as entities of HTML in texts that are no HTML: `R&amp;D`, `&#039;`. The record as
/// it was published keeps them.
fn without_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut pieces = text.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let named = piece.split_once(';').filter(|(name, _)| name.len() <= 8);
        match named.and_then(|(name, rest)| Some((entity(name)?, rest))) {
            Some((letter, rest)) => {
                out.push(letter);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(piece);
            }
        }
    }
    Cow::Owned(out)
}

/// Without entities; twice, because some publishers write `&amp;amp;`.
fn plain(text: &str) -> String {
    without_entities(&without_entities(text)).into_owned()
}

fn entity(name: &str) -> Option<char> {
    let number = name.strip_prefix('#');
    match (name, number) {
        ("amp", _) => Some('&'),
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("quot", _) => Some('"'),
        ("apos", _) => Some('\''),
        ("nbsp", _) => Some(' '),
        (_, Some(digits)) => {
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
        _ => None,
    }
}

/// A text on one line.
pub(super) fn line(text: &str) -> String {
    let text = plain(text);
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|c| !c.is_control()).collect())
        .collect();
    words.join(" ")
}

/// A text on one line that fits into lists, and whether it had to be cut for that.
pub(super) fn short_line(text: &str) -> (String, bool) {
    let whole = line(text);
    match whole.char_indices().nth(MOST_OF_LINE) {
        None => (whole, false),
        Some(_) => {
            let kept: String = whole.chars().take(MOST_OF_LINE - 1).collect();
            (format!("{}…", kept.trim_end()), true)
        }
    }
}

/// Paragraphs without control characters other than line breaks and tabs.
pub(super) fn prose(text: &str) -> String {
    plain(text)
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// The first moment of a day, or the moment itself.
pub(super) fn from(when: When) -> DateTime<Utc> {
    match when {
        When::Instant(at) => at,
        When::Day(day) => day.and_time(NaiveTime::MIN).and_utc(),
    }
}

/// The moment by which something is due. A day without a time of day runs to its last second, in UTC.
pub(super) fn until(when: When) -> DateTime<Utc> {
    let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    match when {
        When::Instant(at) => at,
        When::Day(day) => day.and_time(last).and_utc(),
    }
}

/// A date as it was published, in a form that sorts.
pub(super) fn written(when: When) -> String {
    match when {
        When::Instant(at) => at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        When::Day(day) => day.to_string(),
    }
}

/// Notes of one process that are made while it is mapped.
#[derive(Debug, Default)]
pub(super) struct Notes(pub(super) Vec<Note>);

impl Notes {
    pub(super) fn add(&mut self, path: String, reason: impl Into<String>) {
        let reason = reason.into();
        self.0.push(Note { path, reason });
    }

    /// Minor units of an amount, rounded half up to the currency's minor unit. An amount without a currency, or larger
    /// than the store holds, stays in the raw record alone.
    pub(super) fn amount(&mut self, money: Option<&Money>, path: &str) -> Option<Amount> {
        let money = money?;
        let currency = money.currency.as_deref().and_then(|code| code.parse().ok());
        let Some(currency) = currency else {
            let reason = format!(
                "{} has no currency; no amount is shown, the raw record keeps it",
                money.amount
            );
            self.add(format!("{path}.currency"), reason);
            return None;
        };
        let places = Currency::exponent(&currency);
        let rounded = money
            .amount
            .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        if rounded != money.amount {
            let reason = format!(
                "{} has more decimals than {currency}; rounded half up to {rounded}",
                money.amount
            );
            self.add(format!("{path}.amount"), reason);
        }
        let amount = Amount::from_major(rounded, currency);
        if amount.is_none() {
            let reason = format!(
                "{} is larger than the tables hold; no amount is shown, the raw record keeps it",
                money.amount
            );
            self.add(format!("{path}.amount"), reason);
        }
        amount
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn money(amount: &str, currency: Option<&str>) -> Money {
        Money {
            amount: Decimal::from_str_exact(amount).unwrap(),
            currency: currency.map(str::to_owned),
        }
    }

    #[test]
    fn entities_become_the_characters_they_stand_for() {
        assert_eq!(
            line("R&amp;D &#039;dish&#x27; &quot;A&quot;"),
            "R&D 'dish' \"A\""
        );
        assert_eq!(line("Reach &amp;amp; Sons"), "Reach & Sons");
        assert_eq!(prose("a &lt; b &unknown; c & d;"), "a < b &unknown; c & d;");
        assert_eq!(
            line("AT&T; &#xD800; &#99999999;"),
            "AT&T; &#xD800; &#99999999;"
        );
    }

    #[test]
    fn an_identity_depends_on_every_name() {
        assert_eq!(
            identity("award", &["a", "1"]),
            identity("award", &["a", "1"])
        );
        assert_ne!(
            identity("award", &["a", "1"]),
            identity("award", &["a1", ""])
        );
    }

    #[test]
    fn an_amount_is_rounded_half_up_with_a_note() {
        let mut notes = Notes::default();
        let amount = notes.amount(Some(&money("10.005", Some("EUR"))), "$.value");
        assert_eq!(amount.map(|amount| amount.minor), Some(1001));
        assert_eq!(notes.0[0].path, "$.value.amount");
    }

    #[test]
    fn an_amount_that_cannot_be_held_is_noted_and_left_out() {
        let mut notes = Notes::default();
        assert_eq!(notes.amount(Some(&money("5", None)), "$.value"), None);
        let vast = money("999999999999999999999", Some("EUR"));
        assert_eq!(notes.amount(Some(&vast), "$.value"), None);
        assert_eq!(notes.0.len(), 2);
    }

    #[test]
    fn a_long_title_is_cut_at_a_character() {
        let (title, cut) = short_line(&"ø ".repeat(300));
        assert!(cut && title.chars().count() <= 200 && title.ends_with('…'));
    }

    #[test]
    fn a_deadline_without_a_time_runs_to_the_end_of_its_day() {
        let day = When::Day(chrono::NaiveDate::from_ymd_opt(2026, 3, 3).unwrap());
        assert_eq!(until(day).to_rfc3339(), "2026-03-03T23:59:59+00:00");
    }
}
