//! The document that an evaluation is computed from, in the form that `perigee evaluate FILE` reads.

use crate::Error;
use chrono::NaiveDate;
use domain::evaluation::{lptc, ncia};
use domain::solicitations::{EvaluationMethod, LevelOne};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Number;
use std::collections::BTreeMap;

/// Where a score in a result comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellSource {
    /// The panel agreed on it.
    Moderated,
    /// The mean of the scores that are in.
    Mean,
}

/// The score that enters a result for one criterion of one offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The offer's reference.
    pub offer: String,
    /// The criterion's code.
    pub criterion: String,
    /// Points of 0 to 100, or the rating of 1 to 5, unrounded.
    pub value: Decimal,
    /// Where it comes from.
    pub source: CellSource,
    /// How many individual scores stand behind it.
    pub scores: usize,
}

/// A rate that a result used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateUsed {
    /// ISO 4217.
    pub currency: String,
    /// The day it holds for.
    pub day: NaiveDate,
    /// Units of the currency for one euro.
    pub units_per_eur: Decimal,
    /// Where it is from.
    pub source: String,
}

/// An offer that takes no part in a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The offer's reference.
    pub offer: String,
    /// Why.
    pub reason: String,
}

/// What a method computes from; bids are named by their offers' references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inputs {
    /// NCIA best value, numerical.
    BestValue {
        /// Level 1 weights, percent.
        weights: LevelOne,
        /// Weights of the technical sub-criteria, percent.
        sub_weights: Vec<Decimal>,
        /// The least technical score that is eligible.
        minimum: Decimal,
        /// The bids.
        bids: Vec<ncia::Bid>,
    },
    /// Lowest price technically compliant: the bids, each with its currency.
    LowestPrice(Vec<(lptc::Bid, String)>),
}

/// The inputs of a result with what explains them.
#[derive(Clone, Debug)]
pub struct Document {
    /// Canonical JSON `{ "method", "inputs" }`.
    pub text: String,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// What is computed.
    pub inputs: Inputs,
    /// The scores that entered, and where each comes from.
    pub cells: Vec<Cell>,
    /// The rates used.
    pub rates: Vec<RateUsed>,
    /// Offers that take no part.
    pub left_out: Vec<LeftOut>,
}

#[derive(Serialize, Deserialize)]
struct Wrapped<T> {
    method: String,
    inputs: T,
}

#[derive(Serialize, Deserialize)]
struct Weights {
    technical: Number,
    experience: Number,
    price: Number,
}

#[derive(Serialize, Deserialize)]
struct BestValueBody {
    weights_pct: Weights,
    technical_sub_weights_pct: Vec<Number>,
    technical_min_threshold: Number,
    bids: Vec<BestValueBid>,
}

#[derive(Serialize, Deserialize)]
struct BestValueBid {
    id: String,
    technical_sub_scores: Vec<Number>,
    confidence_rating_1_to_5: u8,
    price_eur: Number,
}

#[derive(Serialize, Deserialize)]
struct LowestPriceBody {
    units_of_currency_per_eur: BTreeMap<String, Number>,
    bids: Vec<LowestPriceBid>,
}

#[derive(Serialize, Deserialize)]
struct LowestPriceBid {
    id: String,
    price: Number,
    currency: String,
    compliant: bool,
}

#[derive(Deserialize)]
struct OnlyMethod {
    method: String,
}

fn number(figure: Decimal) -> Result<Number, Error> {
    Ok(figure.normalize().to_string().parse()?)
}

fn decimal(number: &Number) -> Result<Decimal, Error> {
    Decimal::from_str_exact(&number.to_string())
        .map_err(|error| Error::Internal(format!("stored inputs: {error}")))
}

fn decimals(numbers: &[Number]) -> Result<Vec<Decimal>, Error> {
    numbers.iter().map(decimal).collect()
}

impl Inputs {
    /// The canonical document.
    pub(super) fn text(&self) -> Result<String, Error> {
        match self {
            Self::BestValue {
                weights,
                sub_weights,
                minimum,
                bids,
            } => {
                let body = BestValueBody {
                    weights_pct: Weights {
                        technical: number(weights.technical)?,
                        experience: number(weights.experience)?,
                        price: number(weights.price)?,
                    },
                    technical_sub_weights_pct: numbers(sub_weights)?,
                    technical_min_threshold: number(*minimum)?,
                    bids: bids.iter().map(write_bid).collect::<Result<_, _>>()?,
                };
                wrapped(EvaluationMethod::NciaBestValueNumerical, body)
            }
            Self::LowestPrice(bids) => {
                let mut rates = BTreeMap::new();
                let mut lines = Vec::new();
                for (bid, currency) in bids {
                    rates.insert(currency.clone(), number(bid.units_per_eur)?);
                    lines.push(LowestPriceBid {
                        id: bid.id.clone(),
                        price: number(bid.price)?,
                        currency: currency.clone(),
                        compliant: bid.compliant,
                    });
                }
                let body = LowestPriceBody {
                    units_of_currency_per_eur: rates,
                    bids: lines,
                };
                wrapped(EvaluationMethod::LowestPriceTechnicallyCompliant, body)
            }
        }
    }

    /// Reads a stored document.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let OnlyMethod { method } = serde_json::from_str(text)?;
        match EvaluationMethod::from_code(&method) {
            Some(EvaluationMethod::NciaBestValueNumerical) => read_best_value(text),
            Some(EvaluationMethod::LowestPriceTechnicallyCompliant) => read_lowest_price(text),
            None => Err(Error::Internal(format!("stored method {method}"))),
        }
    }
}

fn wrapped<T: Serialize>(method: EvaluationMethod, inputs: T) -> Result<String, Error> {
    let method = method.as_str().to_owned();
    Ok(domain::canonical::text(&Wrapped { method, inputs })?)
}

fn numbers(figures: &[Decimal]) -> Result<Vec<Number>, Error> {
    figures.iter().map(|figure| number(*figure)).collect()
}

fn write_bid(bid: &ncia::Bid) -> Result<BestValueBid, Error> {
    Ok(BestValueBid {
        id: bid.id.clone(),
        technical_sub_scores: numbers(&bid.technical_sub_scores)?,
        confidence_rating_1_to_5: bid.confidence as u8 + 1,
        price_eur: number(bid.price)?,
    })
}

fn read_best_value(text: &str) -> Result<Inputs, Error> {
    let body = serde_json::from_str::<Wrapped<BestValueBody>>(text)?.inputs;
    let bid = |bid: &BestValueBid| {
        Ok::<_, Error>(ncia::Bid {
            id: bid.id.clone(),
            technical_sub_scores: decimals(&bid.technical_sub_scores)?,
            confidence: ncia::Confidence::try_from(bid.confidence_rating_1_to_5)
                .map_err(|error| Error::Internal(error.to_string()))?,
            price: decimal(&bid.price_eur)?,
            excluded: None,
        })
    };
    Ok(Inputs::BestValue {
        weights: LevelOne {
            technical: decimal(&body.weights_pct.technical)?,
            experience: decimal(&body.weights_pct.experience)?,
            price: decimal(&body.weights_pct.price)?,
        },
        sub_weights: decimals(&body.technical_sub_weights_pct)?,
        minimum: decimal(&body.technical_min_threshold)?,
        bids: body.bids.iter().map(bid).collect::<Result<_, _>>()?,
    })
}

fn read_lowest_price(text: &str) -> Result<Inputs, Error> {
    let body = serde_json::from_str::<Wrapped<LowestPriceBody>>(text)?.inputs;
    let bid = |line: LowestPriceBid| {
        let rate = body.units_of_currency_per_eur.get(&line.currency);
        let bid = lptc::Bid {
            id: line.id,
            price: decimal(&line.price)?,
            units_per_eur: rate.map_or(Ok(Decimal::ONE), decimal)?,
            compliant: line.compliant,
        };
        Ok::<_, Error>((bid, line.currency))
    };
    let bids = body.bids.into_iter().map(bid).collect::<Result<_, _>>()?;
    Ok(Inputs::LowestPrice(bids))
}
