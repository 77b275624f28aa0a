//! What was published about the evaluation, and what it makes of a bid's quality before any price is known.

use rust_decimal::Decimal;

use super::{Bid, ContestError};
use crate::evaluation::arithmetic::{mean, weighted};
use crate::evaluation::ncia::Rating;
use crate::solicitations::{EvaluationMethod as M, LevelOne, Parameters, Requirement, Scheme};

/// From this contract value in euro on a competitive ESA action needs a minimum overall mark (ESA/REG/001 rev. 6,
/// article 30).
pub const LARGE_ACTION: Decimal = Decimal::from_parts(20_000_000, 0, 0, false, 0);

/// What a solicitation published about its evaluation, as far as the method computes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The method.
    pub method: M,
    /// Level 1 weights, percent.
    pub weights: Option<LevelOne>,
    /// Weights of the technical sub-criteria, percent.
    pub sub_weights: Vec<Decimal>,
    /// The least technical score that is eligible, 0–100.
    pub minimum: Decimal,
    /// What else the method publishes.
    pub parameters: Parameters,
    /// The requirement whose declared value earns a credit, where the method measures one.
    pub measure: Option<Measure>,
    /// The contract's estimated value in euro, where the minimum depends on it.
    pub value_eur: Option<Decimal>,
}

/// A requirement whose declared value earns a credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is measured.
    pub name: String,
    /// The value that must be met; it earns nothing.
    pub threshold: Decimal,
    /// The value that is wanted; it says which way is better.
    pub objective: Decimal,
}

/// A bid's quality; scores are unrounded points of 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quality {
    /// The mean of the evaluators' scores for each sub-criterion.
    pub composite: Vec<Decimal>,
    /// The weighted technical score; none where the method has no such figure.
    pub technical: Option<Decimal>,
    /// Why the bid cannot win, if it cannot.
    pub ineligible: Option<String>,
}

impl Plan {
    /// The plan of a scheme and its requirements; `value_eur` is the contract's estimated value in euro, where it is known.
    #[must_use]
    pub fn new(scheme: &Scheme, requirements: &[Requirement], value_eur: Option<Decimal>) -> Self {
        Self {
            method: scheme.method,
            weights: scheme.weights,
            sub_weights: scheme.criteria.iter().map(|line| line.weight).collect(),
            minimum: scheme.technical_minimum,
            parameters: scheme.parameters.clone(),
            measure: Measure::of(scheme, requirements),
            value_eur,
        }
    }

    /// The level 1 weights.
    ///
    /// # Errors
    /// [`ContestError::Unpublished`].
    pub fn level_one(&self) -> Result<LevelOne, ContestError> {
        self.weights
            .ok_or(ContestError::Unpublished("level 1 weights"))
    }

    /// What a bid's scores make, and whether the published floors let it stand. An ESA action below 20 M EUR has no
    /// overall minimum, and the lowest price and VATEP have no technical score: a bid complies or it does not.
    ///
    /// # Errors
    /// Scores that do not fit the sub-criteria; overflow.
    pub fn quality(&self, bid: &Bid) -> Result<Quality, ContestError> {
        let composite = bid
            .scores
            .iter()
            .map(|scores| mean(scores).value())
            .collect::<Result<Vec<_>, _>>()?;
        if self.asks_compliance_only() {
            return Ok(Quality {
                composite,
                technical: None,
                ineligible: self.not_offered(bid),
            });
        }
        if composite.len() != self.sub_weights.len() {
            return Err(ContestError::Incomplete {
                bid: bid.id.clone(),
                what: "score for each sub-criterion",
            });
        }
        if self.method == M::NciaBestValueNarrative {
            return Ok(Quality {
                ineligible: self.rated_low(&composite),
                composite,
                technical: None,
            });
        }
        let technical = weighted(&self.sub_weights, &composite).value()?;
        Ok(Quality {
            ineligible: self.below_minimum(&composite, technical),
            composite,
            technical: Some(technical),
        })
    }

    /// What a bid does not offer that only has to comply.
    fn not_offered(&self, bid: &Bid) -> Option<String> {
        if !bid.compliant {
            return Some("a technical requirement is not met".to_owned());
        }
        let measure = self.measure.as_ref().filter(|_| self.method == M::Vatep)?;
        let Some(value) = bid.measured else {
            return Some("the measured value is not offered".to_owned());
        };
        let missed = if measure.objective < measure.threshold {
            value > measure.threshold
        } else {
            value < measure.threshold
        };
        missed.then(|| {
            format!(
                "the measured value {} misses the threshold of {}",
                value.normalize(),
                measure.threshold.normalize()
            )
        })
    }

    /// Whether a rating in words is below the least one.
    fn rated_low(&self, steps: &[Decimal]) -> Option<String> {
        let least = Rating::of(self.minimum);
        let low = |step: &Decimal| Rating::from_step(*step).is_none_or(|rating| rating < least);
        steps
            .iter()
            .any(low)
            .then(|| format!("a sub-criterion is rated below {}", least.name()))
    }

    /// Why a bid cannot win whatever its sub-criteria weigh, if one of them is scored below the published floor.
    #[must_use]
    pub fn below_floor(&self, composite: &[Decimal]) -> Option<String> {
        let floor = self.parameters.element_floor?;
        let low = composite.iter().any(|score| *score < floor);
        low.then(|| {
            format!(
                "a sub-criterion is scored below its floor of {}",
                floor.normalize()
            )
        })
    }

    fn below_minimum(&self, composite: &[Decimal], technical: Decimal) -> Option<String> {
        if let Some(reason) = self.below_floor(composite) {
            return Some(reason);
        }
        let minimum = self.least()?;
        (technical < minimum).then(|| {
            format!(
                "the technical score is below the minimum of {}",
                minimum.normalize()
            )
        })
    }

    /// Whether the method only asks if a bid meets every technical requirement, and scores nothing.
    #[must_use]
    pub fn asks_compliance_only(&self) -> bool {
        matches!(self.method, M::LowestPriceTechnicallyCompliant | M::Vatep)
    }

    /// The least technical score that can win; none where the method has no such score, and for an ESA action below
    /// [`LARGE_ACTION`].
    #[must_use]
    pub fn least(&self) -> Option<Decimal> {
        match self.method {
            M::LowestPriceTechnicallyCompliant | M::Vatep | M::NciaBestValueNarrative => None,
            M::EsaWeightedMarks => {
                let large = self.value_eur.is_some_and(|value| value >= LARGE_ACTION);
                large.then_some(self.minimum)
            }
            _ => Some(self.minimum),
        }
    }

    /// What every sub-criterion has to reach: a score, or the step of a rating (1 to 5) where the method rates in words.
    #[must_use]
    pub fn least_of_each(&self) -> Option<Decimal> {
        match self.method {
            M::NciaBestValueNarrative => Some(Rating::of(self.minimum).step().into()),
            _ => self.parameters.element_floor,
        }
    }
}

impl Measure {
    /// The requirement that a scheme names, where it has a threshold and another objective.
    #[must_use]
    pub fn of(scheme: &Scheme, requirements: &[Requirement]) -> Option<Self> {
        let code = scheme.parameters.measured_by.as_ref()?;
        let requirement = requirements.iter().find(|one| one.code == *code)?;
        let (threshold, objective) = requirement.limits()?;
        (threshold != objective).then(|| Self {
            name: requirement.name.as_str().to_owned(),
            threshold,
            objective,
        })
    }
}
