//! What a solicitation asks of the service, so that offers answer each point in the same terms.

mod answer;

use super::Direction;
use crate::offers;
use crate::parameters::{
    Choice, Declared, Group, Kind, Need, Parameter, ParameterCode, Quantity, Standing, Unit,
    Wanted, limits,
};
use crate::text::Line;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A number in a unit of the officer's own words, which converts into no other.
    Number {
        /// The unit, such as `tasks per operator`.
        unit: String,
        /// Which way is better.
        direction: Direction,
        /// The limit that must be met.
        threshold: Option<Decimal>,
        /// The value that is wanted.
        objective: Option<Decimal>,
    },
    /// A number in any unit of a dimension, yes or no, a choice, or words.
    Typed(Wanted),
}

/// A requirement that offers answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Requirement {
    /// Stable short code within the solicitation: `R1`, `R2`…
    pub code: String,
    /// What is asked, such as “Median revisit at 70° N”.
    pub name: Line,
    /// The parameter of the catalogue that it is about; none for a point of its own.
    pub parameter: Option<ParameterCode>,
    /// What is asked of it.
    pub ask: Ask,
    /// Whether an answer must say what shows that it is true.
    pub evidence: bool,
}

/// How a requirement is stored: a number without `wanted` is one in the officer's own unit.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    code: String,
    name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    #[serde(default)]
    threshold: Option<Decimal>,
    #[serde(default)]
    objective: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parameter: Option<ParameterCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wanted: Option<Wanted>,
    #[serde(default, skip_serializing_if = "is_false")]
    evidence: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// A stored requirement that asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a requirement needs a unit and a direction, or what is wanted")]
pub struct NotARequirement;

impl TryFrom<Stored> for Requirement {
    type Error = NotARequirement;

    fn try_from(stored: Stored) -> Result<Self, NotARequirement> {
        let ask = match (stored.wanted, stored.unit, stored.direction) {
            (Some(wanted), ..) => Ask::Typed(wanted),
            (None, Some(unit), Some(direction)) => Ask::Number {
                unit,
                direction,
                threshold: stored.threshold,
                objective: stored.objective,
            },
            _ => return Err(NotARequirement),
        };
        Ok(Self {
            code: stored.code,
            name: stored.name,
            parameter: stored.parameter,
            ask,
            evidence: stored.evidence,
        })
    }
}

impl From<Requirement> for Stored {
    fn from(requirement: Requirement) -> Self {
        let mut stored = Self {
            code: requirement.code,
            name: requirement.name,
            unit: None,
            direction: None,
            threshold: None,
            objective: None,
            parameter: requirement.parameter,
            wanted: None,
            evidence: requirement.evidence,
        };
        match requirement.ask {
            Ask::Typed(wanted) => stored.wanted = Some(wanted),
            Ask::Number {
                unit,
                direction,
                threshold,
                objective,
            } => {
                stored.unit = Some(unit);
                stored.direction = Some(direction);
                (stored.threshold, stored.objective) = (threshold, objective);
            }
        }
        stored
    }
}

/// Stands for what has no entry in the catalogue: choices are then named by their own words.
const FREE: Parameter = Parameter {
    code: "",
    name: "",
    group: Group::Service,
    kind: Kind::Text,
    definition: "",
};

impl Requirement {
    /// The catalogue's entry, or one that stands for a point of its own.
    #[must_use]
    pub fn entry(&self) -> &'static Parameter {
        self.parameter.map_or(&FREE, ParameterCode::parameter)
    }

    /// What is asked in words, such as `at most 6 h, hoped for 2 h`.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.ask {
            Ask::Typed(wanted) => wanted.words(self.entry()),
            Ask::Number {
                unit,
                direction,
                threshold,
                objective,
            } => {
                let told = |limit: &Option<Decimal>| {
                    limit.map(|number| format!("{} {unit}", number.normalize()))
                };
                limits(*direction, told(threshold), told(objective))
                    .unwrap_or_else(|| format!("{unit}, {}", direction.label()))
            }
        }
    }

    /// The unit in which answers are compared, where they are numbers that convert.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        let Ask::Typed(Wanted::Number {
            threshold,
            objective,
            ..
        }) = &self.ask
        else {
            return None;
        };
        let usual = match self.entry().kind {
            Kind::Number { unit, .. } => Some(unit),
            _ => None,
        };
        threshold
            .or(*objective)
            .map_or(usual, |limit| Some(limit.unit()))
    }

    /// The unit in which answers are compared, as it is written beside a number; empty where they are no numbers.
    #[must_use]
    pub fn unit_symbol(&self) -> &str {
        match &self.ask {
            Ask::Number { unit, .. } => unit,
            Ask::Typed(_) => self.unit().map_or("", Unit::symbol),
        }
    }

    /// Which way a number is better; none where the answer is no number.
    #[must_use]
    pub const fn direction(&self) -> Option<Direction> {
        match &self.ask {
            Ask::Number { direction, .. } | Ask::Typed(Wanted::Number { direction, .. }) => {
                Some(*direction)
            }
            Ask::Typed(_) => None,
        }
    }

    /// Threshold and objective in the unit in which answers are compared; none where one is missing or they are no numbers.
    #[must_use]
    pub fn limits(&self) -> Option<(Decimal, Decimal)> {
        match &self.ask {
            Ask::Number {
                threshold,
                objective,
                ..
            } => (*threshold).zip(*objective),
            Ask::Typed(Wanted::Number {
                threshold,
                objective,
                ..
            }) => {
                let unit = self.unit()?;
                let amount = |limit: Quantity| limit.amount_in(unit).ok();
                amount((*threshold)?).zip(amount((*objective)?))
            }
            Ask::Typed(_) => None,
        }
    }

    /// The codes or words from which an answer chooses; none where it is no choice.
    #[must_use]
    pub fn choices(&self) -> Option<Vec<(String, String)>> {
        let Ask::Typed(Wanted::Choice {
            accepted,
            preferred,
        }) = &self.ask
        else {
            return None;
        };
        if let Kind::Choice(choices) = self.entry().kind {
            let named = |one: &Choice| (one.code.to_owned(), one.label.to_owned());
            return Some(choices.iter().map(named).collect());
        }
        let mut words: Vec<&String> = accepted.iter().collect();
        words.extend(preferred.iter().filter(|word| !accepted.contains(word)));
        Some(
            words
                .into_iter()
                .map(|word| (word.clone(), word.clone()))
                .collect(),
        )
    }

    /// An answer as a number in the unit in which answers are compared; none where it is no number or not offered.
    #[must_use]
    pub fn number(&self, answer: &offers::Declared) -> Option<Decimal> {
        match (&self.ask, &answer.answer) {
            (Ask::Number { .. }, _) => answer.value,
            (Ask::Typed(_), Some(Declared::Number(quantity))) => {
                quantity.amount_in(self.unit()?).ok()
            }
            _ => None,
        }
    }

    /// How an answer stands against threshold and objective.
    #[must_use]
    pub fn standing(&self, answer: Option<&offers::Declared>) -> Standing {
        match &self.ask {
            Ask::Typed(wanted) => wanted.standing(answer.and_then(|answer| answer.answer.as_ref())),
            Ask::Number {
                direction,
                threshold,
                objective,
                ..
            } => answer
                .and_then(|answer| answer.value)
                .map_or(Standing::NotTold, |value| {
                    number(*direction, *threshold, *objective, value)
                }),
        }
    }

    /// Whether something must be met: a limit, a yes, or one of several choices.
    #[must_use]
    pub const fn must_be_met(&self) -> bool {
        match &self.ask {
            Ask::Number { threshold, .. } => threshold.is_some(),
            Ask::Typed(Wanted::Number { threshold, .. }) => threshold.is_some(),
            Ask::Typed(Wanted::YesNo { required }) => *required,
            Ask::Typed(Wanted::Choice { .. }) => true,
            Ask::Typed(Wanted::Text) => false,
        }
    }

    /// Whether an answer leaves open, or denies, that what must be met is met.
    #[must_use]
    pub fn is_not_shown(&self, answer: Option<&offers::Declared>) -> bool {
        match self.standing(answer) {
            Standing::Below => true,
            Standing::NotTold => self.must_be_met(),
            Standing::Objective | Standing::Threshold | Standing::ToBeRead => false,
        }
    }

    /// An answer in words as it was declared, such as `90 min` or `X band`; none where nothing is declared.
    #[must_use]
    pub fn said(&self, answer: &offers::Declared) -> Option<String> {
        match &self.ask {
            Ask::Number { unit, .. } => answer
                .value
                .map(|value| format!("{} {unit}", value.normalize())),
            Ask::Typed(_) => answer
                .answer
                .as_ref()
                .map(|answer| answer.words(self.entry())),
        }
    }

    /// What a capability profile is held against; none for a point that is not in the catalogue.
    #[must_use]
    pub fn need(&self) -> Option<Need> {
        let (Some(parameter), Ask::Typed(wanted)) = (self.parameter, &self.ask) else {
            return None;
        };
        Some(Need {
            code: self.code.clone(),
            name: self.name.as_str().to_owned(),
            parameter,
            wanted: wanted.clone(),
        })
    }
}

fn number(
    direction: Direction,
    threshold: Option<Decimal>,
    objective: Option<Decimal>,
    value: Decimal,
) -> Standing {
    let reaches = |limit: Decimal| match direction {
        Direction::Higher => value >= limit,
        Direction::Lower => value <= limit,
    };
    match (threshold, objective) {
        (Some(threshold), _) if !reaches(threshold) => Standing::Below,
        (_, Some(objective)) if !reaches(objective) => Standing::Threshold,
        (Some(_), None) => Standing::Threshold,
        _ => Standing::Objective,
    }
}

#[cfg(test)]
mod tests;
