//! Screens for abnormally low prices. A flag leads to a question to the bidder and never to an automatic rejection
//! (Directive 2014/24/EU, article 69).

use super::arithmetic::{ArithmeticError, Exact, exact, mean, settled};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// How far prices lie below their mean, and below the mean of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BelowMean {
    /// The mean of all prices.
    pub mean: Decimal,
    /// Prices under this are flagged.
    pub limit: Decimal,
    /// Whether each price is under the limit, in the order of the prices.
    pub flagged: Vec<bool>,
    /// The mean of the others, for each price.
    pub others: Vec<Decimal>,
    /// Percent by which each price lies below the mean of the others; negative above it.
    pub below_others: Vec<Decimal>,
    /// Whether each lies further below the mean of the others than the threshold.
    pub flagged_against_others: Vec<bool>,
}

/// Screens prices against a threshold in percent below the mean. At least two prices are needed.
///
/// # Errors
/// Of one price there are no others: a division by zero; or an overflow.
pub fn below_mean(prices: &[Decimal], threshold: Decimal) -> Result<BelowMean, ArithmeticError> {
    let average = mean(prices).value()?;
    let limit = (exact(average) * (exact(100) - threshold) / 100).value()?;
    let (total, count) = (
        prices.iter().copied().sum::<Exact>(),
        prices.len().saturating_sub(1),
    );
    let others: Vec<Decimal> = prices
        .iter()
        .map(|price| ((total - *price) / count).value())
        .collect::<Result<_, _>>()?;
    let pairs = prices.iter().zip(&others);
    let below_others: Vec<Decimal> = pairs
        .map(|(price, mean)| ((exact(*mean) - *price) * 100 / *mean).value())
        .collect::<Result<_, _>>()?;
    Ok(BelowMean {
        flagged: prices
            .iter()
            .map(|price| settled(*price) < settled(limit))
            .collect(),
        flagged_against_others: below_others
            .iter()
            .map(|gap| settled(*gap) > threshold)
            .collect(),
        mean: average,
        limit,
        others,
        below_others,
    })
}

/// The anomaly threshold on discounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trimmed {
    /// Discounts dropped at each end.
    pub trimmed: usize,
    /// The mean of the rest.
    pub mean: Decimal,
    /// The mean of what the rest's discounts exceed it by.
    pub deviation: Decimal,
    /// Discounts at or above this are flagged.
    pub threshold: Decimal,
    /// Whether each discount is flagged, dropped ones too, in their order.
    pub flagged: Vec<bool>,
}

/// Screens discounts in percent: a fraction, rounded up, is dropped at each end; the mean of the rest plus the mean of what
/// the rest's discounts exceed it by is the threshold. None where nothing would be left.
///
/// # Errors
/// On an overflow.
pub fn trimmed(
    discounts: &[Decimal],
    fraction: Decimal,
) -> Result<Option<Trimmed>, ArithmeticError> {
    let trimmed = (exact(fraction) * discounts.len())
        .value()?
        .ceil()
        .to_usize();
    let Some(trimmed) = trimmed.filter(|each| each.saturating_mul(2) < discounts.len()) else {
        return Ok(None);
    };
    let mut sorted = discounts.to_vec();
    sorted.sort_unstable();
    let kept = &sorted[trimmed..sorted.len() - trimmed];
    let average = mean(kept).value()?;
    let above = kept
        .iter()
        .filter(|discount| settled(**discount) > settled(average));
    let deviations = above
        .map(|discount| (exact(*discount) - average).value())
        .collect::<Result<Vec<_>, _>>()?;
    let deviation = match deviations.is_empty() {
        true => Decimal::ZERO,
        false => mean(&deviations).value()?,
    };
    let threshold = (exact(average) + deviation).value()?;
    let flagged = discounts
        .iter()
        .map(|each| settled(*each) >= settled(threshold));
    Ok(Some(Trimmed {
        trimmed,
        mean: average,
        deviation,
        flagged: flagged.collect(),
        threshold,
    }))
}
