//! Screens for abnormally low tenders. A flag leads to a question to the bidder and never to an
//! automatic rejection (Directive 2014/24/EU, article 69).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{list, score};
use super::reader::Reader;
use crate::evaluation::arithmetic::{Exact, exact, mean, settled};

/// Flags prices more than a percentage below the mean; beside it, how far each price lies below
/// the mean of the others.
pub(super) fn percentage_below_mean(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("prices")?;
    let prices = place.numbers(Reader::positive)?;
    let threshold = inputs.field("threshold_pct_below_mean")?.percent()?;
    if prices.len() < 2 {
        return Err(place.error("one price has no others to be compared with"));
    }
    let average = place.calculate(mean(&prices))?;
    let limit = place.calculate(exact(average) * (exact(100) - threshold) / 100)?;
    let total = prices.iter().copied().sum::<Exact>();
    let others = (prices.iter())
        .map(|price| place.calculate((total - *price) / (prices.len() - 1)))
        .collect::<Result<Vec<_>, _>>()?;
    let below = (prices.iter().zip(&others))
        .map(|(price, mean)| place.calculate((exact(*mean) - *price) * 100 / *mean))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(json!({
        "mean": score(average),
        "limit": score(limit),
        "flagged": positions(&prices, |price| settled(price) < settled(limit)),
        "leave_one_out_mean": list(&others, score),
        "pct_below_leave_one_out_mean": list(&below, score),
        "flagged_leave_one_out": positions(&below, |gap| settled(gap) > threshold),
    }))
}

/// Anomaly threshold on discounts: a fraction, rounded up, is dropped at each end; the mean of the
/// rest plus the mean of what the rest's discounts exceed it by. All discounts at or above the
/// threshold are flagged, dropped ones too.
pub(super) fn trimmed_mean_plus_deviation(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("discounts_pct")?;
    let discounts = place.numbers(Reader::percent)?;
    let fraction_place = inputs.field("trim_fraction")?;
    let fraction = fraction_place.non_negative()?;
    let trimmed = fraction_place
        .calculate(exact(fraction) * discounts.len())?
        .ceil();
    let trimmed = trimmed
        .to_usize()
        .filter(|each| each.saturating_mul(2) < discounts.len());
    let Some(trimmed) = trimmed else {
        return Err(fraction_place.error("dropping this fraction at each end leaves no discount"));
    };
    let mut sorted = discounts.clone();
    sorted.sort();
    let kept = &sorted[trimmed..sorted.len() - trimmed];
    let average = place.calculate(mean(kept))?;
    let above = kept
        .iter()
        .filter(|discount| settled(**discount) > settled(average));
    let deviations = above
        .map(|discount| place.calculate(exact(*discount) - average))
        .collect::<Result<Vec<_>, _>>()?;
    let deviation = if deviations.is_empty() {
        Decimal::ZERO
    } else {
        place.calculate(mean(&deviations))?
    };
    let threshold = place.calculate(exact(average) + deviation)?;
    Ok(json!({
        "trimmed_each_side": trimmed,
        "mean_discount": score(average),
        "mean_positive_deviation": score(deviation),
        "threshold": score(threshold),
        "flagged_at_or_above": positions(&discounts, |each| settled(each) >= settled(threshold)),
    }))
}

fn positions(figures: &[Decimal], flagged: impl Fn(Decimal) -> bool) -> Vec<usize> {
    let hits = figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| flagged(**figure));
    hits.map(|(position, _)| position).collect()
}
