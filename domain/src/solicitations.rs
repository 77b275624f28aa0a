//! What a solicitation asks for, in types: the evaluation scheme, the lots, the typed requirements
//! and the price schedule.

mod documents;
mod requirement;
mod schedule;

pub use documents::DocumentKind;
pub use requirement::{Ask, NotARequirement, Requirement};
pub use schedule::ScheduleLine;

use crate::text::Line;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How offers are evaluated. Chosen before publication and locked by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationMethod {
    /// NCIA best value, numerical trade-off (GBI SP.A18 (07.26) 4.3-4.9).
    NciaBestValueNumerical,
    /// Lowest price technically compliant (GBI 4.4, 4.9).
    LowestPriceTechnicallyCompliant,
}

impl EvaluationMethod {
    /// Both methods, for lists of choices.
    pub const ALL: [Self; 2] = [
        Self::NciaBestValueNumerical,
        Self::LowestPriceTechnicallyCompliant,
    ];

    /// The code that is stored and that `perigee evaluate` reads.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NciaBestValueNumerical => "ncia_best_value_numerical",
            Self::LowestPriceTechnicallyCompliant => "lowest_price_technically_compliant",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NciaBestValueNumerical => "NCIA best value, numerical",
            Self::LowestPriceTechnicallyCompliant => "Lowest price technically compliant",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == code)
    }
}

/// The level 1 weights, in percent; they sum to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelOne {
    /// Technical merit.
    pub technical: Decimal,
    /// Corporate experience.
    pub experience: Decimal,
    /// Price.
    pub price: Decimal,
}

/// A technical sub-criterion (level 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Stable short code within the solicitation: `T1`, `T2`…
    pub code: String,
    /// What is judged.
    pub name: Line,
    /// Share of the technical score, percent 0–100; all sum to 100.
    pub weight: Decimal,
    /// What a good answer shows.
    pub guidance: Option<String>,
}

/// The evaluation scheme of a solicitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// The method.
    pub method: EvaluationMethod,
    /// Level 1 weights; none for lowest price.
    pub weights: Option<LevelOne>,
    /// The least technical score that is eligible, 0–100. Satisfactory begins at 50 (GBI 4.6 Table 2).
    pub technical_minimum: Decimal,
    /// Technical sub-criteria; for lowest price each is judged compliant or not.
    pub criteria: Vec<Criterion>,
}

/// A part of a solicitation that is described apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Stable short code within the solicitation: `L1`, `L2`…
    pub code: String,
    /// What it is.
    pub title: Line,
    /// More words.
    pub description: Option<String>,
}

/// Which way a measured value is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better: bandwidth, availability.
    Higher,
    /// Less is better: revisit, latency, ground sample distance.
    Lower,
}

impl Direction {
    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Higher => "higher is better",
            Self::Lower => "lower is better",
        }
    }

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Higher, Self::Lower]
            .into_iter()
            .find(|direction| direction.as_str() == code)
    }
}
