//! Evaluates a document `{"method": ..., "inputs": {...}}` and answers in JSON: the engine of
//! `perigee evaluate FILE`.

mod abnormally_low;
mod adjusted_price;
mod ahp;
mod answer;
mod contract_price;
mod cost_control;
mod document;
mod esa;
mod late_delivery;
mod lptc;
mod matrix;
mod nato;
mod ncia;
mod nspa;
mod ordering;
mod price_points;
mod promethee;
mod reader;
mod scheme;
mod topsis;
mod two_bids;

use serde_json::Value;
use thiserror::Error;

pub use document::document;

use super::contest::Contest;
use crate::solicitations::EvaluationMethod;
use reader::Reader;

/// Input that cannot be evaluated.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{path}: {message}")]
pub struct InputError {
    /// Where in the document, as a JSON path such as `$.inputs.bids[1].price_eur`.
    pub path: String,
    /// What is wrong there, for a person.
    pub message: String,
}

type Method = fn(&Reader<'_>) -> Result<Value, InputError>;

/// Every method by its code.
const METHODS: &[(&str, Method)] = &[
    (
        "abnormally_low_percentage_below_mean",
        abnormally_low::percentage_below_mean,
    ),
    (
        "abnormally_low_trimmed_mean_plus_deviation",
        abnormally_low::trimmed_mean_plus_deviation,
    ),
    ("ahp_weights", ahp::weights),
    ("average_based_price", price_points::average_based),
    (
        "baseline_deviation_default_thresholds",
        cost_control::baseline_deviation,
    ),
    ("earned_value", cost_control::earned_value),
    (
        "economic_price_adjustment",
        contract_price::economic_price_adjustment,
    ),
    ("esa_delay_penalty", esa::delay_penalty),
    ("esa_geographic_return_coefficient", esa::geographic_return),
    ("esa_weighted_marks", esa::weighted_marks),
    (
        "fixed_price_incentive_firm_target",
        contract_price::incentive_firm_target,
    ),
    (
        "idiq_ceiling_and_order_limits",
        ordering::ceiling_and_order_limits,
    ),
    ("linear_min_max_price", price_points::linear_min_max),
    ("lowest_price_technically_compliant", lptc::lowest_compliant),
    ("milestone_slip", late_delivery::milestone_slip),
    ("modification_50_percent_rule", ordering::modification_rule),
    ("nato_method_by_threshold", nato::method_by_threshold),
    ("ncia_best_value_narrative", ncia::narrative),
    ("ncia_best_value_numerical", ncia::best_value),
    ("ncia_liquidated_damages", late_delivery::liquidated_damages),
    ("ncia_price_score", ncia::price_scores),
    ("ncia_technical_rating_bands", ncia::rating_bands),
    ("ncia_weight_governance", ncia::weight_governance),
    ("nspa_best_value", nspa::best_value),
    ("nunn_mccurdy_breach", cost_control::nunn_mccurdy),
    ("price_quality_ratio_quotient", adjusted_price::quotient),
    ("promethee_ii_usual", promethee::usual),
    (
        "published_threshold_linear",
        price_points::published_threshold,
    ),
    ("quality_to_price_monetised", adjusted_price::monetised),
    ("relative_lowest_price", price_points::relative_lowest),
    ("standstill_dates", nato::standstill_dates),
    ("topsis", topsis::closeness),
    ("vatep", adjusted_price::vatep),
    ("weight_sensitivity_two_bids", two_bids::price_weight),
];

/// The codes of all methods, in alphabetical order.
pub fn methods() -> impl Iterator<Item = &'static str> {
    METHODS.iter().map(|(code, _)| *code)
}

/// Evaluates a document. Keys other than `method` and `inputs` are ignored. Scores in the answer
/// carry four decimals, amounts in euro two, the figures of AHP and TOPSIS six.
///
/// # Errors
/// The first thing in the document that cannot be evaluated, and where it is.
pub fn evaluate(document: &Value) -> Result<Value, InputError> {
    let root = Reader::root(document);
    let place = root.field("method")?;
    let code = place.text()?;
    let Some((_, method)) = METHODS.iter().find(|(known, _)| *known == code) else {
        let known: Vec<_> = methods().collect();
        return Err(place.error(format!(
            "the method {code:?} is not known; known methods are {}",
            known.join(", ")
        )));
    };
    method(&root.field("inputs")?)
}

/// Reads the contest that a document of a solicitation's method describes: what a stored result was computed from.
///
/// # Errors
/// As [`evaluate`]; for a method that no solicitation can choose.
pub fn contest(document: &Value) -> Result<Contest, InputError> {
    use EvaluationMethod as M;
    let root = Reader::root(document);
    let place = root.field("method")?;
    let method: M = place.text()?.parse().map_err(|error| place.error(error))?;
    let inputs = &root.field("inputs")?;
    match method {
        M::NciaBestValueNumerical => ncia::read(inputs),
        M::NciaBestValueNarrative => ncia::read_narrative(inputs),
        M::LowestPriceTechnicallyCompliant => lptc::read(inputs),
        M::NspaBestValue => nspa::read(inputs),
        M::EsaWeightedMarks => esa::read(inputs),
        M::RelativeLowestPrice
        | M::LinearMinMaxPrice
        | M::AverageBasedPrice
        | M::PublishedThresholdLinear => price_points::read(inputs, method),
        M::PriceQualityRatioQuotient => adjusted_price::read_quotient(inputs),
        M::Vatep => adjusted_price::read_vatep(inputs),
        M::QualityToPriceMonetised => adjusted_price::read_monetised(inputs),
    }
}
