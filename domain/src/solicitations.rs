//! What a solicitation asks for, in types: the evaluation scheme, the lots, the typed requirements
//! and the price schedule.

mod documents;
mod lots;
mod panel_rules;
mod requirement;
mod schedule;
mod scheme;
mod screening;

pub use documents::DocumentKind;
pub use lots::{AwardedBy, Entry, LotRules, Portion};
pub use panel_rules::{PanelRules, RemarkDuty};
pub use requirement::{Ask, NotARequirement, Requirement};
pub use schedule::ScheduleLine;
pub use scheme::{Criterion, EqualPrices, EvaluationMethod, LevelOne, Parameters, Scheme};
pub use screening::Screening;

use crate::text::Line;
use serde::{Deserialize, Serialize};

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
