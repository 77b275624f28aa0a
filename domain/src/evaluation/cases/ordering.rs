//! Orders against a ceiling, and modifications against the approved amount.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, eur, list};
use super::reader::Reader;
use crate::evaluation::arithmetic::{Exact, exact};

/// Verdict on an order that uses up the ceiling.
const ACCEPTED: &str = "accepted";

/// What an indefinite-delivery vehicle allows, amounts in its own currency.
struct Vehicle {
    ceiling: Decimal,
    min_order: Decimal,
    max_order: Decimal,
    period: RangeInclusive<NaiveDate>,
}

/// Orders `[id, date, amount]` in the order in which they are placed (NCIA Contract Special Terms
/// and Conditions B.6, G.1, G.3 and G.4; FAR 16.504 and 16.505). Only an order that is accepted
/// uses up the ceiling. An order above the maximum binds unless the contractor returns it within
/// five days: it is listed as returnable and not counted.
pub(super) fn ceiling_and_order_limits(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let vehicle = read_vehicle(inputs)?;
    let minimum = inputs.field("guaranteed_minimum")?.non_negative()?;
    let place = inputs.field("orders")?;
    let mut answer = Answer::default();
    let mut committed = Decimal::ZERO;
    let mut seen = BTreeSet::new();
    for order in place.items()? {
        let (id, date, amount) = read_order(&order)?;
        if !seen.insert(id) {
            return Err(order.error(format!("the id {id:?} is used twice")));
        }
        let total = order.calculate(exact(committed) + amount)?;
        let verdict = vehicle.verdict(date, amount, total);
        if verdict == ACCEPTED {
            committed = total;
        }
        answer.put(&order, id, verdict)?;
    }
    let remaining = place.calculate(exact(vehicle.ceiling) - committed)?;
    answer.put(&place, "committed_total", eur(committed))?;
    answer.put(&place, "remaining", eur(remaining))?;
    answer.put(&place, "minimum_met", committed >= minimum)?;
    Ok(answer.finish())
}

impl Vehicle {
    fn verdict(&self, date: NaiveDate, amount: Decimal, total: Decimal) -> &'static str {
        if !self.period.contains(&date) {
            "outside_ordering_period"
        } else if amount < self.min_order {
            "below_minimum_order"
        } else if amount > self.max_order {
            "above_maximum_order"
        } else if total > self.ceiling {
            "exceeds_ceiling"
        } else {
            ACCEPTED
        }
    }
}

fn read_vehicle(inputs: &Reader<'_>) -> Result<Vehicle, InputError> {
    let place = inputs.field("ordering_period")?;
    let days = place
        .items()?
        .iter()
        .map(Reader::date)
        .collect::<Result<Vec<_>, _>>()?;
    let [first, last] = days.as_slice() else {
        return Err(place.error("expected the first and the last day of the ordering period"));
    };
    if first > last {
        return Err(place.error("the ordering period ends before it begins"));
    }
    Ok(Vehicle {
        ceiling: inputs.field("ceiling")?.non_negative()?,
        min_order: inputs.field("min_order")?.non_negative()?,
        max_order: inputs.field("max_order")?.non_negative()?,
        period: *first..=*last,
    })
}

fn read_order<'a>(order: &Reader<'a>) -> Result<(&'a str, NaiveDate, Decimal), InputError> {
    match order.items()?.as_slice() {
        [id, date, amount] => Ok((id.text()?, date.date()?, amount.non_negative()?)),
        _ => Err(order.error("an order is a list of its id, its date and its amount")),
    }
}

/// In-scope increases above half of the approved amount need a new competition (NSPA OI 4200-01,
/// 10.9). The instruction settles neither side for exactly half, so a person decides.
pub(super) fn modification_rule(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let approved = inputs.field("approved_amount")?.positive()?;
    let limit = inputs.field("approver_limit")?.non_negative()?;
    let half = inputs.calculate(exact(approved) / 2)?;
    let mut total = Decimal::ZERO;
    let (mut cumulative, mut decisions) = (Vec::new(), Vec::new());
    for place in inputs.field("modifications_in_scope")?.items_or_none()? {
        total = place.calculate(exact(total) + place.decimal()?)?;
        let contract = place.calculate(exact(approved) + total)?;
        cumulative.push(total);
        decisions.push(decision(total, half, contract > limit));
    }
    let outside = inputs.optional("out_of_scope")?;
    let outside = outside.map_or_else(|| Ok(Vec::new()), |list| list.items_or_none())?;
    let outside = outside
        .iter()
        .map(Reader::decimal)
        .collect::<Result<Vec<_>, _>>()?;
    inputs.calculate(outside.iter().copied().sum::<Exact>())?;
    Ok(json!({
        "cumulative": list(&cumulative, eur),
        "decision": decisions,
        "out_of_scope": (!outside.is_empty()).then_some("new_competition"),
    }))
}

fn decision(increase: Decimal, half: Decimal, beyond_approver: bool) -> &'static str {
    if increase > half {
        "new_competition"
    } else if increase == half {
        "human_decision_at_exactly_50_percent"
    } else if beyond_approver {
        "amend_with_supervisor_approval"
    } else {
        "amend_no_extra_approval"
    }
}
