//! NSPA best value (NSPA OI 4200-01, July 2025, 8.1.3.5, phases 1, 3 and 4).

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, list, score};
use super::reader::Reader;
use crate::evaluation::arithmetic::{exact, mean, weighted};
use crate::evaluation::ncia::price_score;
use crate::evaluation::ranking::{Standing, decide};

/// What the source selection plan fixed.
struct Plan {
    price_weight: Decimal,
    technical_weights: Vec<Decimal>,
    element_floor: Option<Decimal>,
    overall_threshold: Option<Decimal>,
}

/// One bid after the technical evaluation.
struct Scored {
    id: String,
    composite: Vec<Decimal>,
    technical: Decimal,
    price: Decimal,
    reason: Option<&'static str>,
}

pub(super) fn best_value(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let plan = read_plan(inputs)?;
    let place = inputs.field("bids")?;
    let named = place.identified()?;
    let bids = named
        .iter()
        .map(|(id, bid)| read_bid(&plan, id, bid))
        .collect::<Result<Vec<_>, _>>()?;
    let prices: Vec<_> = bids
        .iter()
        .filter(|bid| bid.reason.is_none())
        .map(|bid| bid.price)
        .collect();
    if prices.is_empty() {
        return answer(&plan, &place, &bids, None);
    }
    let average = place.calculate(mean(&prices))?;
    if average.is_zero() {
        return Err(place.error("the average price of the eligible bids is zero"));
    }
    answer(&plan, &place, &bids, Some(average))
}

fn read_plan(inputs: &Reader<'_>) -> Result<Plan, InputError> {
    let optional = |name| {
        inputs
            .optional(name)?
            .map(|place| place.percent())
            .transpose()
    };
    Ok(Plan {
        price_weight: inputs.field("price_weight_pct")?.percent()?,
        technical_weights: inputs.field("technical_weights_pct")?.percents_of_whole()?,
        element_floor: optional("third_level_floor_pct_of_max")?,
        overall_threshold: optional("overall_threshold_pct")?,
    })
}

fn read_bid(plan: &Plan, id: &str, bid: &Reader<'_>) -> Result<Scored, InputError> {
    let place = bid.field("evaluator_scores_per_criterion")?;
    let criteria = place.items()?;
    let expected = plan.technical_weights.len();
    if criteria.len() != expected {
        let found = criteria.len();
        return Err(place.error(format!(
            "there are scores for {found} criteria, not {expected}"
        )));
    }
    let composite = criteria
        .iter()
        .map(|criterion| criterion.calculate(mean(&criterion.numbers(Reader::percent)?)))
        .collect::<Result<Vec<_>, _>>()?;
    let technical = place.calculate(weighted(&plan.technical_weights, &composite))?;
    Ok(Scored {
        id: id.to_owned(),
        reason: exclusion(plan, &composite, technical),
        price: bid.field("price_eur")?.non_negative()?,
        composite,
        technical,
    })
}

fn exclusion(plan: &Plan, composite: &[Decimal], technical: Decimal) -> Option<&'static str> {
    let below = |score: Decimal, floor: Option<Decimal>| floor.is_some_and(|floor| score < floor);
    if composite
        .iter()
        .any(|score| below(*score, plan.element_floor))
    {
        Some("an element is scored below its floor")
    } else if below(technical, plan.overall_threshold) {
        Some("the technical score is below the overall threshold")
    } else {
        None
    }
}

fn answer(
    plan: &Plan,
    place: &Reader<'_>,
    bids: &[Scored],
    average: Option<Decimal>,
) -> Result<Value, InputError> {
    let mut figures = Answer::default();
    let mut standings = Vec::new();
    for bid in bids {
        let mut record = json!({
            "composite": list(&bid.composite, score),
            "technical_score": score(bid.technical),
            "eligible": bid.reason.is_none(),
        });
        if let Some(reason) = bid.reason {
            record["reason"] = json!(reason);
        } else if let Some(average) = average {
            let points = price_score(bid.price, average).map_err(|error| place.error(error))?;
            let standing = stand(plan, place, bid, points)?;
            record["price_score"] = score(points);
            record["final_score"] = score(standing.score);
            record["tie_break_score"] = score(standing.tie_break);
            standings.push(standing);
        }
        figures.put(place, bid.id.as_str(), record)?;
    }
    let outcome = decide(standings);
    Ok(json!({
        "average_price_eur": average.map(score),
        "bids": figures.finish(),
        "ranking": outcome.ranking,
        "ranking_by_final_score": outcome.by_score,
        "statistical_tie_within_1_point": outcome.statistical_tie,
        "tie_chain": outcome.tie_chain,
        "winner": outcome.winner(),
    }))
}

fn stand<'a>(
    plan: &Plan,
    place: &Reader<'_>,
    bid: &'a Scored,
    points: Decimal,
) -> Result<Standing<'a>, InputError> {
    let technical = (exact(100) - plan.price_weight) * bid.technical / 100;
    let total = technical + exact(points) * plan.price_weight / 100;
    Ok(Standing {
        id: &bid.id,
        score: place.calculate(total)?,
        tie_break: place.calculate(technical)?,
    })
}
