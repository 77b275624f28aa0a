//! Money: whole minor units and an ISO 4217 code. Arithmetic on several amounts is in decimals, never floats.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A three-letter ISO 4217 currency code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// The text is not a currency code of three letters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a currency code: three letters of ISO 4217 are needed, such as EUR or NOK")]
pub struct NotACurrency(pub String);

impl Currency {
    /// The euro, in which NATO evaluates prices (GBI 4.8(d)).
    pub const EUR: Self = Self(*b"EUR");

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits after the decimal point of the currency's minor unit (ISO 4217): 0 for yen, 3 for dinars, mostly 2.
    #[must_use]
    pub fn exponent(&self) -> u32 {
        match self.code() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF"
            | "UGX" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let upper = text.trim().to_ascii_uppercase();
        match <[u8; 3]>::try_from(upper.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(NotACurrency(text.trim().to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units of a currency (cents of EUR, øre of NOK, whole yen).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative amounts are credits.
    pub minor: i64,
    /// ISO 4217.
    pub currency: Currency,
}

/// Why a typed amount is not money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// Not a number at all.
    #[error("“{0}” is not an amount: write digits such as 1250000 or 1 250 000.50")]
    NotANumber(String),
    /// More decimals than the currency has.
    #[error("{currency} has {exponent} decimals; “{text}” has more")]
    TooManyDecimals {
        /// What was typed.
        text: String,
        /// The currency.
        currency: Currency,
        /// Its decimals.
        exponent: u32,
    },
    /// Larger than the store can hold.
    #[error("“{0}” is larger than the largest amount that can be recorded")]
    TooLarge(String),
}

impl Money {
    /// An amount in minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in the given currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads an amount in major units as people type it: spaces and apostrophes group, a point or comma marks decimals.
    ///
    /// # Errors
    /// [`NotMoney`] says what is wrong with the text.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, NotMoney> {
        let amount =
            parse_decimal(text).ok_or_else(|| NotMoney::NotANumber(text.trim().to_owned()))?;
        Self::from_major(amount, currency).ok_or_else(|| {
            if amount.normalize().scale() > currency.exponent() {
                NotMoney::TooManyDecimals {
                    text: text.trim().to_owned(),
                    currency,
                    exponent: currency.exponent(),
                }
            } else {
                NotMoney::TooLarge(text.trim().to_owned())
            }
        })
    }

    /// An exact amount in major units, or `None` when it has more decimals than the currency or is too large.
    #[must_use]
    pub fn from_major(amount: Decimal, currency: Currency) -> Option<Self> {
        let minor = amount
            .checked_mul(Decimal::from(10_i64.pow(currency.exponent())))?
            .normalize();
        if minor.scale() > 0 {
            return None;
        }
        i64::try_from(minor.mantissa())
            .ok()
            .map(|minor| Self { minor, currency })
    }

    /// The amount in major units, exact.
    #[must_use]
    pub fn major(&self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }

    /// Converts with a dated rate (`units` of this currency per euro), rounding half up to the cent.
    /// Unrounded figures stay with the caller that ranks; this one is for showing and for budgets.
    #[must_use]
    pub fn to_eur(&self, units_per_eur: Decimal) -> Option<Self> {
        let eur = self.major().checked_div(units_per_eur)?;
        Self::from_major(
            eur.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
            Currency::EUR,
        )
    }

    /// The sum, or `None` when currencies differ or the sum is too large.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self {
                minor,
                currency: self.currency,
            })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let major = self.major();
        let decimals = if major.is_integer() { 0 } else { major.scale() };
        let text = format!("{:.*}", decimals as usize, major.abs());
        let (whole, part) = text
            .split_once('.')
            .map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
        write!(
            f,
            "{}\u{a0}{}{}",
            self.currency,
            if major.is_sign_negative() {
                "\u{2212}"
            } else {
                ""
            },
            grouped(whole)
        )?;
        part.map_or(Ok(()), |part| write!(f, ".{part}"))
    }
}

/// Digits in groups of three with a narrow no-break space: `12 000 000`.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// Reads a decimal as people type it: thin and plain spaces and apostrophes group digits, comma or point marks decimals.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let mut plain: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’'))
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    if plain.contains('.') && plain.contains(',') {
        return None;
    }
    if plain.matches(',').count() == 1 {
        plain = plain.replace(',', ".");
    }
    if plain.is_empty()
        || !plain
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'))
    {
        return None;
    }
    Decimal::from_str_exact(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_grouped_amounts_and_decimal_commas() {
        let eur = Currency::EUR;
        assert_eq!(
            Money::parse("1 250 000,50", eur),
            Ok(Money::new(125_000_050, eur))
        );
        assert_eq!(Money::parse("12'000", eur), Ok(Money::new(1_200_000, eur)));
    }

    #[test]
    fn refuses_more_decimals_than_the_currency_has() {
        let yen: Currency = "JPY".parse().unwrap();
        assert!(matches!(
            Money::parse("10.5", yen),
            Err(NotMoney::TooManyDecimals { .. })
        ));
        assert!(matches!(
            Money::parse("1.234", Currency::EUR),
            Err(NotMoney::TooManyDecimals { .. })
        ));
    }

    #[test]
    fn refuses_what_is_no_number_or_is_too_large() {
        assert!(matches!(
            Money::parse("1,234.50", Currency::EUR),
            Err(NotMoney::NotANumber(_))
        ));
        assert!(matches!(
            Money::parse("1e9", Currency::EUR),
            Err(NotMoney::NotANumber(_))
        ));
        assert!(matches!(
            Money::parse("99999999999999999999", Currency::EUR),
            Err(NotMoney::TooLarge(_))
        ));
    }

    #[test]
    fn converts_with_a_dated_rate_and_rounds_half_up() {
        let usd: Currency = "USD".parse().unwrap();
        let price = Money::new(105_000_000, usd);
        assert_eq!(
            price.to_eur(Decimal::new(11, 1)),
            Some(Money::new(95_454_545, Currency::EUR))
        );
    }
}
