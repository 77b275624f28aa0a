//! Writes a contest as the document that `perigee evaluate` reads.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::price_points::equal_price_words;
use crate::evaluation::contest::{Bid, Contest, ContestError, Plan, PriceFormula};
use crate::evaluation::ncia::Rating;
use crate::solicitations::EvaluationMethod as M;

/// The document `{"method", "inputs"}` of a contest: reading it again gives the same contest and the same result.
///
/// # Errors
/// Where the plan lacks something that its method needs.
pub fn document(contest: &Contest) -> Result<Value, ContestError> {
    let method = contest.plan.method;
    let inputs = match method {
        M::NciaBestValueNumerical => best_value(contest)?,
        M::NciaBestValueNarrative => narrative(contest)?,
        M::LowestPriceTechnicallyCompliant => lowest_price(contest)?,
        M::NspaBestValue => nspa(contest)?,
        M::EsaWeightedMarks => marks(contest)?,
        M::RelativeLowestPrice
        | M::LinearMinMaxPrice
        | M::AverageBasedPrice
        | M::PublishedThresholdLinear => points(contest)?,
        M::PriceQualityRatioQuotient | M::QualityToPriceMonetised => adjusted(contest)?,
        M::Vatep => vatep(contest)?,
    };
    Ok(json!({ "method": method.as_str(), "inputs": inputs }))
}

/// A figure as a JSON number with every digit.
fn number(figure: Decimal) -> Value {
    // A decimal always prints as a JSON number, so null cannot come out of this.
    serde_json::from_str(&figure.normalize().to_string()).unwrap_or_default()
}

fn numbers(figures: &[Decimal]) -> Value {
    figures.iter().copied().map(number).collect()
}

/// The agreed or mean score of each sub-criterion.
fn sub_scores(contest: &Contest, bid: &Bid) -> Result<Value, ContestError> {
    Ok(numbers(&contest.plan.quality(bid)?.composite))
}

/// A price in euro: exact where the price was in euro, else the unrounded quotient.
fn price(bid: &Bid) -> Result<Value, ContestError> {
    Ok(number(bid.price.in_eur().value()?))
}

/// A list of bids with their identifiers.
fn listed(
    contest: &Contest,
    write: impl Fn(&Bid, &mut Map<String, Value>) -> Result<(), ContestError>,
) -> Result<Value, ContestError> {
    let one = |bid: &Bid| {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), json!(bid.id));
        write(bid, &mut fields)?;
        Ok(Value::Object(fields))
    };
    contest.bids.iter().map(one).collect()
}

/// Bids by their identifiers.
fn named(
    contest: &Contest,
    write: impl Fn(&Bid) -> Result<Value, ContestError>,
) -> Result<Value, ContestError> {
    let bids = contest.bids.iter();
    let fields = bids
        .map(|bid| Ok((bid.id.clone(), write(bid)?)))
        .collect::<Result<Map<_, _>, ContestError>>()?;
    Ok(Value::Object(fields))
}

fn put(fields: &mut Map<String, Value>, key: &str, value: Value) {
    fields.insert(key.to_owned(), value);
}

fn best_value(contest: &Contest) -> Result<Value, ContestError> {
    let plan = &contest.plan;
    let weights = plan.level_one()?;
    let bids = listed(contest, |bid, fields| {
        let rating = bid.confidence.map(|confidence| confidence as u8 + 1);
        put(fields, "technical_sub_scores", sub_scores(contest, bid)?);
        put(fields, "confidence_rating_1_to_5", json!(rating));
        put(fields, "price_eur", price(bid)?);
        Ok(())
    })?;
    Ok(json!({
        "weights_pct": {
            "technical": number(weights.technical),
            "experience": number(weights.experience),
            "price": number(weights.price),
        },
        "technical_sub_weights_pct": numbers(&plan.sub_weights),
        "technical_min_threshold": number(plan.minimum),
        "bids": bids,
    }))
}

fn narrative(contest: &Contest) -> Result<Value, ContestError> {
    let bids = listed(contest, |bid, fields| {
        let steps = contest.plan.quality(bid)?.composite;
        let words = steps
            .iter()
            .map(|step| Rating::from_step(*step).map(Rating::name));
        put(fields, "ratings", words.collect());
        put(fields, "price_eur", price(bid)?);
        Ok(())
    })?;
    let least = Rating::of(contest.plan.minimum).name();
    Ok(json!({ "least_rating": least, "bids": bids }))
}

fn lowest_price(contest: &Contest) -> Result<Value, ContestError> {
    let rates = contest.bids.iter().map(|bid| {
        let rate = number(bid.price.units_per_eur);
        (bid.price.currency.clone(), rate)
    });
    let rates: Map<String, Value> = rates.collect();
    let bids = listed(contest, |bid, fields| {
        put(fields, "price", number(bid.price.amount));
        put(fields, "currency", json!(bid.price.currency));
        put(fields, "compliant", json!(bid.compliant));
        Ok(())
    })?;
    Ok(json!({ "units_of_currency_per_eur": rates, "bids": bids }))
}

fn nspa(contest: &Contest) -> Result<Value, ContestError> {
    let plan = &contest.plan;
    let bids = listed(contest, |bid, fields| {
        let scores: Value = bid.scores.iter().map(|scores| numbers(scores)).collect();
        put(fields, "evaluator_scores_per_criterion", scores);
        put(fields, "price_eur", price(bid)?);
        Ok(())
    })?;
    Ok(json!({
        "price_weight_pct": number(plan.level_one()?.price),
        "technical_weights_pct": numbers(&plan.sub_weights),
        "third_level_floor_pct_of_max": plan.parameters.element_floor.map(number),
        "overall_threshold_pct": number(plan.minimum),
        "bids": bids,
    }))
}

fn marks(contest: &Contest) -> Result<Value, ContestError> {
    let plan = &contest.plan;
    Ok(json!({
        "weights_pct": numbers(&plan.sub_weights),
        "marks": named(contest, |bid| sub_scores(contest, bid))?,
        "prices_eur": named(contest, price)?,
        "competitive_value_eur": number(plan.value_eur.unwrap_or_default()),
        "min_each": number(plan.parameters.element_floor.unwrap_or_default()),
        "min_overall_if_competitive_value_at_least_20M": number(plan.minimum),
    }))
}

fn points(contest: &Contest) -> Result<Value, ContestError> {
    let plan = &contest.plan;
    let weights = plan.level_one()?;
    let mut inputs = Map::new();
    put(&mut inputs, "price_points", number(weights.price));
    put(&mut inputs, "quality_points", number(weights.technical));
    put_shares(&mut inputs, plan);
    match PriceFormula::of(plan)? {
        Some(PriceFormula::MinMax(rule)) => {
            let words = equal_price_words(rule);
            put(&mut inputs, "equal_price_rule", json!(words));
        }
        Some(PriceFormula::Threshold { full, none }) => {
            put(&mut inputs, "full_points_price", number(full));
            put(&mut inputs, "no_points_price", number(none));
        }
        _ => {}
    }
    let bids = named(contest, |bid| {
        Ok(json!({ "price": price(bid)?, "technical_sub_scores": sub_scores(contest, bid)? }))
    })?;
    put(&mut inputs, "bids", bids);
    Ok(Value::Object(inputs))
}

fn adjusted(contest: &Contest) -> Result<Value, ContestError> {
    let mut inputs = Map::new();
    put_shares(&mut inputs, &contest.plan);
    let credit = contest.plan.method == M::QualityToPriceMonetised;
    if let Some(most) = contest.plan.parameters.most_credit.filter(|_| credit) {
        put(&mut inputs, "max_credit_eur", number(most));
    }
    let bids = listed(contest, |bid, fields| {
        put(fields, "technical_sub_scores", sub_scores(contest, bid)?);
        put(fields, "price_eur", price(bid)?);
        Ok(())
    })?;
    put(&mut inputs, "bids", bids);
    Ok(Value::Object(inputs))
}

fn put_shares(inputs: &mut Map<String, Value>, plan: &Plan) {
    put(
        inputs,
        "technical_sub_weights_pct",
        numbers(&plan.sub_weights),
    );
    put(inputs, "technical_min_threshold", number(plan.minimum));
}

fn vatep(contest: &Contest) -> Result<Value, ContestError> {
    let given = &contest.plan.parameters;
    let missing = ContestError::Unpublished("a measured requirement");
    let measure = contest.plan.measure.as_ref().ok_or(missing)?;
    let bids = listed(contest, |bid, fields| {
        put(fields, "price_eur", price(bid)?);
        put(fields, "value", bid.measured.map_or(Value::Null, number));
        put(fields, "compliant", json!(bid.compliant));
        Ok(())
    })?;
    Ok(json!({
        "attribute": measure.name,
        "threshold": number(measure.threshold),
        "objective": number(measure.objective),
        "credit_per_unit_eur": number(given.credit_per_unit.unwrap_or_default()),
        "max_credit_eur": number(given.most_credit.unwrap_or_default()),
        "bids": bids,
    }))
}
