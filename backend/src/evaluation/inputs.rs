//! The document that an evaluation is computed from, in the form that `perigee evaluate FILE` reads.

use chrono::NaiveDate;
use domain::evaluation::contest::Contest;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

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

/// The inputs of a result with what explains them.
#[derive(Clone, Debug)]
pub struct Document {
    /// Canonical JSON `{ "method", "inputs" }`.
    pub text: String,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// What is computed.
    pub contest: Contest,
    /// The scores that entered, and where each comes from.
    pub cells: Vec<Cell>,
    /// The rates used.
    pub rates: Vec<RateUsed>,
    /// Offers that take no part.
    pub left_out: Vec<LeftOut>,
}
