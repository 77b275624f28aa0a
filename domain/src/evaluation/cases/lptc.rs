//! Lowest price technically compliant.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, eur};
use super::reader::Reader;
use super::scheme::{bare, priced};
use crate::evaluation::contest::{Bid, Contest, Price};
use crate::evaluation::lptc;
use crate::solicitations::EvaluationMethod;

type Rates<'a> = BTreeMap<&'a str, Decimal>;

pub(super) fn read(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let rates = read_rates(inputs)?;
    let named = inputs.field("bids")?.identified()?;
    let bids = named
        .iter()
        .map(|(id, bid)| read_bid(id, bid, &rates))
        .collect::<Result<_, _>>()?;
    Ok(Contest {
        plan: bare(EvaluationMethod::LowestPriceTechnicallyCompliant),
        bids,
    })
}

pub(super) fn lowest_compliant(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read(inputs)?;
    let place = inputs.field("bids")?;
    let bids: Vec<lptc::Bid> = contest.bids.iter().map(lptc::Bid::from).collect();
    let outcome = lptc::evaluate(&bids).map_err(|error| place.error(error))?;
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
        price: Price {
            amount: bid.field("price")?.non_negative()?,
            currency: currency.to_owned(),
            units_per_eur: rate,
        },
        compliant: bid.field("compliant")?.boolean()?,
        ..priced(id, Decimal::ZERO)
    })
}
