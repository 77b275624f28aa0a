//! NCIA best value: the whole evaluation, its price score, its weights and its bands.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, list, score};
use super::reader::Reader;
use crate::evaluation::arithmetic::{Exact, mean};
use crate::evaluation::ncia::{
    Bid, BidResult, Confidence, Evaluation, EvaluationError, Rating, Scheme, TrialWeights,
    WeightRule, broken_rules, unfloored_price_score,
};
use crate::evaluation::sensitivity::{
    BestValue, Contest, Removal, leave_one_out, without_all_below_second,
};

/// Bids below "satisfactory" are ineligible where the document names no other minimum.
const DEFAULT_MINIMUM: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

pub(super) fn best_value(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let scheme = read_scheme(inputs)?;
    let place = inputs.field("bids")?;
    let bids = read_bids(inputs, &place)?;
    let failed = |error: EvaluationError| place.error(error);
    let contest = BestValue { scheme, bids };
    let full = contest.judge().map_err(failed)?;
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

fn read_scheme(inputs: &Reader<'_>) -> Result<Scheme, InputError> {
    let place = inputs.field("weights_pct")?;
    let weights = [
        place.field("technical")?.percent()?,
        place.field("experience")?.percent()?,
        place.field("price")?.percent()?,
    ];
    let total = place.calculate(weights.into_iter().sum::<Exact>())?;
    if total != Decimal::ONE_HUNDRED {
        return Err(place.error(format!(
            "the weights add up to {total}, they must add up to 100"
        )));
    }
    let weights = TrialWeights::new(weights[0], weights[1], weights[2])
        .map_err(|error| place.error(error))?;
    let sub_weights = inputs
        .field("technical_sub_weights_pct")?
        .percents_of_whole()?;
    let minimum = inputs.optional("technical_min_threshold")?;
    let minimum = minimum.map_or(Ok(DEFAULT_MINIMUM), |place| place.percent())?;
    Ok(Scheme::trial(weights, sub_weights, minimum))
}

fn read_bids(inputs: &Reader<'_>, place: &Reader<'_>) -> Result<Vec<Bid>, InputError> {
    let expected = inputs.field("technical_sub_weights_pct")?.items()?.len();
    let bids = place.identified()?;
    bids.iter()
        .map(|(id, bid)| read_bid(id, bid, expected))
        .collect()
}

fn read_bid(id: &str, bid: &Reader<'_>, expected: usize) -> Result<Bid, InputError> {
    let scores = bid.field("technical_sub_scores")?;
    let technical_sub_scores = scores.numbers(Reader::percent)?;
    let found = technical_sub_scores.len();
    if found != expected {
        return Err(scores.error(format!(
            "there are {found} scores for {expected} sub-criteria"
        )));
    }
    let place = bid.field("confidence_rating_1_to_5")?;
    let rating = u8::try_from(place.whole(1, 5)?).map_err(|error| place.error(error))?;
    Ok(Bid {
        id: id.to_owned(),
        technical_sub_scores,
        confidence: Confidence::try_from(rating).map_err(|error| place.error(error))?,
        price: bid.field("price_eur")?.non_negative()?,
        excluded: None,
    })
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
