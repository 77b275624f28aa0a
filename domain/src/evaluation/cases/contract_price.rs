//! Contract prices that move: incentive and index adjustment (NCIA Contract Special Terms and
//! Conditions AP.B2, July 2026, B.1 and B.3).

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{eur, list};
use super::reader::Reader;
use crate::evaluation::arithmetic::exact;

/// Fixed price incentive, firm target: the contractor bears its share of an overrun and keeps its
/// share of an underrun; the price never passes the ceiling.
pub(super) fn incentive_firm_target(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let target_cost = inputs.field("target_cost")?.positive()?;
    let target_profit = inputs.field("target_profit")?.decimal()?;
    let ceiling = inputs.field("ceiling_price")?.positive()?;
    let over = inputs.field("contractor_share_over_pct")?.percent()?;
    let under = inputs.field("contractor_share_under_pct")?.percent()?;
    let (mut prices, mut profits) = (Vec::new(), Vec::new());
    for place in inputs.field("final_costs")?.items()? {
        let cost = place.non_negative()?;
        let share = if cost > target_cost { over } else { under };
        let profit = exact(target_profit) + (exact(target_cost) - cost) * share / 100;
        let price = place.calculate((profit + cost).at_most(ceiling))?;
        prices.push(price);
        profits.push(place.calculate(exact(price) - cost)?);
    }
    Ok(json!({ "final_price": list(&prices, eur), "final_profit": list(&profits, eur) }))
}

/// Index adjustment: nothing moves until the index has changed by the trigger; then the price
/// follows the whole change, upwards at most by the cap, downwards without a floor. A change of
/// exactly the trigger is read as setting it off.
pub(super) fn economic_price_adjustment(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let base_price = inputs.field("base_price")?.non_negative()?;
    let base_index = inputs.field("base_index")?.positive()?;
    let trigger = inputs.field("trigger_pct")?.percent()?;
    let cap = inputs.field("cap_up_pct_per_year")?.percent()?;
    let mut adjusted = Vec::new();
    for place in inputs.field("current_index")?.items()? {
        let change = (exact(place.non_negative()?) - base_index) * 100 / base_index;
        let change = place.calculate(change)?;
        let applied = if change.abs() < trigger {
            Decimal::ZERO
        } else {
            change.min(cap)
        };
        adjusted.push(place.calculate(exact(base_price) * (exact(100) + applied) / 100)?);
    }
    Ok(json!({ "adjusted": list(&adjusted, eur) }))
}
