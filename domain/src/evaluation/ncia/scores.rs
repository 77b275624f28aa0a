//! Technical, experience and price scores of one bid, points of 0 to 100.

use rust_decimal::Decimal;
use thiserror::Error;

use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact, weighted};

/// Why a score cannot be computed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ScoreError {
    /// The bid does not have one score per sub-criterion.
    #[error("{expected} sub-criteria need {expected} scores, the bid has {found}")]
    ScoreCount {
        /// Number of sub-criteria.
        expected: usize,
        /// Number of scores.
        found: usize,
    },
    /// A sub-score lies outside 0 to 100; the position counts from 0.
    #[error("sub-score number {position} lies outside 0 to 100")]
    ScoreRange {
        /// Position of the sub-score.
        position: usize,
    },
    /// The weights of the sub-criteria are negative or do not add up to 100.
    #[error("sub-criteria need weights of zero or more that add up to exactly 100 percent")]
    SubWeights,
    /// Confidence is rated 1 to 5.
    #[error("a confidence rating is a whole number from 1 to 5")]
    Confidence,
    /// A price is negative.
    #[error("a price cannot be negative")]
    NegativePrice,
    /// The figures do not allow the calculation.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// Weighted technical score: sum of weight times sub-score (General Bidding Instructions 4.6).
///
/// # Errors
/// Weights (percent) that are not 100 together, scores outside 0 to 100, unequal counts.
pub fn technical_score(weights: &[Decimal], scores: &[Decimal]) -> Result<Decimal, ScoreError> {
    let total = weights.iter().copied().sum::<Exact>().value()?;
    if total != Decimal::ONE_HUNDRED || weights.iter().any(|weight| *weight < Decimal::ZERO) {
        return Err(ScoreError::SubWeights);
    }
    if weights.len() != scores.len() {
        return Err(ScoreError::ScoreCount {
            expected: weights.len(),
            found: scores.len(),
        });
    }
    let in_range = |score: &Decimal| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(score);
    if let Some(position) = scores.iter().position(|score| !in_range(score)) {
        return Err(ScoreError::ScoreRange { position });
    }
    Ok(weighted(weights, scores).value()?)
}

/// Confidence in a bidder from corporate experience (General Bidding Instructions 4.7, table 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// 1, no confidence.
    No,
    /// 2, low.
    Low,
    /// 3, satisfactory.
    Satisfactory,
    /// 4, high.
    High,
    /// 5, very high.
    VeryHigh,
}

impl TryFrom<u8> for Confidence {
    type Error = ScoreError;

    fn try_from(rating: u8) -> Result<Self, ScoreError> {
        match rating {
            1 => Ok(Self::No),
            2 => Ok(Self::Low),
            3 => Ok(Self::Satisfactory),
            4 => Ok(Self::High),
            5 => Ok(Self::VeryHigh),
            _ => Err(ScoreError::Confidence),
        }
    }
}

/// Experience score: 25 points for each step above no confidence (General Bidding Instructions
/// 4.7, table 7).
#[must_use]
pub fn experience_score(confidence: Confidence) -> Decimal {
    Decimal::from(confidence as u8 * 25)
}

/// Price score: `100 * (1 - price / (2 * average))`, not below 0 (General Bidding Instructions
/// 4.9). Price and average, taken over eligible bids only, are in the same currency.
///
/// # Errors
/// A negative price; an average of zero.
pub fn price_score(price: Decimal, average: Decimal) -> Result<Decimal, ScoreError> {
    Ok(unfloored_price_score(price, average)?.max(Decimal::ZERO))
}

/// The price score before the floor at zero: below zero from twice the average on.
///
/// # Errors
/// A negative price; an average of zero.
pub fn unfloored_price_score(price: Decimal, average: Decimal) -> Result<Decimal, ScoreError> {
    if price < Decimal::ZERO || average < Decimal::ZERO {
        return Err(ScoreError::NegativePrice);
    }
    Ok((exact(100) - exact(price) * 50 / average).value()?)
}

/// Adjectival band of a technical score (General Bidding Instructions 4.6, table 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// 0 to 24.
    Unacceptable,
    /// 25 to 49.
    Marginal,
    /// 50 to 69.
    Satisfactory,
    /// 70 to 84.
    Good,
    /// 85 to 100.
    Excellent,
}

impl Rating {
    /// The band of an unrounded technical score.
    ///
    /// The table prints whole numbers and leaves 49.5 open. A band is read as beginning at its
    /// lower bound, and what does not reach that bound stays in the band below: rounding up would
    /// admit a bid that did not earn the 50 points that make it eligible.
    #[must_use]
    pub fn of(score: Decimal) -> Self {
        [
            Self::Excellent,
            Self::Good,
            Self::Satisfactory,
            Self::Marginal,
        ]
        .into_iter()
        .find(|band| score >= band.lower_bound())
        .unwrap_or(Self::Unacceptable)
    }

    /// The lowest score of the band.
    #[must_use]
    pub fn lower_bound(self) -> Decimal {
        Decimal::from(match self {
            Self::Unacceptable => 0,
            Self::Marginal => 25,
            Self::Satisfactory => 50,
            Self::Good => 70,
            Self::Excellent => 85,
        })
    }

    /// The word that the table prints.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unacceptable => "Unacceptable",
            Self::Marginal => "Marginal",
            Self::Satisfactory => "Satisfactory",
            Self::Good => "Good",
            Self::Excellent => "Excellent",
        }
    }

    /// Every band, the lowest first.
    pub const ALL: [Self; 5] = [
        Self::Unacceptable,
        Self::Marginal,
        Self::Satisfactory,
        Self::Good,
        Self::Excellent,
    ];

    /// The band of a step that evaluators choose: 1 unacceptable to 5 excellent (table 2); none for anything else.
    #[must_use]
    pub fn from_step(step: Decimal) -> Option<Self> {
        let position = usize::try_from(step).ok()?.checked_sub(1)?;
        let whole = step.fract().is_zero();
        Self::ALL.get(position).copied().filter(|_| whole)
    }

    /// The step of the band, 1 to 5.
    #[must_use]
    pub const fn step(self) -> u8 {
        self as u8 + 1
    }

    /// Whether a bid of this band may win: satisfactory or better, and marginal too where the
    /// purchaser let marginal bids in and documented it before the evaluation ended.
    #[must_use]
    pub fn is_eligible(self, marginal_admitted: bool) -> bool {
        self >= if marginal_admitted {
            Self::Marginal
        } else {
            Self::Satisfactory
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_scores_75_at_half_the_mean_and_nothing_from_twice_the_mean_on() {
        let scores = [50, 100, 150, 200, 900]
            .map(|price| price_score(Decimal::from(price), Decimal::ONE_HUNDRED).unwrap());
        assert_eq!(scores, [75, 50, 25, 0, 0].map(Decimal::from));
    }

    #[test]
    fn a_price_score_without_an_average_does_not_exist() {
        let error = price_score(Decimal::ZERO, Decimal::ZERO).unwrap_err();
        assert_eq!(error, ArithmeticError::DivisionByZero.into());
    }

    #[test]
    fn experience_gains_25_points_a_step() {
        let scores =
            [1, 2, 3, 4, 5].map(|rating| experience_score(Confidence::try_from(rating).unwrap()));
        assert_eq!(scores, [0, 25, 50, 75, 100].map(Decimal::from));
        assert_eq!(Confidence::try_from(6), Err(ScoreError::Confidence));
    }

    #[test]
    fn a_bid_without_a_score_for_each_sub_criterion_is_refused() {
        let half = Decimal::from(50);
        let error = technical_score(&[half, half], &[half]).unwrap_err();
        assert_eq!(
            error,
            ScoreError::ScoreCount {
                expected: 2,
                found: 1
            }
        );
        assert_eq!(
            technical_score(&[half], &[half]),
            Err(ScoreError::SubWeights)
        );
    }
}
