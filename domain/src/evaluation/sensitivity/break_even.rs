//! The weight of price at which two bids score the same, where there is nothing but quality and price.

use rust_decimal::Decimal;

use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact};

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

    #[test]
    fn a_bid_ahead_on_both_criteria_has_no_break_even() {
        let [a, b] = [(80, 60), (70, 50)].map(|(quality, price)| TwoCriteria {
            quality: quality.into(),
            price: price.into(),
        });
        assert_eq!(break_even_price_weight(a, b), Ok(None));
    }
}
