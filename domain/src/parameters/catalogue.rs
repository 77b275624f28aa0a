//! The catalogue of parameters. A code, once published, never changes its meaning and is never removed: stored
//! requirements, offers and profiles refer to it.

use super::entries::PARAMETERS;
use super::units::Unit;
use crate::solicitations::Direction;
use crate::states::named::named_enum;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

named_enum! {
    /// The service that a parameter describes. The order is that of the list.
    pub enum Group {
        Observation "observation" "Earth observation",
        Coverage "coverage" "Coverage and orbits",
        Communications "communications" "Communications",
        Awareness "awareness" "Space domain awareness",
        Navigation "navigation" "Positioning and timing",
        Environment "environment" "Space weather",
        Launch "launch" "Launch",
        Ground "ground" "Ground stations",
        Data "data" "Data and delivery",
        Service "service" "Any service",
    }
}

named_enum! {
    /// What an answer is about when offers are compared (own design).
    pub enum Theme {
        Technical "technical" "Technical",
        Delivery "delivery" "Delivery",
        RiskAndSecurity "risk_and_security" "Risk and security",
    }
}

/// Parameters of any group that are about when and how fast something is there.
const DELIVERY: [&str; 5] = [
    "ground.delivery_time",
    "service.restoration_time",
    "service.activation_time",
    "service.surge",
    "service.surge_notice",
];

/// Parameters of any group that are about what may fail and who may look.
const RISK: [&str; 5] = [
    "service.availability",
    "service.mean_time_between_failures",
    "service.classification",
    "service.encrypted",
    "service.within_alliance",
];

impl Parameter {
    /// What it is about when offers are compared.
    #[must_use]
    pub fn theme(&self) -> Theme {
        if RISK.contains(&self.code) {
            Theme::RiskAndSecurity
        } else if self.group == Group::Data || DELIVERY.contains(&self.code) {
            Theme::Delivery
        } else {
            Theme::Technical
        }
    }
}

/// One of the choices of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code that is stored.
    pub code: &'static str,
    /// The words that people see.
    pub label: &'static str,
}

/// How a parameter is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number with a unit.
    Number {
        /// The unit that is offered first; every unit of its dimension is understood.
        unit: Unit,
        /// Which way is better; none where only the requirement can say, as for an orbit's altitude.
        direction: Option<Direction>,
        /// The least and the most that make sense, in `unit`.
        range: (i64, i64),
    },
    /// Yes or no; yes is the more capable answer.
    YesNo,
    /// One or several of a closed list.
    Choice(&'static [Choice]),
    /// Words.
    Text,
}

impl Kind {
    /// How it is answered, in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number { .. } => "a number with a unit",
            Self::YesNo => "yes or no",
            Self::Choice(_) => "one or several choices",
            Self::Text => "words",
        }
    }
}

/// A parameter of a space service.
#[derive(Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The code that is stored, such as `eo.latency`.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The service that it describes.
    pub group: Group,
    /// How it is answered.
    pub kind: Kind,
    /// What exactly is meant, so that two providers answer the same question.
    pub definition: &'static str,
}

impl Parameter {
    /// Its code as a value.
    #[must_use]
    pub const fn id(&'static self) -> ParameterCode {
        ParameterCode(self)
    }

    /// The labels of chosen codes, separated by commas.
    pub(super) fn labels(&self, codes: &[String]) -> String {
        self.joined(codes, ", ")
    }

    /// The labels of accepted codes, separated by “or”.
    pub(super) fn any_of(&self, codes: &[String]) -> String {
        self.joined(codes, " or ")
    }

    fn joined(&self, codes: &[String], between: &str) -> String {
        let Kind::Choice(choices) = self.kind else {
            return codes.join(between);
        };
        let label = |code: &String| {
            let known = choices.iter().find(|choice| choice.code == code);
            known.map_or(code.clone(), |choice| choice.label.to_owned())
        };
        codes.iter().map(label).collect::<Vec<_>>().join(between)
    }
}

/// The code of a parameter of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ParameterCode(&'static Parameter);

/// A text that names no parameter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a parameter of the catalogue")]
pub struct NotAParameter(pub String);

impl ParameterCode {
    /// What it names.
    #[must_use]
    pub const fn parameter(self) -> &'static Parameter {
        self.0
    }

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0.code
    }
}

impl FromStr for ParameterCode {
    type Err = NotAParameter;

    fn from_str(text: &str) -> Result<Self, NotAParameter> {
        find(text.trim())
            .map(Self)
            .ok_or_else(|| NotAParameter(text.to_owned()))
    }
}

impl TryFrom<String> for ParameterCode {
    type Error = NotAParameter;

    fn try_from(text: String) -> Result<Self, NotAParameter> {
        text.parse()
    }
}

impl From<ParameterCode> for String {
    fn from(code: ParameterCode) -> Self {
        code.0.code.to_owned()
    }
}

impl fmt::Display for ParameterCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code)
    }
}

impl fmt::Debug for ParameterCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code)
    }
}

/// Every parameter, by group and then in the order in which people ask for them.
#[must_use]
pub const fn catalogue() -> &'static [Parameter] {
    PARAMETERS
}

/// The parameters of a group.
pub fn in_group(group: Group) -> impl Iterator<Item = &'static Parameter> {
    PARAMETERS
        .iter()
        .filter(move |parameter| parameter.group == group)
}

/// The parameter with a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|parameter| parameter.code == code)
}
