//! Offers judged by the method that a solicitation chose: one shape of what goes in and of what comes out, whatever the
//! method, so that nothing that shows or keeps a result needs to know which one it was.

mod adjusted;
mod judgement;
mod marks;
mod narrative;
mod plan;
mod points;
mod published;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use thiserror::Error;

pub use judgement::{Judgement, Record};
pub use plan::{LARGE_ACTION, Measure, Plan, Quality};
pub use points::{Field, PriceFormula};
pub use published::BestValue;

use super::arithmetic::{ArithmeticError, Exact, exact};
use super::ncia::{Confidence, EvaluationError};
use crate::solicitations::EvaluationMethod as M;

/// A price as it was offered, all options included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Major units of its currency.
    pub amount: Decimal,
    /// ISO 4217.
    pub currency: String,
    /// Units of the currency for one euro.
    pub units_per_eur: Decimal,
}

impl Price {
    /// A price in euro.
    #[must_use]
    pub fn eur(amount: Decimal) -> Self {
        Self {
            amount,
            currency: "EUR".to_owned(),
            units_per_eur: Decimal::ONE,
        }
    }

    /// The price in euro, unrounded.
    #[must_use]
    pub fn in_eur(&self) -> Exact {
        if self.units_per_eur == Decimal::ONE {
            exact(self.amount)
        } else {
            exact(self.amount) / self.units_per_eur
        }
    }
}

/// A bid that passed the administrative check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Identifies the bid within the solicitation.
    pub id: String,
    /// For each technical sub-criterion the evaluators' scores; one where the panel agreed, none where the method only
    /// asks whether a bid complies.
    pub scores: Vec<Vec<Decimal>>,
    /// Confidence from corporate experience, where the method weighs it.
    pub confidence: Option<Confidence>,
    /// The evaluated price.
    pub price: Price,
    /// The declared value that earns a credit, in the requirement's unit; none where it is not offered.
    pub measured: Option<Decimal>,
    /// Whether it meets every technical requirement, where the method asks only that.
    pub compliant: bool,
}

/// Bids and the method that judges them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// What was published.
    pub plan: Plan,
    /// The bids.
    pub bids: Vec<Bid>,
}

/// Why a method has no result.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ContestError {
    /// There are no bids.
    #[error("there is no bid to evaluate")]
    NoBids,
    /// Two bids have the same identifier.
    #[error("two bids have the identifier {0}")]
    DuplicateBid(String),
    /// The plan lacks something that the method needs.
    #[error("the method needs {0}, and it was not published")]
    Unpublished(&'static str),
    /// A bid lacks something that the method needs.
    #[error("the bid {bid} has no {what}")]
    Incomplete {
        /// The bid.
        bid: String,
        /// What it lacks.
        what: &'static str,
    },
    /// The formula is undefined for these bids.
    #[error("the formula is undefined: {0}")]
    Undefined(&'static str),
    /// NCIA's best value has no result.
    #[error(transparent)]
    BestValue(#[from] EvaluationError),
    /// The figures do not allow the calculation.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

impl Contest {
    /// Judges the bids by the published method.
    ///
    /// # Errors
    /// Where the method has no result with these bids; the text says why.
    pub fn judge(&self) -> Result<Judgement, ContestError> {
        self.check_identifiers()?;
        match self.plan.method {
            M::NciaBestValueNumerical => published::best_value(self),
            M::NciaBestValueNarrative => narrative::judge(self),
            M::LowestPriceTechnicallyCompliant => published::lowest_price(self),
            M::EsaWeightedMarks => marks::judge(self),
            M::NspaBestValue
            | M::RelativeLowestPrice
            | M::LinearMinMaxPrice
            | M::AverageBasedPrice
            | M::PublishedThresholdLinear => points::judge(self),
            M::PriceQualityRatioQuotient | M::Vatep | M::QualityToPriceMonetised => {
                adjusted::judge(self)
            }
        }
    }

    /// The same contest without the bids named in `removed`.
    #[must_use]
    pub fn leaving_out(&self, removed: &[&str]) -> Self {
        let mut kept = self.clone();
        kept.bids.retain(|bid| !removed.contains(&bid.id.as_str()));
        kept
    }

    /// The bid with this identifier.
    #[must_use]
    pub fn bid(&self, id: &str) -> Option<&Bid> {
        self.bids.iter().find(|bid| bid.id == id)
    }

    fn check_identifiers(&self) -> Result<(), ContestError> {
        if self.bids.is_empty() {
            return Err(ContestError::NoBids);
        }
        let mut seen = BTreeSet::new();
        match self.bids.iter().find(|bid| !seen.insert(bid.id.as_str())) {
            Some(bid) => Err(ContestError::DuplicateBid(bid.id.clone())),
            None => Ok(()),
        }
    }

    /// A record of every bid with its quality, before prices are looked at.
    fn records(&self) -> Result<Vec<Record>, ContestError> {
        let of = |bid: &Bid| {
            let quality = self.plan.quality(bid)?;
            Ok(Record {
                price_eur: bid.price.in_eur().value()?,
                ..Record::of(&bid.id, quality)
            })
        };
        self.bids.iter().map(of).collect()
    }
}
