//! How far a weight can move before another bid comes first. Scores are linear in a weight when
//! the others keep their proportion, so every limit is the solution of one linear equation.

use rust_decimal::Decimal;

use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact, settled};
use crate::evaluation::ncia::{BidResult, Evaluation, TrialWeights};

/// A level 1 criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Technical score.
    Technical,
    /// Experience score.
    Experience,
    /// Price score.
    Price,
}

/// Bounds of a weight in percent, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lowest weight.
    pub low: Decimal,
    /// Highest weight.
    pub high: Decimal,
}

/// The weights of `criterion`, within 0 to 100, with which the bid that is first by final score
/// stays first, the other two weights keeping their proportion. The one-point tie rule is left
/// aside: it would make the set of weights fall apart into pieces. None where no bid is eligible.
///
/// Where the other two weights are both zero they share the rest equally.
///
/// # Errors
/// Overflow.
pub fn interval_of_first_place(
    evaluation: &Evaluation,
    weights: TrialWeights,
    criterion: Criterion,
) -> Result<Option<Interval>, ArithmeticError> {
    let Some(first) = evaluation
        .outcome
        .by_score
        .first()
        .and_then(|id| evaluation.bid(id))
    else {
        return Ok(None);
    };
    let mut interval = Interval {
        low: Decimal::ZERO,
        high: Decimal::ONE_HUNDRED,
    };
    let (own, rest) = sides(first, weights, criterion)?;
    for rival in evaluation
        .bids
        .iter()
        .filter(|bid| bid.price.is_some() && bid.id != first.id)
    {
        let (rival_own, rival_rest) = sides(rival, weights, criterion)?;
        let own_lead = (exact(own) - rival_own).value()?;
        let rest_lead = (exact(rest) - rival_rest).value()?;
        interval.narrow(settled(own_lead), settled(rest_lead))?;
    }
    Ok(Some(interval))
}

impl Interval {
    /// Keeps the weights w for which `w * own + (100 - w) * rest >= 0`.
    fn narrow(&mut self, own: Decimal, rest: Decimal) -> Result<(), ArithmeticError> {
        if own >= Decimal::ZERO && rest >= Decimal::ZERO {
            return Ok(());
        }
        let slope = (exact(rest) - own).value()?;
        if slope.is_zero() {
            return Ok(());
        }
        let limit = (exact(rest) * 100 / slope).value()?;
        if slope > Decimal::ZERO {
            self.high = self.high.min(limit);
        } else {
            self.low = self.low.max(limit);
        }
        Ok(())
    }
}

/// The score on the criterion, and the weighted mean of the scores on the other two.
fn sides(
    bid: &BidResult,
    weights: TrialWeights,
    criterion: Criterion,
) -> Result<(Decimal, Decimal), ArithmeticError> {
    let technical = (bid.technical, weights.technical());
    let experience = (bid.experience, weights.experience());
    let price = (bid.price.unwrap_or_default(), weights.price());
    let (own, left, right) = match criterion {
        Criterion::Technical => (technical, experience, price),
        Criterion::Experience => (experience, technical, price),
        Criterion::Price => (price, technical, experience),
    };
    let total = (exact(left.1) + right.1).value()?;
    let rest = if total.is_zero() {
        (exact(left.0) + right.0) / 2
    } else {
        (exact(left.0) * left.1 + exact(right.0) * right.1) / total
    };
    Ok((own.0, rest.value()?))
}

/// Points of the final score that the observed spread of a criterion really moved: its weight
/// (percent) times the distance of its best and worst eligible score, divided by 100. A price
/// weight of 30 that moves two points has been neutralised.
///
/// # Errors
/// Overflow.
pub fn effective_weight(
    evaluation: &Evaluation,
    weights: TrialWeights,
    criterion: Criterion,
) -> Result<Decimal, ArithmeticError> {
    let eligible = evaluation.bids.iter().filter(|bid| bid.price.is_some());
    let scores: Vec<_> = eligible
        .map(|bid| match criterion {
            Criterion::Technical => bid.technical,
            Criterion::Experience => bid.experience,
            Criterion::Price => bid.price.unwrap_or_default(),
        })
        .collect();
    let weight = match criterion {
        Criterion::Technical => weights.technical(),
        Criterion::Experience => weights.experience(),
        Criterion::Price => weights.price(),
    };
    let highest = scores.iter().max().copied().unwrap_or_default();
    let lowest = scores.iter().min().copied().unwrap_or_default();
    ((exact(highest) - lowest) * weight / 100).value()
}

/// A bid reduced to two scores, points of 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoCriteria {
    /// Everything but price.
    pub quality: Decimal,
    /// Price score.
    pub price: Decimal,
}

/// Score of a bid when price weighs `price_weight` (a fraction of 0 to 1) and quality the rest.
#[must_use]
pub fn two_criteria_score(bid: TwoCriteria, price_weight: Decimal) -> Exact {
    (exact(1) - price_weight) * bid.quality + exact(price_weight) * bid.price
}

/// The price weight (a fraction of 0 to 1) at which two bids score the same. None where no such
/// weight exists: one bid is ahead, or both are level, at every weight.
///
/// # Errors
/// Overflow.
pub fn break_even_price_weight(
    a: TwoCriteria,
    b: TwoCriteria,
) -> Result<Option<Decimal>, ArithmeticError> {
    let quality_lead = (exact(a.quality) - b.quality).value()?;
    let price_lead = (exact(a.price) - b.price).value()?;
    let slope = (exact(quality_lead) - price_lead).value()?;
    if slope.is_zero() {
        return Ok(None);
    }
    let weight = (exact(quality_lead) / slope).value()?;
    Ok((Decimal::ZERO..=Decimal::ONE)
        .contains(&weight)
        .then_some(weight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::ncia::{Bid, Confidence, Scheme, evaluate};

    /// Technical 80 and 60, experience 75 for both, price scores 25 and 75.
    fn quality_against_price() -> (Evaluation, TrialWeights) {
        let bid = |id: &str, technical: i64, price: i64| Bid {
            id: id.to_owned(),
            technical_sub_scores: vec![technical.into()],
            confidence: Confidence::High,
            price: price.into(),
            excluded: None,
        };
        let weights = TrialWeights::new(60.into(), 20.into(), 20.into()).unwrap();
        let scheme = Scheme::trial(weights, vec![Decimal::ONE_HUNDRED], 50.into());
        (
            evaluate(&scheme, &[bid("A", 80, 3), bid("B", 60, 1)]).unwrap(),
            weights,
        )
    }

    #[test]
    fn the_price_weight_may_rise_to_the_break_even() {
        // A leads by 20 * 60/80 = 15 on the other two and trails by 50 on price: 15/65 of 100.
        let (evaluation, weights) = quality_against_price();
        let interval = interval_of_first_place(&evaluation, weights, Criterion::Price).unwrap();
        let high = (exact(1500) / 65).value().unwrap();
        assert_eq!(
            interval,
            Some(Interval {
                low: Decimal::ZERO,
                high
            })
        );
    }

    #[test]
    fn the_technical_weight_may_fall_to_the_break_even() {
        // Others: experience 20 and price 20, so A trails by 25 there and leads by 20: 25/45.
        let (evaluation, weights) = quality_against_price();
        let interval = interval_of_first_place(&evaluation, weights, Criterion::Technical).unwrap();
        let low = (exact(2500) / 45).value().unwrap();
        assert_eq!(
            interval,
            Some(Interval {
                low,
                high: Decimal::ONE_HUNDRED
            })
        );
    }

    #[test]
    fn the_effective_weight_is_what_the_spread_moved() {
        let (evaluation, weights) = quality_against_price();
        let moved = |criterion| effective_weight(&evaluation, weights, criterion).unwrap();
        assert_eq!(moved(Criterion::Price), Decimal::from(10));
        assert_eq!(moved(Criterion::Experience), Decimal::ZERO);
    }

    #[test]
    fn a_bid_ahead_on_both_criteria_has_no_break_even() {
        let [a, b] = [(80, 60), (70, 50)].map(|(quality, price)| TwoCriteria {
            quality: quality.into(),
            price: price.into(),
        });
        assert_eq!(break_even_price_weight(a, b), Ok(None));
    }
}
