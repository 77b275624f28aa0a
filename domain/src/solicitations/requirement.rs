//! What a solicitation asks of the service, so that offers answer each point in the same terms.

use super::Direction;
use crate::money::parse_decimal;
use crate::offers;
use crate::parameters::{
    Choice, Declared, Group, Kind, Need, NotAQuantity, NotDeclared, Parameter, ParameterCode,
    Quantity, Standing, Unit, Wanted,
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
                let limit = match direction {
                    Direction::Higher => "at least",
                    Direction::Lower => "at most",
                };
                let value = |number: &Decimal| format!("{} {unit}", number.normalize());
                match (threshold, objective) {
                    (Some(least), Some(best)) => {
                        format!("{limit} {}, hoped for {}", value(least), value(best))
                    }
                    (Some(least), None) => format!("{limit} {}", value(least)),
                    (None, Some(best)) => format!("hoped for {}", value(best)),
                    (None, None) => format!("{unit}, {}", direction.label()),
                }
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

    /// Reads an answer as it was typed: a number with the code of its unit (empty: the unit of the requirement), `yes` or
    /// `no`, choices separated by commas, or words. Not for numbers in a unit of the officer's own.
    ///
    /// # Errors
    /// [`NotDeclared`] says what is wrong.
    pub fn read(&self, text: &str, unit: &str) -> Result<Declared, NotDeclared> {
        let declared = match &self.ask {
            Ask::Typed(Wanted::Number { .. }) => self.read_number(text, unit)?,
            Ask::Typed(Wanted::YesNo { .. }) => match text.trim() {
                "yes" => Declared::YesNo(true),
                "no" => Declared::YesNo(false),
                _ => return Err(NotDeclared::YesNo),
            },
            Ask::Typed(Wanted::Choice { .. }) => self.read_choice(text)?,
            Ask::Typed(Wanted::Text) | Ask::Number { .. } => Declared::parse(&FREE, text, "")?,
        };
        match self.parameter {
            Some(code) => declared.checked(code.parameter()),
            None => Ok(declared),
        }
    }

    fn read_number(&self, text: &str, unit: &str) -> Result<Declared, NotDeclared> {
        let own = self.unit();
        let unit = match unit {
            "" => own,
            code => Unit::from_code(code),
        };
        let same = |unit: &Unit| own.is_some_and(|own| own.dimension() == unit.dimension());
        let unit = unit.filter(same).ok_or_else(|| {
            let names: Vec<&str> = own
                .iter()
                .flat_map(|own| own.siblings())
                .map(Unit::name)
                .collect();
            NotDeclared::Unit(names.join(", "))
        })?;
        let amount = parse_decimal(text).ok_or(NotAQuantity::NotANumber)?;
        Ok(Declared::Number(Quantity::new(amount, unit)?))
    }

    fn read_choice(&self, text: &str) -> Result<Declared, NotDeclared> {
        let known = self.choices().unwrap_or_default();
        let typed: Vec<&str> = text
            .split(',')
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .collect();
        if let Some(other) = typed
            .iter()
            .find(|one| !known.iter().any(|(code, _)| code == *one))
        {
            return Err(NotDeclared::Choice((*other).to_owned()));
        }
        let chosen: Vec<String> = known
            .into_iter()
            .map(|(code, _)| code)
            .filter(|code| typed.contains(&code.as_str()))
            .collect();
        if chosen.is_empty() {
            return Err(NotDeclared::Nothing);
        }
        Ok(Declared::Choice(chosen))
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
mod tests {
    use super::*;

    fn asked(ask: Ask, parameter: Option<&str>) -> Requirement {
        Requirement {
            code: "R1".into(),
            name: Line::parse("Median revisit").unwrap(),
            parameter: parameter.map(|code| code.parse().unwrap()),
            ask,
            evidence: true,
        }
    }

    fn hours(threshold: i64, objective: i64) -> Ask {
        let hours = |amount: i64| Quantity::new(amount.into(), Unit::Hour).ok();
        Ask::Typed(Wanted::Number {
            direction: Direction::Lower,
            threshold: hours(threshold),
            objective: hours(objective),
        })
    }

    fn answered(requirement: &Requirement, text: &str, unit: &str) -> offers::Declared {
        offers::Declared {
            requirement: "R1".into(),
            value: None,
            evidence: String::new(),
            answer: Some(requirement.read(text, unit).unwrap()),
        }
    }

    #[test]
    fn an_answer_in_minutes_is_held_against_a_limit_in_hours() {
        let revisit = asked(hours(6, 2), Some("eo.revisit_median"));
        let answer = answered(&revisit, "150", "min");
        assert_eq!(revisit.number(&answer), Some(Decimal::new(25, 1)));
        assert_eq!(revisit.standing(Some(&answer)), Standing::Threshold);
        assert_eq!(revisit.said(&answer).unwrap(), "150\u{a0}min");
        assert!(revisit.read("6", "km").is_err());
    }

    #[test]
    fn a_requirement_of_before_still_reads_and_is_written_as_it_was() {
        let text = r#"{"code":"R1","direction":"lower","name":"Median revisit","objective":"2","threshold":"6","unit":"h"}"#;
        let old: Requirement = serde_json::from_str(text).unwrap();
        assert_eq!(old.words(), "at most 6 h, hoped for 2 h");
        assert_eq!(old.direction(), Some(Direction::Lower));
        assert_eq!(crate::canonical::text(&old).unwrap(), text);
    }

    #[test]
    fn a_typed_requirement_is_read_as_it_was_written() {
        for ask in [
            hours(6, 2),
            Ask::Typed(Wanted::YesNo { required: true }),
            Ask::Typed(Wanted::Text),
        ] {
            let requirement = asked(ask, None);
            let text = serde_json::to_string(&requirement).unwrap();
            assert_eq!(
                serde_json::from_str::<Requirement>(&text).unwrap(),
                requirement
            );
        }
        assert!(serde_json::from_str::<Requirement>(r#"{"code":"R1","name":"Nothing"}"#).is_err());
    }

    #[test]
    fn a_choice_of_the_officers_own_takes_only_its_words() {
        let accepted = vec!["on site".to_owned(), "remote".to_owned()];
        let wanted = Wanted::Choice {
            accepted,
            preferred: vec!["on site".to_owned()],
        };
        let training = asked(Ask::Typed(wanted), None);
        assert_eq!(
            training.standing(Some(&answered(&training, "remote", ""))),
            Standing::Threshold
        );
        assert_eq!(
            training.read("by post", ""),
            Err(NotDeclared::Choice("by post".into()))
        );
        assert_eq!(training.read(" , ", ""), Err(NotDeclared::Nothing));
    }

    #[test]
    fn a_number_in_an_own_unit_is_met_on_its_own_side() {
        let own = asked(
            Ask::Number {
                unit: "tasks per operator".into(),
                direction: Direction::Higher,
                threshold: Some(6.into()),
                objective: None,
            },
            None,
        );
        let answer = |value: i64| offers::Declared {
            requirement: "R1".into(),
            value: Some(value.into()),
            evidence: String::new(),
            answer: None,
        };
        assert_eq!(own.standing(Some(&answer(6))), Standing::Threshold);
        assert_eq!(own.standing(Some(&answer(5))), Standing::Below);
        assert_eq!(own.standing(None), Standing::NotTold);
    }
}
