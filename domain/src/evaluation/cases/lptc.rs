//! Lowest price technically compliant.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, eur};
use super::reader::Reader;
use crate::evaluation::lptc::{Bid, evaluate};

type Rates<'a> = BTreeMap<&'a str, Decimal>;

pub(super) fn lowest_compliant(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let rates = read_rates(inputs)?;
    let place = inputs.field("bids")?;
    let named = place.identified()?;
    let bids = named
        .iter()
        .map(|(id, bid)| read_bid(id, bid, &rates))
        .collect::<Result<Vec<_>, _>>()?;
    let outcome = evaluate(&bids).map_err(|error| place.error(error))?;
    let mut prices = Answer::default();
    for (bid, price) in bids.iter().zip(&outcome.price_eur) {
        prices.put(&place, bid.id.as_str(), eur(*price))?;
    }
    Ok(json!({
        "price_eur": prices.finish(),
        "order_by_price": outcome.order_by_price,
        "lowest_compliant": outcome.lowest_compliant,
        "winner": outcome.winner(),
    }))
}

fn read_rates<'a>(inputs: &Reader<'a>) -> Result<Rates<'a>, InputError> {
    let mut rates = Rates::from([("EUR", Decimal::ONE)]);
    for (currency, place) in inputs.field("units_of_currency_per_eur")?.entries()? {
        let rate = place.positive()?;
        if currency == "EUR" && rate != Decimal::ONE {
            return Err(place.error("one euro is one euro: this rate must be 1"));
        }
        rates.insert(currency, rate);
    }
    Ok(rates)
}

fn read_bid(id: &str, bid: &Reader<'_>, rates: &Rates<'_>) -> Result<Bid, InputError> {
    let place = bid.field("currency")?;
    let currency = place.text()?;
    let rate = rates
        .get(currency)
        .copied()
        .ok_or_else(|| place.error(format!("no rate is given for the currency {currency:?}")))?;
    Ok(Bid {
        id: id.to_owned(),
        price: bid.field("price")?.non_negative()?,
        units_per_eur: rate,
        compliant: bid.field("compliant")?.boolean()?,
    })
}
