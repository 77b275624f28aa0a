//! NCIA best value: the whole evaluation, its price score, its weights and its bands.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, eur, list, score};
use super::reader::Reader;
use super::scheme::{bare, judge, priced, read_sub_scores};
use crate::evaluation::arithmetic::{Exact, exact, mean};
use crate::evaluation::contest::{BestValue, Bid, Contest, ContestError};
use crate::evaluation::ncia::{
    BidResult, Confidence, Evaluation, Rating, WeightRule, broken_rules, unfloored_price_score,
};
use crate::evaluation::sensitivity::{Removal, Replay, leave_one_out, without_all_below_second};
use crate::solicitations::{EvaluationMethod, LevelOne};

/// Bids below "satisfactory" are ineligible where the document names no other minimum.
const DEFAULT_MINIMUM: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// Reads weights, minimum and bids.
pub(super) fn read(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let mut plan = bare(EvaluationMethod::NciaBestValueNumerical);
    plan.weights = Some(read_weights(&inputs.field("weights_pct")?)?);
    plan.sub_weights = inputs
        .field("technical_sub_weights_pct")?
        .percents_of_whole()?;
    let minimum = inputs.optional("technical_min_threshold")?;
    plan.minimum = minimum.map_or(Ok(DEFAULT_MINIMUM), |place| place.percent())?;
    let named = inputs.field("bids")?.identified()?;
    let bids = named
        .iter()
        .map(|(id, bid)| read_bid(id, bid, plan.sub_weights.len()))
        .collect::<Result<_, _>>()?;
    Ok(Contest { plan, bids })
}

pub(super) fn best_value(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read(inputs)?;
    let place = inputs.field("bids")?;
    let failed = |error: ContestError| place.error(error);
    let contest = BestValue::of(&contest).map_err(failed)?;
    let full = contest.replay().map_err(failed)?;
    let verdict = contest.verdict(&full);
    let mut removals = leave_one_out(&contest, &verdict).map_err(failed)?;
    let below_second = without_all_below_second(&contest, &verdict).map_err(failed)?;
    removals.extend(below_second.filter(|removal| removal.removed.len() > 1));
    let mut answer = Answer::default();
    put_result(&mut answer, &place, "average_bid_price_eur", &full)?;
    answer.put(&place, "all", figures(&place, &full)?)?;
    put_removals(&mut answer, &place, &removals)?;
    let broken = contest.scheme.weights().broken_rules();
    answer.put(&place, "weight_rules_broken", sentences(&broken))?;
    Ok(answer.finish())
}

fn read_weights(place: &Reader<'_>) -> Result<LevelOne, InputError> {
    let weights = LevelOne {
        technical: place.field("technical")?.percent()?,
        experience: place.field("experience")?.percent()?,
        price: place.field("price")?.percent()?,
    };
    let total = [weights.technical, weights.experience, weights.price];
    let total = place.calculate(total.into_iter().sum::<Exact>())?;
    if total != Decimal::ONE_HUNDRED {
        return Err(place.error(format!(
            "the weights add up to {total}, they must add up to 100"
        )));
    }
    Ok(weights)
}

fn read_bid(id: &str, bid: &Reader<'_>, expected: usize) -> Result<Bid, InputError> {
    let scores = read_sub_scores(bid, expected)?;
    let place = bid.field("confidence_rating_1_to_5")?;
    let rating = u8::try_from(place.whole(1, 5)?).map_err(|error| place.error(error))?;
    Ok(Bid {
        scores,
        confidence: Some(Confidence::try_from(rating).map_err(|error| place.error(error))?),
        ..priced(id, bid.field("price_eur")?.non_negative()?)
    })
}

/// Reads ratings in words, and prices.
pub(super) fn read_narrative(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let mut plan = bare(EvaluationMethod::NciaBestValueNarrative);
    if let Some(place) = inputs.optional("least_rating")? {
        plan.minimum = rating(&place)?.lower_bound();
    } else {
        plan.minimum = DEFAULT_MINIMUM;
    }
    let mut bids = Vec::new();
    for (id, bid) in inputs.field("bids")?.identified()? {
        let place = bid.field("ratings")?;
        let ratings = place
            .items()?
            .iter()
            .map(|word| Ok(vec![Decimal::from(rating(word)?.step())]))
            .collect::<Result<Vec<_>, InputError>>()?;
        plan.sub_weights.resize(ratings.len(), Decimal::ZERO);
        bids.push(Bid {
            scores: ratings,
            ..priced(id, bid.field("price_eur")?.non_negative()?)
        });
    }
    Ok(Contest { plan, bids })
}

fn rating(place: &Reader<'_>) -> Result<Rating, InputError> {
    let word = place.text()?;
    Rating::ALL
        .into_iter()
        .find(|rating| rating.name() == word)
        .ok_or_else(|| place.error(format!("{word:?} is none of the ratings of table 2")))
}

/// Ratings and price differences; never a total, a ranking or a choice.
pub(super) fn narrative(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read_narrative(inputs)?;
    let place = inputs.field("bids")?;
    let judged = judge(&place, &contest)?;
    let mut bids = Answer::default();
    for record in &judged.records {
        let steps = record.composite.iter();
        let ratings = steps.map(|step| Rating::from_step(*step).map(Rating::name));
        let figures = json!({
            "ratings": ratings.collect::<Vec<_>>(),
            "eligible": record.ineligible.is_none(),
            "reason": record.ineligible,
            "price_eur": eur(record.price_eur),
        });
        bids.put(&place, record.id.as_str(), figures)?;
    }
    let mut differences = Answer::default();
    let open: Vec<_> = judged
        .records
        .iter()
        .filter(|one| one.ineligible.is_none())
        .collect();
    for (position, first) in open.iter().enumerate() {
        for second in &open[position + 1..] {
            let more = place.calculate(exact(first.price_eur) - second.price_eur)?;
            differences.put(
                &place,
                format!("{} over {}", first.id, second.id),
                eur(more),
            )?;
        }
    }
    Ok(json!({ "bids": bids.finish(), "price_difference_eur": differences.finish() }))
}

fn put_result(
    answer: &mut Answer,
    place: &Reader<'_>,
    average: &str,
    evaluation: &Evaluation,
) -> Result<(), InputError> {
    let mut bids = Answer::default();
    for bid in &evaluation.bids {
        bids.put(place, bid.id.as_str(), bid_figures(bid))?;
    }
    let outcome = &evaluation.outcome;
    answer.put(
        place,
        average,
        evaluation.average_price.map_or(Value::Null, score),
    )?;
    answer.put(place, "bids", bids.finish())?;
    answer.put(place, "ranking", json!(outcome.ranking))?;
    answer.put(place, "ranking_by_final_score", json!(outcome.by_score))?;
    answer.put(place, "ineligible", json!(evaluation.ineligible))?;
    answer.put(place, "statistical_tie", outcome.statistical_tie)?;
    answer.put(place, "tie_chain", json!(outcome.tie_chain))?;
    answer.put(place, "needs_best_and_final", outcome.needs_best_and_final)?;
    answer.put(place, "winner", json!(evaluation.winner()))
}

fn figures(place: &Reader<'_>, evaluation: &Evaluation) -> Result<Value, InputError> {
    let mut answer = Answer::default();
    put_result(&mut answer, place, "average", evaluation)?;
    Ok(answer.finish())
}

fn bid_figures(bid: &BidResult) -> Value {
    let mut figures = json!({
        "technical_score": score(bid.technical),
        "technical_rating": bid.rating.name(),
        "experience_score": score(bid.experience),
        "tie_break_score": score(bid.tie_break),
        "eligible": bid.ineligible.is_none(),
    });
    if let (Some(price), Some(final_score)) = (bid.price, bid.final_score) {
        figures["price_score"] = score(price);
        figures["final_score"] = score(final_score);
    }
    if let Some(reason) = &bid.ineligible {
        figures["reason"] = json!(reason.to_string());
    }
    figures
}

fn put_removals(
    answer: &mut Answer,
    place: &Reader<'_>,
    removals: &[Removal<Evaluation>],
) -> Result<(), InputError> {
    for removal in removals {
        let key = format!("without_{}", removal.removed.join("_and_"));
        answer.put(place, key, figures(place, &removal.evaluation)?)?;
    }
    answer.put(
        place,
        "rank_reversal",
        removals.iter().any(|removal| removal.winner_changes),
    )
}

fn sentences(rules: &[WeightRule]) -> Value {
    rules
        .iter()
        .map(|rule| Value::from(rule.sentence()))
        .collect()
}

pub(super) fn price_scores(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("eligible_prices")?;
    let prices = place.numbers(Reader::non_negative)?;
    let average = place.calculate(mean(&prices))?;
    if average.is_zero() {
        return Err(place.error("the average of the prices is zero, so no price score exists"));
    }
    let unfloored = prices
        .iter()
        .map(|price| unfloored_price_score(*price, average).map_err(|error| place.error(error)))
        .collect::<Result<Vec<_>, _>>()?;
    let floored: Vec<_> = unfloored
        .iter()
        .map(|points| (*points).max(Decimal::ZERO))
        .collect();
    Ok(json!({
        "average": score(average),
        "price_scores": list(&floored, score),
        "unfloored": list(&unfloored, score),
        "unfloored_last": unfloored.last().copied().map(score),
    }))
}

pub(super) fn weight_governance(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let triples = inputs
        .field("triples_pct_technical_experience_price")?
        .items()?;
    let broken = triples
        .iter()
        .map(broken_by_triple)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(json!({
        "valid": broken.iter().map(Vec::is_empty).collect::<Vec<_>>(),
        "reasons": broken.iter().map(|rules| sentences(rules)).collect::<Vec<_>>(),
    }))
}

fn broken_by_triple(triple: &Reader<'_>) -> Result<Vec<WeightRule>, InputError> {
    match triple.numbers(Reader::decimal)?.as_slice() {
        [technical, experience, price] => Ok(broken_rules(*technical, *experience, *price)),
        other => Err(triple.error(format!(
            "expected three weights (technical, experience, price), found {}",
            other.len()
        ))),
    }
}

pub(super) fn rating_bands(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let scores = inputs.field("scores")?.numbers(Reader::percent)?;
    let ratings: Vec<_> = scores.into_iter().map(Rating::of).collect();
    let eligible = |marginal: bool| -> Vec<bool> {
        ratings
            .iter()
            .map(|rating| rating.is_eligible(marginal))
            .collect()
    };
    Ok(json!({
        "ratings": ratings.iter().map(|rating| rating.name()).collect::<Vec<_>>(),
        "eligible_default": eligible(false),
        "eligible_if_extended_to_marginal": eligible(true),
    }))
}
