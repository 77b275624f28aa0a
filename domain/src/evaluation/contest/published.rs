//! The two methods of the NCIA General Bidding Instructions that compute, seen in the common shape.

use super::{Contest, ContestError, Judgement};
use crate::evaluation::{lptc, ncia};

/// A contest as NCIA's numerical best value reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestValue {
    /// Weights and minimum.
    pub scheme: ncia::Scheme,
    /// The bids.
    pub bids: Vec<ncia::Bid>,
}

impl BestValue {
    /// Reads a contest.
    ///
    /// # Errors
    /// Without level 1 weights; where a bid has no confidence rating.
    pub fn of(contest: &Contest) -> Result<Self, ContestError> {
        let plan = &contest.plan;
        let weights = plan.level_one()?;
        let weights = ncia::TrialWeights::new(weights.technical, weights.experience, weights.price)
            .map_err(|_| ContestError::Unpublished("weights that are not negative"))?;
        let bid = |bid: &super::Bid| {
            Ok(ncia::Bid {
                id: bid.id.clone(),
                technical_sub_scores: plan.quality(bid)?.composite,
                confidence: bid.confidence.ok_or_else(|| ContestError::Incomplete {
                    bid: bid.id.clone(),
                    what: "confidence rating",
                })?,
                price: bid.price.in_eur().value()?,
                excluded: None,
            })
        };
        Ok(Self {
            scheme: ncia::Scheme::trial(weights, plan.sub_weights.clone(), plan.minimum),
            bids: contest
                .bids
                .iter()
                .map(bid)
                .collect::<Result<_, ContestError>>()?,
        })
    }
}

pub(super) fn best_value(contest: &Contest) -> Result<Judgement, ContestError> {
    let BestValue { scheme, bids } = BestValue::of(contest)?;
    let evaluation = ncia::evaluate(&scheme, &bids)?;
    let mut records = contest.records()?;
    for (record, found) in records.iter_mut().zip(&evaluation.bids) {
        record.experience = Some(found.experience);
        record.price_points = found.price;
        record.total = found.final_score;
        record.tie_break = Some(found.tie_break);
        record.ineligible = found.ineligible.as_ref().map(ToString::to_string);
    }
    Ok(Judgement::by_one_point(
        records,
        evaluation.outcome,
        "GBI 4.9",
    ))
}

pub(super) fn lowest_price(contest: &Contest) -> Result<Judgement, ContestError> {
    let mut records = contest.records()?;
    let bids: Vec<lptc::Bid> = contest.bids.iter().map(lptc::Bid::from).collect();
    let outcome = lptc::evaluate(&bids)?;
    for (record, price) in records.iter_mut().zip(&outcome.price_eur) {
        record.price_eur = *price;
        record.total = record.stands().then_some(*price);
    }
    Ok(Judgement::by_total(records, true))
}

impl From<&super::Bid> for lptc::Bid {
    fn from(bid: &super::Bid) -> Self {
        Self {
            id: bid.id.clone(),
            price: bid.price.amount,
            units_per_eur: bid.price.units_per_eur,
            compliant: bid.compliant,
        }
    }
}
