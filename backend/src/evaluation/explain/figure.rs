//! The numbers of a result by name.

use chrono::NaiveDate;
use domain::money::Money;
use rust_decimal::Decimal;

/// A number of an offer in a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The price as submitted.
    Price,
    /// The exchange rate of its currency.
    Rate,
    /// The price in euro.
    PriceEur,
    /// The score of a criterion, by its code.
    Score(String),
    /// The technical score.
    Technical,
    /// The experience score.
    Experience,
    /// The points of the price.
    PriceScore,
    /// What quality takes off the price.
    Credit,
    /// The figure by which offers are compared.
    Total,
    /// The place.
    Rank,
}

impl Figure {
    /// The word in addresses.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Price => "price".to_owned(),
            Self::Rate => "rate".to_owned(),
            Self::PriceEur => "price-eur".to_owned(),
            Self::Score(criterion) => format!("score-{criterion}"),
            Self::Technical => "technical".to_owned(),
            Self::Experience => "experience".to_owned(),
            Self::PriceScore => "price-score".to_owned(),
            Self::Credit => "credit".to_owned(),
            Self::Total => "total".to_owned(),
            Self::Rank => "rank".to_owned(),
        }
    }

    /// Reads the word in an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "price" => Self::Price,
            "rate" => Self::Rate,
            "price-eur" => Self::PriceEur,
            "technical" => Self::Technical,
            "experience" => Self::Experience,
            "price-score" => Self::PriceScore,
            "credit" => Self::Credit,
            "total" => Self::Total,
            "rank" => Self::Rank,
            _ => Self::Score(code.strip_prefix("score-")?.to_owned()),
        })
    }
}

/// A number with its unit, unrounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Points, or a rating.
    Points(Decimal),
    /// Euro.
    Euro(Decimal),
    /// Euro for a point.
    EurPerPoint(Decimal),
    /// An amount as submitted.
    Submitted(Money),
    /// Units of a currency for one euro.
    Rate {
        /// How many.
        units: Decimal,
        /// ISO 4217.
        currency: String,
        /// The day it holds for.
        day: NaiveDate,
        /// Where it is from.
        source: String,
    },
    /// A place, from 1.
    Place(usize),
    /// A value of the measured requirement, in its unit.
    Measured(Decimal),
}

/// A number that another one comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub label: String,
    /// The number; none where there is none.
    pub value: Option<Shown>,
    /// What it weighs, percent.
    pub weight: Option<Decimal>,
    /// The offer and the number that explain it further.
    pub from: Option<(String, Figure)>,
}

impl Input {
    pub(super) fn of(label: impl Into<String>, value: Option<Shown>) -> Self {
        Self {
            label: label.into(),
            value,
            weight: None,
            from: None,
        }
    }

    pub(super) fn explained_at(self, offer: &str, figure: Figure) -> Self {
        Self {
            from: Some((offer.to_owned(), figure)),
            ..self
        }
    }

    pub(super) fn weighing(self, percent: Decimal) -> Self {
        Self {
            weight: Some(percent),
            ..self
        }
    }
}
