//! Plain numbers: counts, scores, percentages, days, sizes.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{MINUS, NBSP, grouped};

/// A count with its noun: `1 nation`, `32 nations`.
#[must_use]
pub fn counted(count: usize, one: &str, more: &str) -> String {
    let number = grouped(&count.to_string());
    format!("{number} {}", if count == 1 { one } else { more })
}

/// A whole number in groups of three: `100 000`, `−1 200`.
#[must_use]
pub fn thousands(value: i64) -> String {
    let size = grouped(&value.unsigned_abs().to_string());
    if value < 0 {
        format!("{MINUS}{size}")
    } else {
        size
    }
}

/// An exact number in groups of three, trailing zeros dropped: `1 200.5`.
#[must_use]
pub fn decimal(value: Decimal) -> String {
    let text = value.abs().normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut shown = grouped(whole);
    if value.is_sign_negative() && !value.is_zero() {
        shown.insert(0, MINUS);
    }
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

/// How many of how many rows are shown: `50 of 340`, `50 of more than 10 000`. Lists are counted up to one above `most`.
#[must_use]
pub fn shown(rows: usize, count: i64, most: i64) -> String {
    if count > most {
        format!("{rows} of more than {}", thousands(most))
    } else {
        format!("{rows} of {}", thousands(count))
    }
}

/// A score with two decimals, the half rounded away from zero: `71.50`.
#[must_use]
pub fn score(value: Decimal) -> String {
    fixed(value, 2)
}

/// A percentage (33.3 means 33.3 %) with at most `places` decimals, trailing zeros dropped: `33.3 %`.
#[must_use]
pub fn percent(value: Decimal, places: u32) -> String {
    let text = fixed(value, places);
    let short = match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.'),
        None => &text,
    };
    format!("{short}{NBSP}%")
}

/// A difference in percent with its sign: `+33.3 %`, `−12 %`, `0 %`.
#[must_use]
pub fn percent_signed(value: Decimal, places: u32) -> String {
    let text = percent(value, places);
    let positive = value > Decimal::ZERO && !text.starts_with("0\u{a0}");
    if positive { format!("+{text}") } else { text }
}

/// A number of calendar days: `1 day`, `45 days`.
#[must_use]
pub fn days(count: i64) -> String {
    let noun = if count.unsigned_abs() == 1 {
        "day"
    } else {
        "days"
    };
    format!("{} {noun}", thousands(count))
}

/// Calendar days between plan and fact in words; positive is late: `45 days late`, `12 days early`, `on time`.
#[must_use]
pub fn slip(late_by: i64) -> String {
    match late_by.signum() {
        1 => format!("{} late", days(late_by)),
        -1 => format!("{} early", days(late_by.saturating_neg())),
        _ => "on time".to_owned(),
    }
}

/// A file's size in decimal units: `812 B`, `1.4 MB`.
#[must_use]
pub fn bytes(size: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if size < 1_000 {
        return format!("{size}{NBSP}B");
    }
    let mut tenths = u128::from(size) * 10;
    let mut unit = 0;
    tenths = (tenths + 500) / 1_000;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1_000;
        unit += 1;
    }
    let whole = grouped(&(tenths / 10).to_string());
    match tenths % 10 {
        0 => format!("{whole}{NBSP}{}", UNITS[unit]),
        tenth => format!("{whole}.{tenth}{NBSP}{}", UNITS[unit]),
    }
}

fn fixed(value: Decimal, places: u32) -> String {
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let text = format!("{:.*}", places as usize, rounded.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() {
        "\u{2212}"
    } else {
        ""
    };
    let dot = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{rest}", grouped(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_long_list_is_not_counted_to_its_end() {
        assert_eq!(shown(50, 340, 10_000), "50 of 340");
        assert_eq!(shown(50, 10_001, 10_000), "50 of more than 10\u{202f}000");
    }

    #[test]
    fn scores_round_the_half_up() {
        assert_eq!(score(dec("71.5")), "71.50");
        assert_eq!(score(dec("66.665")), "66.67");
        assert_eq!(score(dec("66.6649")), "66.66");
        assert_eq!(score(dec("-0.004")), "0.00");
    }

    #[test]
    fn percentages_drop_idle_zeros() {
        assert_eq!(percent(dec("30.00"), 1), "30\u{a0}%");
        assert_eq!(percent(dec("33.333"), 1), "33.3\u{a0}%");
        assert_eq!(percent(dec("100"), 0), "100\u{a0}%");
        assert_eq!(percent_signed(dec("9.3"), 1), "+9.3\u{a0}%");
        assert_eq!(percent_signed(dec("-33.33"), 1), "\u{2212}33.3\u{a0}%");
        assert_eq!(percent_signed(dec("0.001"), 1), "0\u{a0}%");
    }

    #[test]
    fn exact_numbers_keep_every_digit_and_no_idle_zero() {
        assert_eq!(decimal(dec("12.0")), "12");
        assert_eq!(decimal(dec("-1200.50")), "\u{2212}1\u{202f}200.5");
        assert_eq!(decimal(dec("0")), "0");
    }

    #[test]
    fn slips_are_told_in_words() {
        assert_eq!(slip(45), "45 days late");
        assert_eq!(slip(-1), "1 day early");
        assert_eq!(slip(0), "on time");
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(-100_000), "\u{2212}100\u{202f}000");
    }

    #[test]
    fn sizes_choose_their_unit() {
        assert_eq!(bytes(812), "812\u{a0}B");
        assert_eq!(bytes(1_449_000), "1.4\u{a0}MB");
        assert_eq!(bytes(999_999), "1\u{a0}MB");
        assert_eq!(bytes(2_000_000_000), "2\u{a0}GB");
    }
}
