//! NSPA best value (NSPA OI 4200-01, July 2025, 8.1.3.5, phases 1, 3 and 4).

use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, list, score};
use super::reader::Reader;
use super::scheme::{bare, judge, priced};
use crate::evaluation::arithmetic::mean;
use crate::evaluation::contest::{Bid, Contest, Record};
use crate::solicitations::{EvaluationMethod, LevelOne};
use rust_decimal::Decimal;

/// Reads the source selection plan and the bids with every evaluator's scores.
pub(super) fn read(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let optional = |name| {
        inputs
            .optional(name)?
            .map(|place| place.percent())
            .transpose()
    };
    let mut plan = bare(EvaluationMethod::NspaBestValue);
    let price = inputs.field("price_weight_pct")?.percent()?;
    plan.weights = Some(LevelOne {
        technical: Decimal::ONE_HUNDRED - price,
        experience: Decimal::ZERO,
        price,
    });
    plan.sub_weights = inputs.field("technical_weights_pct")?.percents_of_whole()?;
    plan.parameters.element_floor = optional("third_level_floor_pct_of_max")?;
    plan.minimum = optional("overall_threshold_pct")?.unwrap_or_default();
    let named = inputs.field("bids")?.identified()?;
    let bids = named
        .iter()
        .map(|(id, bid)| read_bid(plan.sub_weights.len(), id, bid))
        .collect::<Result<_, _>>()?;
    Ok(Contest { plan, bids })
}

fn read_bid(expected: usize, id: &str, bid: &Reader<'_>) -> Result<Bid, InputError> {
    let place = bid.field("evaluator_scores_per_criterion")?;
    let criteria = place.items()?;
    let found = criteria.len();
    if found != expected {
        return Err(place.error(format!(
            "there are scores for {found} criteria, not {expected}"
        )));
    }
    let scores = criteria
        .iter()
        .map(|criterion| criterion.numbers(Reader::percent))
        .collect::<Result<_, _>>()?;
    Ok(Bid {
        scores,
        ..priced(id, bid.field("price_eur")?.non_negative()?)
    })
}

pub(super) fn best_value(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read(inputs)?;
    let place = inputs.field("bids")?;
    let judged = judge(&place, &contest)?;
    let mut figures = Answer::default();
    for record in &judged.records {
        figures.put(&place, record.id.as_str(), bid_figures(record))?;
    }
    let eligible = judged.records.iter().filter(|one| one.total.is_some());
    let prices: Vec<Decimal> = eligible.map(|one| one.price_eur).collect();
    let average = if prices.is_empty() {
        None
    } else {
        Some(place.calculate(mean(&prices))?)
    };
    Ok(json!({
        "average_price_eur": average.map(score),
        "bids": figures.finish(),
        "ranking": judged.ranking,
        "ranking_by_final_score": judged.by_total,
        "statistical_tie_within_1_point": judged.tie_rule_used,
        "open": judged.open,
        "winner": judged.winner,
    }))
}

fn bid_figures(bid: &Record) -> Value {
    let mut record = json!({
        "composite": list(&bid.composite, score),
        "technical_score": bid.technical.map(score),
        "eligible": bid.ineligible.is_none(),
    });
    if let Some(reason) = &bid.ineligible {
        record["reason"] = json!(reason);
    } else {
        record["price_score"] = json!(bid.price_points.map(score));
        record["final_score"] = json!(bid.total.map(score));
        record["tie_break_score"] = json!(bid.tie_break.map(score));
    }
    record
}
