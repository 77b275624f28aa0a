//! Decimal arithmetic that cannot panic, and the one place where figures are rounded.

use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};

use rust_decimal::{Decimal, RoundingStrategy};
use thiserror::Error;

/// Decimals of a score when it is shown.
pub const SCORE_PLACES: u32 = 4;

/// Decimals of an amount in euro when it is shown.
pub const EUR_PLACES: u32 = 2;

/// Decimals that two figures are compared at, see [`settled`].
const COMPARISON_PLACES: u32 = 18;

/// Why a formula has no result.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ArithmeticError {
    /// An intermediate figure has more than 28 digits before the point.
    #[error("the figures are too large to calculate with")]
    Overflow,
    /// A divisor is zero.
    #[error("the formula divides by zero with these figures")]
    DivisionByZero,
}

/// A figure in the middle of a formula. It remembers the first failure, so that a formula can be
/// written the way it is printed and checked once at its end with [`Exact::value`].
#[derive(Clone, Copy, Debug)]
pub struct Exact(Result<Decimal, ArithmeticError>);

impl Exact {
    /// The result of the formula.
    ///
    /// # Errors
    /// The first overflow or division by zero on the way.
    pub const fn value(self) -> Result<Decimal, ArithmeticError> {
        self.0
    }

    /// The figure, or `floor` where it is below.
    #[must_use]
    pub fn at_least(self, floor: Decimal) -> Self {
        Self(self.0.map(|figure| figure.max(floor)))
    }

    /// The figure, or `ceiling` where it is above.
    #[must_use]
    pub fn at_most(self, ceiling: Decimal) -> Self {
        Self(self.0.map(|figure| figure.min(ceiling)))
    }

    fn combine(self, other: Self, operation: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Self {
        Self(self.0.and_then(|left| {
            let right = other.0?;
            operation(left, right).ok_or(ArithmeticError::Overflow)
        }))
    }
}

impl From<Decimal> for Exact {
    fn from(figure: Decimal) -> Self {
        Self(Ok(figure))
    }
}

impl From<i32> for Exact {
    fn from(figure: i32) -> Self {
        Self(Ok(Decimal::from(figure)))
    }
}

impl From<usize> for Exact {
    fn from(count: usize) -> Self {
        Self(Ok(Decimal::from(count)))
    }
}

impl<R: Into<Self>> Add<R> for Exact {
    type Output = Self;
    fn add(self, other: R) -> Self {
        self.combine(other.into(), Decimal::checked_add)
    }
}

impl<R: Into<Self>> Sub<R> for Exact {
    type Output = Self;
    fn sub(self, other: R) -> Self {
        self.combine(other.into(), Decimal::checked_sub)
    }
}

impl<R: Into<Self>> Mul<R> for Exact {
    type Output = Self;
    fn mul(self, other: R) -> Self {
        self.combine(other.into(), Decimal::checked_mul)
    }
}

impl<R: Into<Self>> Div<R> for Exact {
    type Output = Self;
    fn div(self, other: R) -> Self {
        let divisor: Self = other.into();
        if divisor.0.is_ok_and(|figure| figure.is_zero()) {
            return Self(self.0.and(Err(ArithmeticError::DivisionByZero)));
        }
        self.combine(divisor, Decimal::checked_div)
    }
}

impl<T: Into<Self>> Sum<T> for Exact {
    fn sum<I: Iterator<Item = T>>(figures: I) -> Self {
        figures.fold(Self::from(0), |total, figure| total + figure)
    }
}

/// Starts a formula.
pub fn exact(figure: impl Into<Exact>) -> Exact {
    figure.into()
}

/// The arithmetic mean of `figures`; of none it is a division by zero.
#[must_use]
pub fn mean(figures: &[Decimal]) -> Exact {
    figures.iter().copied().sum::<Exact>() / figures.len()
}

/// Sum of `weights[i] * figures[i]` divided by 100: weights are percentages.
#[must_use]
pub fn weighted(weights: &[Decimal], figures: &[Decimal]) -> Exact {
    let products = weights
        .iter()
        .zip(figures)
        .map(|(weight, figure)| exact(*weight) * *figure);
    products.sum::<Exact>() / 100
}

/// Rounds half away from zero. Only for showing and printing: a rounded figure never enters a
/// comparison.
#[must_use]
pub fn shown(figure: Decimal, places: u32) -> Decimal {
    let rounded = figure.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    if rounded.is_zero() {
        Decimal::ZERO
    } else {
        rounded.normalize()
    }
}

/// The figure without the residue that a division such as 1/3 leaves in its 27th digit, so that a
/// gap of exactly one point compares as exactly one point. This is no rounding of scores:
/// eighteen decimals stay.
#[must_use]
pub fn settled(figure: Decimal) -> Decimal {
    figure.round_dp_with_strategy(COMPARISON_PLACES, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_shown_away_from_zero() {
        assert_eq!(shown(Decimal::new(25, 1), 0), Decimal::from(3));
        assert_eq!(shown(Decimal::new(-25, 1), 0), Decimal::from(-3));
    }

    #[test]
    fn a_vanishing_negative_is_shown_as_plain_zero() {
        assert_eq!(shown(Decimal::new(-1, 9), 4).to_string(), "0");
    }

    #[test]
    fn overflow_and_zero_divisors_are_told_apart() {
        let huge = exact(Decimal::MAX) * 2;
        assert_eq!(huge.value(), Err(ArithmeticError::Overflow));
        assert_eq!((exact(1) / 0).value(), Err(ArithmeticError::DivisionByZero));
        assert_eq!((huge / 0).value(), Err(ArithmeticError::Overflow));
    }

    #[test]
    fn three_thirds_settle_to_one() {
        let third = (exact(1) / 3).value().unwrap();
        assert_ne!(third * Decimal::from(3), Decimal::ONE);
        assert_eq!(settled(third * Decimal::from(3)), Decimal::ONE);
    }
}
