//! Two bids, one price weight: where the winner changes.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde_json::Value;

use super::InputError;
use super::answer::{Answer, score};
use super::reader::Reader;
use crate::evaluation::arithmetic::settled;
use crate::evaluation::sensitivity::{TwoCriteria, break_even_price_weight, two_criteria_score};

pub(super) fn price_weight(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("bids")?;
    let bids = place
        .entries()?
        .into_iter()
        .map(|(id, bid)| Ok((id, read_bid(&bid)?)))
        .collect::<Result<Vec<_>, InputError>>()?;
    let [first, second] = bids.as_slice() else {
        return Err(place.error(format!("expected two bids, found {}", bids.len())));
    };
    let weight = break_even_price_weight(first.1, second.1).map_err(|error| place.error(error))?;
    let mut answer = Answer::default();
    answer.put(
        &place,
        "break_even_price_weight",
        weight.map_or(Value::Null, score),
    )?;
    // Every twentieth is shown, so that a reader finds the weights on both sides of the change.
    for twentieth in 0..=20 {
        let weight = Decimal::new(twentieth * 5, 2);
        let lead = place.calculate(
            two_criteria_score(first.1, weight) - two_criteria_score(second.1, weight),
        )?;
        let winner = match settled(lead).cmp(&Decimal::ZERO) {
            Ordering::Greater => Value::from(first.0),
            Ordering::Less => Value::from(second.0),
            Ordering::Equal => Value::Null,
        };
        answer.put(&place, format!("winner_at_{weight}"), winner)?;
        answer.put(&place, format!("margin_at_{weight}"), score(lead.abs()))?;
    }
    Ok(answer.finish())
}

fn read_bid(bid: &Reader<'_>) -> Result<TwoCriteria, InputError> {
    Ok(TwoCriteria {
        quality: bid.field("quality")?.percent()?,
        price: bid.field("price_score")?.percent()?,
    })
}
