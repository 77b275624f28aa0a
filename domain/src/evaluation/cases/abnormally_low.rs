//! Screens for abnormally low tenders ([`crate::evaluation::screens`]).

use serde_json::{Value, json};

use super::InputError;
use super::answer::{list, score};
use super::reader::Reader;
use crate::evaluation::screens;

/// Flags prices more than a percentage below the mean; beside it, how far each price lies below
/// the mean of the others.
pub(super) fn percentage_below_mean(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("prices")?;
    let prices = place.numbers(Reader::positive)?;
    let threshold = inputs.field("threshold_pct_below_mean")?.percent()?;
    if prices.len() < 2 {
        return Err(place.error("one price has no others to be compared with"));
    }
    let screened = screens::below_mean(&prices, threshold).map_err(|error| place.error(error))?;
    Ok(json!({
        "mean": score(screened.mean),
        "limit": score(screened.limit),
        "flagged": positions(&screened.flagged),
        "leave_one_out_mean": list(&screened.others, score),
        "pct_below_leave_one_out_mean": list(&screened.below_others, score),
        "flagged_leave_one_out": positions(&screened.flagged_against_others),
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
    let screened = screens::trimmed(&discounts, fraction).map_err(|error| place.error(error))?;
    let screened = screened.ok_or_else(|| {
        fraction_place.error("dropping this fraction at each end leaves no discount")
    })?;
    Ok(json!({
        "trimmed_each_side": screened.trimmed,
        "mean_discount": score(screened.mean),
        "mean_positive_deviation": score(screened.deviation),
        "threshold": score(screened.threshold),
        "flagged_at_or_above": positions(&screened.flagged),
    }))
}

fn positions(flagged: &[bool]) -> Vec<usize> {
    let numbered = flagged.iter().enumerate();
    numbered
        .filter_map(|(position, hit)| hit.then_some(position))
        .collect()
}
