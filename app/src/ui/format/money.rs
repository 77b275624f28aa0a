//! Money from minor units and an ISO 4217 code.

use super::{MINUS, NBSP, grouped};

/// Decimal places of a currency's minor unit (ISO 4217): 0 for yen, 3 for dinars, 2 for most.
#[must_use]
pub fn exponent(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// The code of ISO 4217 for no currency at all: imported records that state no amount have it.
const NO_CURRENCY: &str = "XXX";
/// What stands in place of an amount that a record does not state.
const NOT_STATED: &str = "not stated";

/// Code and amount, decimals only when the amount is not whole: `EUR 12 000 000`, `EUR −4 200.50`.
#[must_use]
pub fn money(minor: i64, currency: &str) -> String {
    with_code(currency, amount(minor, currency))
}

/// Code and amount with all decimals of the currency: `EUR 12 000 000.00`.
#[must_use]
pub fn money_exact(minor: i64, currency: &str) -> String {
    with_code(currency, digits(minor, currency, true))
}

fn with_code(currency: &str, amount: String) -> String {
    if currency == NO_CURRENCY {
        NOT_STATED.to_owned()
    } else {
        format!("{currency}{NBSP}{amount}")
    }
}

/// A change of money with its sign first: `+EUR 620 000`, `−EUR 80 000`, `EUR 0`.
#[must_use]
pub fn money_signed(minor: i64, currency: &str) -> String {
    let sign = match minor.signum() {
        1 => "+",
        -1 => "\u{2212}",
        _ => "",
    };
    let size = digits(minor, currency, false);
    format!("{sign}{currency}{NBSP}{}", size.trim_start_matches(MINUS))
}

/// The amount without its code, for a column whose header names the currency.
#[must_use]
pub fn amount(minor: i64, currency: &str) -> String {
    digits(minor, currency, false)
}

/// The amount with all decimals and without its code, for columns in which some amounts are not whole.
#[must_use]
pub fn amount_exact(minor: i64, currency: &str) -> String {
    digits(minor, currency, true)
}

fn digits(minor: i64, currency: &str, always: bool) -> String {
    let places = exponent(currency);
    let unit = 10_u64.pow(places);
    let size = minor.unsigned_abs();
    let mut out = String::new();
    if minor < 0 {
        out.push(MINUS);
    }
    out.push_str(&grouped(&(size / unit).to_string()));
    if places > 0 && (always || !size.is_multiple_of(unit)) {
        out.push_str(&format!(
            ".{:0width$}",
            size % unit,
            width = places as usize
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_currency_is_stated_for_is_not_stated() {
        assert_eq!(money(0, "XXX"), "not stated");
        assert_eq!(money_exact(0, "XXX"), "not stated");
    }

    #[test]
    fn whole_amounts_have_no_decimals() {
        assert_eq!(
            money(1_200_000_000, "EUR"),
            "EUR\u{a0}12\u{202f}000\u{202f}000"
        );
        assert_eq!(money(0, "EUR"), "EUR\u{a0}0");
    }

    #[test]
    fn cents_are_shown_when_there_are_any_or_when_asked() {
        assert_eq!(money(420_050, "EUR"), "EUR\u{a0}4\u{202f}200.50");
        assert_eq!(money_exact(420_000, "EUR"), "EUR\u{a0}4\u{202f}200.00");
    }

    #[test]
    fn the_minor_unit_follows_the_currency() {
        assert_eq!(money(1_500, "JPY"), "JPY\u{a0}1\u{202f}500");
        assert_eq!(money(1_500, "KWD"), "KWD\u{a0}1.500");
        assert_eq!(money_exact(1_500, "JPY"), "JPY\u{a0}1\u{202f}500");
    }

    #[test]
    fn negative_amounts_have_a_real_minus() {
        assert_eq!(amount(-5, "EUR"), "\u{2212}0.05");
        assert_eq!(
            money_signed(-8_000_000, "EUR"),
            "\u{2212}EUR\u{a0}80\u{202f}000"
        );
        assert_eq!(money_signed(62_000_000, "EUR"), "+EUR\u{a0}620\u{202f}000");
    }

    #[test]
    fn the_smallest_amount_does_not_overflow() {
        assert!(money(i64::MIN, "EUR").ends_with("547\u{202f}758.08"));
    }
}
