//! From bids to a ranking.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use thiserror::Error;

use super::scores::{
    Confidence, Rating, ScoreError, experience_score, price_score, technical_score,
};
use super::weights::{TrialWeights, Weights};
use crate::evaluation::arithmetic::{ArithmeticError, exact, mean};
use crate::evaluation::ranking::{Outcome, Standing, decide};

/// What the solicitation published about its evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    weights: TrialWeights,
    sub_weights: Vec<Decimal>,
    minimum_technical: Decimal,
}

impl Scheme {
    /// A scheme that may be published. `sub_weights` are the weights in percent of the technical
    /// sub-criteria; a technical score below `minimum_technical` (points of 0 to 100) makes a bid
    /// ineligible.
    #[must_use]
    pub fn new(weights: Weights, sub_weights: Vec<Decimal>, minimum_technical: Decimal) -> Self {
        Self::trial(weights.into(), sub_weights, minimum_technical)
    }

    /// A scheme to play with: its results are analysis.
    #[must_use]
    pub const fn trial(
        weights: TrialWeights,
        sub_weights: Vec<Decimal>,
        minimum_technical: Decimal,
    ) -> Self {
        Self {
            weights,
            sub_weights,
            minimum_technical,
        }
    }

    /// The level 1 weights, percent.
    #[must_use]
    pub const fn weights(&self) -> TrialWeights {
        self.weights
    }

    /// The weights of the technical sub-criteria, percent.
    #[must_use]
    pub fn sub_weights(&self) -> &[Decimal] {
        &self.sub_weights
    }

    /// The least technical score that is eligible, points of 0 to 100.
    #[must_use]
    pub const fn minimum_technical(&self) -> Decimal {
        self.minimum_technical
    }

    /// The same scheme with other level 1 weights.
    #[must_use]
    pub fn with_weights(&self, weights: TrialWeights) -> Self {
        Self {
            weights,
            ..self.clone()
        }
    }
}

/// A bid that passed the administrative check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Identifies the bid within the solicitation.
    pub id: String,
    /// One score per technical sub-criterion, points of 0 to 100.
    pub technical_sub_scores: Vec<Decimal>,
    /// Confidence from corporate experience.
    pub confidence: Confidence,
    /// Evaluated price in euro, all options included.
    pub price: Decimal,
    /// A recorded decision to exclude the bid, with its reason: for example a level 3 element
    /// below marginal (General Bidding Instructions 4.6).
    pub excluded: Option<String>,
}

/// Why a bid cannot win.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Ineligible {
    /// The technical score does not reach the minimum.
    #[error("the technical score is below the minimum of {minimum}")]
    BelowTechnicalMinimum {
        /// The minimum, points of 0 to 100.
        minimum: Decimal,
    },
    /// A person excluded the bid for this reason.
    #[error("{0}")]
    Excluded(String),
}

/// The evaluation record of one bid; scores are unrounded points of 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidResult {
    /// The bid.
    pub id: String,
    /// Weighted technical score.
    pub technical: Decimal,
    /// Adjectival band of the technical score.
    pub rating: Rating,
    /// Experience score.
    pub experience: Decimal,
    /// Technical and experience, weighted: settles a statistical tie.
    pub tie_break: Decimal,
    /// Price score; an ineligible bid has none.
    pub price: Option<Decimal>,
    /// Final score; an ineligible bid has none.
    pub final_score: Option<Decimal>,
    /// Why the bid cannot win, if it cannot.
    pub ineligible: Option<Ineligible>,
}

/// The outcome of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Mean price in euro of the eligible bids; none where no bid is eligible.
    pub average_price: Option<Decimal>,
    /// One record per bid, in the order of the bids.
    pub bids: Vec<BidResult>,
    /// Ranking of the eligible bids and the tie rule's verdict.
    pub outcome: Outcome,
    /// Bids that cannot win, in the order of the bids.
    pub ineligible: Vec<String>,
}

impl Evaluation {
    /// The winning bid, if the rule selects one.
    #[must_use]
    pub fn winner(&self) -> Option<&str> {
        self.outcome.winner()
    }

    /// The record of a bid.
    #[must_use]
    pub fn bid(&self, id: &str) -> Option<&BidResult> {
        self.bids.iter().find(|bid| bid.id == id)
    }
}

/// Why an evaluation has no result.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EvaluationError {
    /// There are no bids.
    #[error("there is no bid to evaluate")]
    NoBids,
    /// Two bids have the same identifier.
    #[error("two bids have the identifier {0}")]
    DuplicateBid(String),
    /// A bid cannot be scored; the position counts from 0.
    #[error("bid number {position}: {source}")]
    Bid {
        /// Position of the bid.
        position: usize,
        /// What is wrong with it.
        source: ScoreError,
    },
    /// The mean price of the eligible bids is zero, so no price score exists.
    #[error("the average price of the eligible bids is zero")]
    ZeroAverage,
    /// The figures do not allow the calculation.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// Evaluates bids (General Bidding Instructions 4.5 to 4.9). Only eligible bids enter the average
/// price; the others keep a record without price score.
///
/// # Errors
/// Unusable bids or scores, see [`EvaluationError`].
pub fn evaluate(scheme: &Scheme, bids: &[Bid]) -> Result<Evaluation, EvaluationError> {
    check_identifiers(bids)?;
    let mut records = bids
        .iter()
        .enumerate()
        .map(|(position, bid)| score_quality(scheme, position, bid))
        .collect::<Result<Vec<_>, _>>()?;
    let average_price = average_of_eligible(bids, &records)?;
    if let Some(average) = average_price {
        for (position, (record, bid)) in records.iter_mut().zip(bids).enumerate() {
            if record.ineligible.is_none() {
                score_price(scheme, record, position, bid.price, average)?;
            }
        }
    }
    Ok(conclude(average_price, records))
}

fn check_identifiers(bids: &[Bid]) -> Result<(), EvaluationError> {
    if bids.is_empty() {
        return Err(EvaluationError::NoBids);
    }
    let mut seen = BTreeSet::new();
    match bids.iter().find(|bid| !seen.insert(bid.id.as_str())) {
        Some(bid) => Err(EvaluationError::DuplicateBid(bid.id.clone())),
        None => Ok(()),
    }
}

fn score_quality(
    scheme: &Scheme,
    position: usize,
    bid: &Bid,
) -> Result<BidResult, EvaluationError> {
    let refused = |source| EvaluationError::Bid { position, source };
    if bid.price < Decimal::ZERO {
        return Err(refused(ScoreError::NegativePrice));
    }
    let technical =
        technical_score(&scheme.sub_weights, &bid.technical_sub_scores).map_err(refused)?;
    let experience = experience_score(bid.confidence);
    let weights = scheme.weights;
    let tie_break =
        exact(technical) * weights.technical() + exact(experience) * weights.experience();
    Ok(BidResult {
        id: bid.id.clone(),
        technical,
        rating: Rating::of(technical),
        experience,
        tie_break: (tie_break / 100).value()?,
        price: None,
        final_score: None,
        ineligible: eligibility(scheme, bid, technical),
    })
}

fn eligibility(scheme: &Scheme, bid: &Bid, technical: Decimal) -> Option<Ineligible> {
    if let Some(reason) = &bid.excluded {
        return Some(Ineligible::Excluded(reason.clone()));
    }
    let minimum = scheme.minimum_technical;
    (technical < minimum).then_some(Ineligible::BelowTechnicalMinimum { minimum })
}

fn average_of_eligible(
    bids: &[Bid],
    records: &[BidResult],
) -> Result<Option<Decimal>, EvaluationError> {
    let eligible = bids
        .iter()
        .zip(records)
        .filter(|(_, record)| record.ineligible.is_none());
    let prices: Vec<_> = eligible.map(|(bid, _)| bid.price).collect();
    if prices.is_empty() {
        return Ok(None);
    }
    let average = mean(&prices).value()?;
    if average.is_zero() {
        Err(EvaluationError::ZeroAverage)
    } else {
        Ok(Some(average))
    }
}

fn score_price(
    scheme: &Scheme,
    record: &mut BidResult,
    position: usize,
    price: Decimal,
    average: Decimal,
) -> Result<(), EvaluationError> {
    let score =
        price_score(price, average).map_err(|source| EvaluationError::Bid { position, source })?;
    let weighted_price = exact(score) * scheme.weights.price() / 100;
    record.price = Some(score);
    record.final_score = Some((exact(record.tie_break) + weighted_price).value()?);
    Ok(())
}

fn conclude(average_price: Option<Decimal>, bids: Vec<BidResult>) -> Evaluation {
    let standings = bids.iter().filter_map(|bid| {
        Some(Standing {
            id: &bid.id,
            score: bid.final_score?,
            tie_break: bid.tie_break,
        })
    });
    let outcome = decide(standings.collect());
    let out = bids.iter().filter(|bid| bid.ineligible.is_some());
    let ineligible = out.map(|bid| bid.id.clone()).collect();
    Evaluation {
        average_price,
        bids,
        outcome,
        ineligible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bid(id: &str, technical: i64, price: i64) -> Bid {
        Bid {
            id: id.to_owned(),
            technical_sub_scores: vec![technical.into()],
            confidence: Confidence::High,
            price: price.into(),
            excluded: None,
        }
    }

    fn scheme() -> Scheme {
        let weights = Weights::new(50.into(), 20.into(), 30.into()).unwrap();
        Scheme::new(weights, vec![Decimal::ONE_HUNDRED], 50.into())
    }

    #[test]
    fn an_excluded_bid_keeps_its_record_and_its_reason() {
        let reason = "element 2.1 is rated unacceptable".to_owned();
        let out = Bid {
            excluded: Some(reason.clone()),
            ..bid("B", 90, 1)
        };
        let result = evaluate(&scheme(), &[bid("A", 60, 9), out]).unwrap();
        assert_eq!(result.average_price, Some(9.into()));
        assert_eq!(result.winner(), Some("A"));
        let record = result.bid("B").unwrap();
        assert_eq!((record.technical, record.price), (90.into(), None));
        assert_eq!(record.ineligible, Some(Ineligible::Excluded(reason)));
    }

    #[test]
    fn nobody_wins_where_nobody_is_eligible() {
        let result = evaluate(&scheme(), &[bid("A", 49, 9)]).unwrap();
        assert_eq!((result.average_price, result.winner()), (None, None));
        assert_eq!(result.ineligible, ["A"]);
    }

    #[test]
    fn unusable_sets_of_bids_are_refused() {
        assert_eq!(evaluate(&scheme(), &[]), Err(EvaluationError::NoBids));
        let twice = [bid("A", 60, 9), bid("A", 70, 8)];
        assert_eq!(
            evaluate(&scheme(), &twice),
            Err(EvaluationError::DuplicateBid("A".to_owned()))
        );
        assert_eq!(
            evaluate(&scheme(), &[bid("A", 60, 0)]),
            Err(EvaluationError::ZeroAverage)
        );
        let source = ScoreError::NegativePrice;
        let refused = EvaluationError::Bid {
            position: 0,
            source,
        };
        assert_eq!(evaluate(&scheme(), &[bid("A", 60, -1)]), Err(refused));
    }
}
