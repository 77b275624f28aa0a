//! Price turned into points and added to quality points. Formulas that look at other bids can change the winner when a
//! loser leaves.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::InputError;
use super::answer::{Answer, score};
use super::reader::Reader;
use super::scheme::{bare, judge, priced, read_shares, read_sub_scores};
use crate::evaluation::contest::{Bid, Contest, Judgement, Plan, Price};
use crate::solicitations::{EqualPrices, EvaluationMethod as M, LevelOne};

/// Each rule for prices that are all equal, as a document writes it.
const EQUAL_PRICE_RULES: [(&str, EqualPrices); 3] = [
    ("full price points for all", EqualPrices::Full),
    ("half price points for all", EqualPrices::Half),
    ("no price points for all", EqualPrices::None),
];

/// A rule for prices that are all equal, as a document writes it.
pub(super) fn equal_price_words(rule: EqualPrices) -> &'static str {
    let mut rules = EQUAL_PRICE_RULES.iter();
    rules
        .find(|(_, known)| *known == rule)
        .map_or("", |(words, _)| words)
}

/// `M * lowest / price` plus quality points.
pub(super) fn relative_lowest(inputs: &Reader<'_>) -> Result<Value, InputError> {
    points(inputs, M::RelativeLowestPrice)
}

/// `M * (1 - price / (2 * average))`, not below 0, plus quality points.
pub(super) fn average_based(inputs: &Reader<'_>) -> Result<Value, InputError> {
    points(inputs, M::AverageBasedPrice)
}

/// `M * (none - price) / (none - full)`, from 0 to M, plus quality points: no bid's figure depends on another's.
pub(super) fn published_threshold(inputs: &Reader<'_>) -> Result<Value, InputError> {
    points(inputs, M::PublishedThresholdLinear)
}

/// `M * (highest - price) / (highest - lowest)` plus quality points; also what equal prices would give.
pub(super) fn linear_min_max(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read(inputs, M::LinearMinMaxPrice)?;
    let place = inputs.field("bids")?;
    let mut answer = compare(&place, &contest)?;
    let mut level = contest;
    for bid in &mut level.bids {
        bid.price = Price::eur(Decimal::ONE);
    }
    let judged = judge(&place, &level)?;
    answer.put(&place, "equal_price_scores", totals(&judged))?;
    Ok(answer.finish())
}

fn points(inputs: &Reader<'_>, method: M) -> Result<Value, InputError> {
    let contest = read(inputs, method)?;
    Ok(compare(&inputs.field("bids")?, &contest)?.finish())
}

/// Reads `price_points`, `quality_points` and `bids` with `price` and either `quality_0_100` or `technical_sub_scores`.
pub(super) fn read(inputs: &Reader<'_>, method: M) -> Result<Contest, InputError> {
    let mut plan = bare(method);
    plan.weights = Some(LevelOne {
        price: inputs.field("price_points")?.non_negative()?,
        technical: inputs.field("quality_points")?.non_negative()?,
        experience: Decimal::ZERO,
    });
    read_shares(inputs, &mut plan)?;
    match method {
        M::LinearMinMaxPrice => {
            plan.parameters.equal_prices = Some(read_equal_price_rule(inputs)?);
        }
        M::PublishedThresholdLinear => read_bounds(inputs, &mut plan)?,
        _ => {}
    }
    let entries = inputs.field("bids")?.entries()?.into_iter();
    let bids = entries
        .map(|(id, bid)| read_bid(&plan, id, &bid))
        .collect::<Result<_, _>>()?;
    Ok(Contest { plan, bids })
}

fn read_bounds(inputs: &Reader<'_>, plan: &mut Plan) -> Result<(), InputError> {
    let full = inputs.field("full_points_price")?.non_negative()?;
    let place = inputs.field("no_points_price")?;
    let none = place.non_negative()?;
    if full >= none {
        return Err(place.error("it must be above the price of all points"));
    }
    plan.parameters.full_points_price = Some(full);
    plan.parameters.no_points_price = Some(none);
    Ok(())
}

fn read_equal_price_rule(inputs: &Reader<'_>) -> Result<EqualPrices, InputError> {
    let Some(place) = inputs.optional("equal_price_rule")? else {
        return Ok(EqualPrices::Full);
    };
    let words = place.text()?;
    let mut rules = EQUAL_PRICE_RULES.iter();
    let found = rules.find(|(known, _)| *known == words);
    found.map(|(_, rule)| *rule).ok_or_else(|| {
        let known = EQUAL_PRICE_RULES.map(|(known, _)| format!("{known:?}"));
        place.error(format!(
            "the rule {words:?} is not known; known rules are {}",
            known.join(", ")
        ))
    })
}

fn read_bid(plan: &Plan, id: &str, bid: &Reader<'_>) -> Result<Bid, InputError> {
    let place = bid.field("price")?;
    let price = if plan.method == M::RelativeLowestPrice {
        place.positive()?
    } else {
        place.non_negative()?
    };
    let scores = match bid.optional("technical_sub_scores")? {
        Some(_) => read_sub_scores(bid, plan.sub_weights.len())?,
        None => vec![vec![bid.field("quality_0_100")?.percent()?]],
    };
    Ok(Bid {
        scores,
        ..priced(id, price)
    })
}

/// Scores with all bids and without each of them.
fn compare(place: &Reader<'_>, contest: &Contest) -> Result<Answer, InputError> {
    let mut answer = Answer::default();
    let judged = judge(place, contest)?;
    answer.put(place, "scores_all", totals(&judged))?;
    answer.put(place, "winner_all", json!(judged.winner))?;
    answer.put(place, "bids", records(&judged))?;
    answer.put(place, "ranking", json!(judged.ranking))?;
    let mut reversal = false;
    for left_out in contest.bids.iter().filter(|_| contest.bids.len() > 1) {
        let id = left_out.id.as_str();
        let others = judge(place, &contest.leaving_out(&[id]))?;
        answer.put(place, format!("scores_without_{id}"), totals(&others))?;
        answer.put(place, format!("winner_without_{id}"), json!(others.winner))?;
        let lost = judged.winner.as_deref().is_some_and(|winner| winner != id);
        reversal |= lost && others.winner != judged.winner;
    }
    answer.put(place, "rank_reversal", reversal)?;
    Ok(answer)
}

fn totals(judged: &Judgement) -> Value {
    let totals = judged.records.iter();
    let totals = totals.filter_map(|record| Some((record.id.clone(), score(record.total?))));
    Value::Object(totals.collect::<Map<_, _>>())
}

fn records(judged: &Judgement) -> Value {
    let records = judged.records.iter().map(|record| {
        let mut figures = json!({
            "technical_score": record.technical.map(score),
            "price_score": record.price_points.map(score),
            "eligible": record.ineligible.is_none(),
        });
        if let Some(reason) = &record.ineligible {
            figures["reason"] = json!(reason);
        }
        (record.id.clone(), figures)
    });
    Value::Object(records.collect::<Map<_, _>>())
}
