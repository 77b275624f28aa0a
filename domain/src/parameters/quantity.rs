//! A number with its unit.

use super::units::Unit;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Decimal places that a typed number may have.
pub const DECIMALS: u32 = 6;
/// Decimal places to which a number is rounded, half away from zero, when it is shown in a larger unit.
pub const SHOWN_DECIMALS: u32 = 12;
/// A typed number stays below this, on both sides of zero.
const BELOW: i64 = 100_000_000_000;

/// Why a text is not a number that a parameter can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAQuantity {
    /// Not a decimal number.
    #[error("enter a number such as 0.5 or 120, with a point before the decimals")]
    NotANumber,
    /// Too many decimals to compare exactly.
    #[error("at most {DECIMALS} decimals are kept: use a smaller unit for something finer")]
    TooFine,
    /// Too large to compare exactly.
    #[error("enter a number below 100 000 000 000, or use a larger unit")]
    TooLarge,
}

/// Two units that do not measure the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} and {} do not convert into each other", from.name(), to.name())]
pub struct OtherDimension {
    /// The unit the value has.
    pub from: Unit,
    /// The unit it was asked in.
    pub to: Unit,
}

#[derive(Serialize, Deserialize)]
struct Raw {
    amount: Decimal,
    unit: Unit,
}

/// A number with its unit: below 10¹¹ with at most six decimals, so that it can always be compared exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Quantity {
    amount: Decimal,
    unit: Unit,
}

impl TryFrom<Raw> for Quantity {
    type Error = NotAQuantity;

    fn try_from(raw: Raw) -> Result<Self, NotAQuantity> {
        Self::new(raw.amount, raw.unit)
    }
}

impl From<Quantity> for Raw {
    fn from(quantity: Quantity) -> Self {
        Self {
            amount: quantity.amount,
            unit: quantity.unit,
        }
    }
}

impl Quantity {
    /// A number in a unit.
    ///
    /// # Errors
    /// [`NotAQuantity`] when it is too large or too fine.
    pub fn new(amount: Decimal, unit: Unit) -> Result<Self, NotAQuantity> {
        let amount = amount.normalize();
        if amount.scale() > DECIMALS {
            return Err(NotAQuantity::TooFine);
        }
        if amount.abs() >= Decimal::from(BELOW) {
            return Err(NotAQuantity::TooLarge);
        }
        Ok(Self { amount, unit })
    }

    /// Reads a typed number: digits with a decimal point; spaces between groups of digits are ignored.
    ///
    /// # Errors
    /// [`NotAQuantity`] says what is wrong.
    pub fn parse(text: &str, unit: Unit) -> Result<Self, NotAQuantity> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = !digits.is_empty()
            && digits
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        if !plain {
            return Err(NotAQuantity::NotANumber);
        }
        let amount = Decimal::from_str(&digits).map_err(|_| NotAQuantity::NotANumber)?;
        Self::new(amount, unit)
    }

    /// The number.
    #[must_use]
    pub const fn amount(self) -> Decimal {
        self.amount
    }

    /// The unit.
    #[must_use]
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// The number in the smallest unit of its dimension. Exact: the factor is whole and the bounds leave room for it.
    fn smallest(self) -> Decimal {
        self.amount * Decimal::from(self.unit.factor())
    }

    /// The number in another unit of the same dimension. Exact towards a smaller unit; towards a larger one rounded
    /// to [`SHOWN_DECIMALS`] places. For showing: comparisons use [`Quantity::compare`].
    ///
    /// # Errors
    /// [`OtherDimension`] when the units do not convert.
    pub fn amount_in(self, unit: Unit) -> Result<Decimal, OtherDimension> {
        if unit.dimension() != self.unit.dimension() {
            return Err(OtherDimension {
                from: self.unit,
                to: unit,
            });
        }
        let exact = self.smallest() / Decimal::from(unit.factor());
        let rounding = RoundingStrategy::MidpointAwayFromZero;
        Ok(exact
            .round_dp_with_strategy(SHOWN_DECIMALS, rounding)
            .normalize())
    }

    /// Which of two values is larger, whatever their units: exact.
    ///
    /// # Errors
    /// [`OtherDimension`] when they do not measure the same thing.
    pub fn compare(self, other: Self) -> Result<Ordering, OtherDimension> {
        if other.unit.dimension() != self.unit.dimension() {
            return Err(OtherDimension {
                from: self.unit,
                to: other.unit,
            });
        }
        Ok(self.smallest().cmp(&other.smallest()))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit.symbol() {
            "" => write!(f, "{}", self.amount),
            symbol @ ("°" | "′" | "″") => write!(f, "{}{symbol}", self.amount),
            symbol => write!(f, "{}\u{a0}{symbol}", self.amount),
        }
    }
}
