//! What the published formula makes of the inputs, unrounded, with the analysis beside it.

use super::inputs::Inputs;
use crate::Error;
use domain::evaluation::lptc;
use domain::evaluation::ncia::{self, Evaluation, Scheme, TrialWeights};
use domain::evaluation::sensitivity::{
    BestValue, Contest, Criterion, Removal, interval_of_first_place, leave_one_out,
};
use rust_decimal::Decimal;

/// How far the weight of a level 1 criterion can move before another offer comes first, percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Lowest weight.
    pub low: Decimal,
    /// Highest weight.
    pub high: Decimal,
}

/// The figures of a result.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a page holds one")]
pub enum Figures {
    /// NCIA best value, numerical.
    BestValue {
        /// What was computed from.
        inputs: Inputs,
        /// Scores, ranking and tie rule.
        evaluation: Evaluation,
        /// How far each weight can move: technical, experience, price. None where nobody is first.
        holds: Option<[Holds; 3]>,
        /// The evaluation without each eligible loser.
        removals: Vec<Removal<Evaluation>>,
    },
    /// Lowest price technically compliant.
    LowestPrice {
        /// What was computed from.
        inputs: Inputs,
        /// Order by price, and the lowest compliant.
        outcome: lptc::Outcome,
    },
}

impl Figures {
    /// Computes.
    ///
    /// # Errors
    /// When the formula has no result with these inputs; the text says why.
    pub fn of(inputs: Inputs) -> Result<Self, Error> {
        match &inputs {
            Inputs::BestValue {
                weights,
                sub_weights,
                minimum,
                bids,
            } => {
                let trial = TrialWeights::new(weights.technical, weights.experience, weights.price)
                    .map_err(Error::not_now)?;
                let scheme = Scheme::trial(trial, sub_weights.clone(), *minimum);
                let bids = bids.clone();
                let contest = BestValue { scheme, bids };
                let evaluation = contest.judge().map_err(Error::not_now)?;
                let holds = holds(&evaluation, trial)?;
                let verdict = contest.verdict(&evaluation);
                let removals = leave_one_out(&contest, &verdict).map_err(Error::not_now)?;
                Ok(Self::BestValue {
                    evaluation,
                    holds,
                    removals,
                    inputs,
                })
            }
            Inputs::LowestPrice(bids) => {
                let lines: Vec<_> = bids.iter().map(|(bid, _)| bid.clone()).collect();
                let outcome = lptc::evaluate(&lines).map_err(Error::not_now)?;
                Ok(Self::LowestPrice { inputs, outcome })
            }
        }
    }

    /// What was computed from.
    #[must_use]
    pub const fn inputs(&self) -> &Inputs {
        match self {
            Self::BestValue { inputs, .. } | Self::LowestPrice { inputs, .. } => inputs,
        }
    }

    /// The bid that the published rule selects, if it selects one.
    #[must_use]
    pub fn winner(&self) -> Option<&str> {
        match self {
            Self::BestValue { evaluation, .. } => evaluation.winner(),
            Self::LowestPrice { outcome, .. } => outcome.winner(),
        }
    }

    /// Eligible bids, the first in rank first.
    #[must_use]
    pub fn ranking(&self) -> Vec<String> {
        match self {
            Self::BestValue { evaluation, .. } => evaluation.outcome.ranking.clone(),
            Self::LowestPrice { inputs, outcome } => {
                let ok = |id: &&String| match inputs {
                    Inputs::LowestPrice(bids) => {
                        bids.iter().any(|(bid, _)| bid.id == **id && bid.compliant)
                    }
                    Inputs::BestValue { .. } => false,
                };
                outcome.order_by_price.iter().filter(ok).cloned().collect()
            }
        }
    }

    /// The place of a bid, from 1; none for an ineligible one.
    #[must_use]
    pub fn rank(&self, id: &str) -> Option<usize> {
        let place = self.ranking().iter().position(|other| other == id)?;
        Some(place + 1)
    }

    /// The record of a bid under best value.
    #[must_use]
    pub fn record(&self, id: &str) -> Option<&ncia::BidResult> {
        match self {
            Self::BestValue { evaluation, .. } => evaluation.bid(id),
            Self::LowestPrice { .. } => None,
        }
    }

    /// Why a bid cannot win, if it cannot.
    #[must_use]
    pub fn ineligible(&self, id: &str) -> Option<String> {
        match self {
            Self::BestValue { evaluation, .. } => {
                let reason = evaluation.bid(id)?.ineligible.as_ref()?;
                Some(reason.to_string())
            }
            Self::LowestPrice {
                inputs: Inputs::LowestPrice(bids),
                ..
            } => bids
                .iter()
                .any(|(bid, _)| bid.id == id && !bid.compliant)
                .then(|| "a technical requirement is not met".to_owned()),
            Self::LowestPrice { .. } => None,
        }
    }

    /// The price of a bid in euro, unrounded.
    #[must_use]
    pub fn price_eur(&self, id: &str) -> Option<Decimal> {
        match self {
            Self::BestValue {
                inputs: Inputs::BestValue { bids, .. },
                ..
            } => bids.iter().find(|bid| bid.id == id).map(|bid| bid.price),
            Self::LowestPrice {
                inputs: Inputs::LowestPrice(bids),
                outcome,
            } => {
                let place = bids.iter().position(|(bid, _)| bid.id == id)?;
                outcome.price_eur.get(place).copied()
            }
            _ => None,
        }
    }

    /// What a person must settle because the published rule does not, in a sentence.
    #[must_use]
    pub fn open_tie(&self) -> Option<String> {
        match self {
            Self::BestValue { evaluation, .. } => {
                let outcome = &evaluation.outcome;
                if outcome.needs_best_and_final {
                    return Some("The first two are equal by the tie rule too: nobody has won, and best and final offers may be asked (GBI 4.9).".to_owned());
                }
                (!outcome.tie_chain.is_empty()).then(|| {
                    format!(
                        "{} lie within one point of the first. The published tie rule speaks of two offers only: a person decides.",
                        outcome.tie_chain.join(", ")
                    )
                })
            }
            Self::LowestPrice { outcome, .. } => (outcome.lowest_compliant.len() > 1).then(|| {
                format!(
                    "{} have exactly the same lowest price: a person decides.",
                    outcome.lowest_compliant.join(", ")
                )
            }),
        }
    }
}

fn holds(evaluation: &Evaluation, weights: TrialWeights) -> Result<Option<[Holds; 3]>, Error> {
    let of = |criterion| {
        let interval =
            interval_of_first_place(evaluation, weights, criterion).map_err(Error::not_now)?;
        Ok::<_, Error>(interval.map(|interval| Holds {
            low: interval.low,
            high: interval.high,
        }))
    };
    let all = (
        of(Criterion::Technical)?,
        of(Criterion::Experience)?,
        of(Criterion::Price)?,
    );
    Ok(match all {
        (Some(technical), Some(experience), Some(price)) => Some([technical, experience, price]),
        _ => None,
    })
}
