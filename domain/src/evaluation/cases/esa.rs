//! ESA: weighted marks, delay penalties, geographical return.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, eur, score};
use super::reader::Reader;
use super::scheme::{bare, judge, priced};
use crate::evaluation::arithmetic::exact;
use crate::evaluation::contest::{Bid, Contest};
use crate::evaluation::damages::PenaltyScale;
use crate::solicitations::EvaluationMethod;

/// No more calendar days than a century are penalised.
const MAX_DAYS: u32 = 36_525;

/// Weighted marks of 0 to 100 (ESA/REG/001 rev. 6, articles 28 and 30). A mark below the floor on one criterion makes an
/// offer unacceptable; a large action needs a minimum overall as well. Price carries no mark; prices may be named.
pub(super) fn read(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let mut plan = bare(EvaluationMethod::EsaWeightedMarks);
    plan.sub_weights = inputs.field("weights_pct")?.percents_of_whole()?;
    plan.parameters.element_floor = Some(inputs.field("min_each")?.percent()?);
    plan.minimum = inputs
        .field("min_overall_if_competitive_value_at_least_20M")?
        .percent()?;
    plan.value_eur = Some(inputs.field("competitive_value_eur")?.non_negative()?);
    let prices = inputs.optional("prices_eur")?;
    let mut bids = Vec::new();
    for (id, place) in inputs.field("marks")?.entries()? {
        let marks = place.numbers(Reader::percent)?;
        if marks.len() != plan.sub_weights.len() {
            let (found, expected) = (marks.len(), plan.sub_weights.len());
            return Err(place.error(format!("there are {found} marks for {expected} criteria")));
        }
        let price = match &prices {
            Some(prices) => prices.field(id)?.non_negative()?,
            None => Decimal::ZERO,
        };
        bids.push(Bid {
            scores: marks.into_iter().map(|mark| vec![mark]).collect(),
            ..priced(id, price)
        });
    }
    Ok(Contest { plan, bids })
}

pub(super) fn weighted_marks(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read(inputs)?;
    let place = inputs.field("marks")?;
    let judged = judge(&place, &contest)?;
    let floor = contest.plan.parameters.element_floor.unwrap_or_default();
    let [mut totals, mut acceptable, mut recommendable] = [(); 3].map(|()| Answer::default());
    for record in &judged.records {
        let id = record.id.as_str();
        let accepted = record.composite.iter().all(|mark| *mark >= floor);
        totals.put(&place, id, score(record.technical.unwrap_or_default()))?;
        acceptable.put(&place, id, accepted)?;
        recommendable.put(&place, id, record.ineligible.is_none())?;
    }
    Ok(json!({
        "weighted_mark": totals.finish(),
        "acceptable": acceptable.finish(),
        "recommendable": recommendable.finish(),
        "order_by_mark": judged.ranking,
    }))
}

pub(super) fn delay_penalty(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let value = inputs.field("penalised_value_eur")?.non_negative()?;
    let penalties = |name: &str, scale: PenaltyScale| -> Result<Option<Value>, InputError> {
        let Some(list) = inputs.optional(name)? else {
            return Ok(None);
        };
        let each = list.items_or_none()?;
        let each = each.iter().map(|place| {
            let days = Decimal::from(place.whole(0, MAX_DAYS)?);
            place.calculate(scale.penalty(value, days)).map(eur)
        });
        each.collect::<Result<Value, _>>().map(Some)
    };
    Ok(json!({
        "flight": penalties("flight_item_days", PenaltyScale::FLIGHT)?,
        "technology": penalties("technology_item_days", PenaltyScale::TECHNOLOGY)?,
    }))
}

/// Return coefficient of a state: its weighted contracts over its ideal share of all of them
/// (ESA/REG/009, articles 2, 5 and 6). Amounts in million euro.
pub(super) fn geographic_return(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let total = inputs
        .field("total_weighted_contracts_meur")?
        .non_negative()?;
    let share = inputs.field("state_contribution_pct")?.percent()?;
    let contracts = inputs
        .field("state_weighted_contracts_meur")?
        .non_negative()?;
    let ideal = inputs.calculate(exact(total) * share / 100)?;
    if ideal.is_zero() {
        return Err(inputs.error("the ideal value is zero, so no return coefficient exists"));
    }
    Ok(json!({
        "ideal_value_meur": score(ideal),
        "coefficient": score(inputs.calculate(exact(contracts) / ideal)?),
        "deviation_meur": score(inputs.calculate(exact(contracts) - ideal)?),
    }))
}
