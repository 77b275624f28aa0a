//! What a requirement wants of a parameter, and how a declared value stands against it.

use super::catalogue::{Kind, Parameter};
use super::declared::{Declared, NotDeclared};
use super::quantity::{OtherDimension, Quantity};
use crate::solicitations::Direction;
use crate::states::named::named_enum;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What is wanted: the threshold must be met, the objective is hoped for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "wanted", rename_all = "snake_case")]
pub enum Wanted {
    /// A number.
    Number {
        /// Which way is better.
        direction: Direction,
        /// The limit that must be met; reaching it exactly is enough.
        threshold: Option<Quantity>,
        /// The value that is hoped for; never worse than the threshold.
        objective: Option<Quantity>,
    },
    /// Yes is wanted.
    YesNo {
        /// Whether yes must be answered; otherwise it is hoped for.
        required: bool,
    },
    /// One of several choices is wanted. What needs two choices at once is written as two requirements.
    Choice {
        /// Codes of which one must apply.
        accepted: Vec<String>,
        /// Codes of which one is hoped for; empty where all accepted ones are as good.
        preferred: Vec<String>,
    },
    /// Words, which people judge.
    Text,
}

named_enum! {
    /// How a declared value stands against what is wanted, from the best to the least known.
    pub enum Standing {
        Objective "objective" "Meets the objective",
        Threshold "threshold" "Meets the threshold",
        Below "below" "Does not meet the threshold",
        ToBeRead "to_be_read" "To be judged by people",
        NotTold "not_told" "Not told",
    }
}

impl Wanted {
    /// What is wanted, if it fits the parameter and its objective is not worse than its threshold.
    ///
    /// # Errors
    /// [`NotDeclared`] when a value does not fit the parameter, or the objective is worse than the threshold.
    pub fn checked(self, parameter: &Parameter) -> Result<Self, NotDeclared> {
        match (&self, parameter.kind) {
            (
                Self::Number {
                    direction,
                    threshold,
                    objective,
                },
                Kind::Number { .. },
            ) => {
                for quantity in threshold.iter().chain(objective) {
                    Declared::Number(*quantity).checked(parameter)?;
                }
                if let (Some(threshold), Some(objective)) = (threshold, objective)
                    && !reaches(*direction, *objective, *threshold).unwrap_or(false)
                {
                    let words = format!("at least as good as the threshold of {threshold}");
                    return Err(NotDeclared::Range(words));
                }
            }
            (
                Self::Choice {
                    accepted,
                    preferred,
                },
                Kind::Choice(_),
            ) => {
                Declared::Choice(accepted.clone()).checked(parameter)?;
                if !preferred.is_empty() {
                    Declared::Choice(preferred.clone()).checked(parameter)?;
                }
            }
            (Self::YesNo { .. }, Kind::YesNo) | (Self::Text, Kind::Text) => {}
            (_, kind) => return Err(NotDeclared::Kind(kind.label())),
        }
        Ok(self)
    }

    /// How a declared value stands. A value of another kind or dimension counts as not told: it answers nothing.
    #[must_use]
    pub fn standing(&self, declared: Option<&Declared>) -> Standing {
        match (self, declared) {
            (
                Self::Number {
                    direction,
                    threshold,
                    objective,
                },
                Some(Declared::Number(value)),
            ) => number(*direction, *threshold, *objective, *value).unwrap_or(Standing::NotTold),
            (Self::YesNo { .. }, Some(Declared::YesNo(true))) => Standing::Objective,
            (Self::YesNo { required: true }, Some(Declared::YesNo(false))) => Standing::Below,
            (Self::YesNo { required: false }, Some(Declared::YesNo(false))) => Standing::Threshold,
            (
                Self::Choice {
                    accepted,
                    preferred,
                },
                Some(Declared::Choice(chosen)),
            ) => choice(accepted, preferred, chosen),
            (Self::Text, Some(Declared::Text(_))) => Standing::ToBeRead,
            _ => Standing::NotTold,
        }
    }

    /// Of two declared values, which is better for this requirement; equal where it does not matter.
    #[must_use]
    pub fn better(&self, first: &Declared, second: &Declared) -> Ordering {
        let standing = self.standing(Some(second)).cmp(&self.standing(Some(first)));
        let finer = match (self, first, second) {
            (Self::Number { direction, .. }, Declared::Number(first), Declared::Number(second)) => {
                let larger = first.compare(*second).unwrap_or(Ordering::Equal);
                match direction {
                    Direction::Higher => larger,
                    Direction::Lower => larger.reverse(),
                }
            }
            _ => Ordering::Equal,
        };
        standing.then(finer)
    }

    /// What is wanted in words, such as `at most 6 h, hoped for 2 h`.
    #[must_use]
    pub fn words(&self, parameter: &Parameter) -> String {
        match self {
            Self::Number {
                direction,
                threshold,
                objective,
            } => {
                let told = |limit: &Option<Quantity>| limit.map(|limit| limit.to_string());
                limits(*direction, told(threshold), told(objective))
                    .unwrap_or_else(|| direction.label().to_owned())
            }
            Self::YesNo { required: true } => "yes".to_owned(),
            Self::YesNo { required: false } => "yes is hoped for".to_owned(),
            Self::Choice {
                accepted,
                preferred,
            } if preferred.is_empty() => parameter.any_of(accepted),
            Self::Choice {
                accepted,
                preferred,
            } => format!(
                "{}, hoped for {}",
                parameter.any_of(accepted),
                parameter.any_of(preferred)
            ),
            Self::Text => "answered in words".to_owned(),
        }
    }
}

/// Threshold and objective in words; none where neither is set.
pub(crate) fn limits(
    direction: Direction,
    threshold: Option<String>,
    objective: Option<String>,
) -> Option<String> {
    let limit = match direction {
        Direction::Higher => "at least",
        Direction::Lower => "at most",
    };
    Some(match (threshold, objective) {
        (Some(threshold), Some(objective)) => format!("{limit} {threshold}, hoped for {objective}"),
        (Some(threshold), None) => format!("{limit} {threshold}"),
        (None, Some(objective)) => format!("hoped for {objective}"),
        (None, None) => return None,
    })
}

fn reaches(direction: Direction, value: Quantity, limit: Quantity) -> Result<bool, OtherDimension> {
    let order = value.compare(limit)?;
    Ok(match direction {
        Direction::Higher => order.is_ge(),
        Direction::Lower => order.is_le(),
    })
}

fn number(
    direction: Direction,
    threshold: Option<Quantity>,
    objective: Option<Quantity>,
    value: Quantity,
) -> Result<Standing, OtherDimension> {
    if let Some(threshold) = threshold
        && !reaches(direction, value, threshold)?
    {
        return Ok(Standing::Below);
    }
    match objective {
        Some(objective) if !reaches(direction, value, objective)? => Ok(Standing::Threshold),
        None if threshold.is_some() => Ok(Standing::Threshold),
        _ => Ok(Standing::Objective),
    }
}

fn choice(accepted: &[String], preferred: &[String], chosen: &[String]) -> Standing {
    let has = |codes: &[String]| codes.iter().any(|code| chosen.contains(code));
    if has(preferred) || (preferred.is_empty() && has(accepted)) {
        Standing::Objective
    } else if has(accepted) {
        Standing::Threshold
    } else {
        Standing::Below
    }
}
