//! What a provider says of one parameter, in a profile or in an offer.

use super::catalogue::{Kind, Parameter};
use super::quantity::{NotAQuantity, Quantity};
use super::units::Unit;
use crate::text::{NotText, Prose};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A declared value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Declared {
    /// A number with its unit.
    Number(Quantity),
    /// Yes or no.
    YesNo(bool),
    /// Codes of the choices that apply, in the order of the catalogue, none twice.
    Choice(Vec<String>),
    /// Words.
    Text(Prose<2_000>),
}

/// Why what was typed is no value of the parameter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDeclared {
    /// Not a number.
    #[error(transparent)]
    Quantity(#[from] NotAQuantity),
    /// The unit measures something else.
    #[error("choose one of these units: {0}")]
    Unit(String),
    /// Below or above what the parameter can be.
    #[error("enter a value {0}")]
    Range(String),
    /// Neither yes nor no.
    #[error("choose yes or no")]
    YesNo,
    /// Nothing chosen.
    #[error("choose at least one")]
    Nothing,
    /// Not one of the choices.
    #[error("“{0}” is not one of the choices")]
    Choice(String),
    /// Not a text.
    #[error(transparent)]
    Text(#[from] NotText),
    /// The value is of another kind than the parameter.
    #[error("this parameter is answered by {0}")]
    Kind(&'static str),
}

impl Declared {
    /// Reads what was typed for a parameter: `unit` is the code of the unit for numbers (empty: the catalogue's),
    /// `yes` or `no`, the codes of choices separated by commas, or words.
    ///
    /// # Errors
    /// [`NotDeclared`] says what is wrong.
    pub fn parse(parameter: &Parameter, text: &str, unit: &str) -> Result<Self, NotDeclared> {
        let declared = match parameter.kind {
            Kind::Number { unit: usual, .. } => {
                let unit = match unit {
                    "" => usual,
                    code => Unit::from_code(code).ok_or_else(|| units_of(usual))?,
                };
                Self::Number(Quantity::parse(text, unit)?)
            }
            Kind::YesNo => Self::YesNo(match text.trim() {
                "yes" => true,
                "no" => false,
                _ => return Err(NotDeclared::YesNo),
            }),
            Kind::Choice(_) => Self::Choice(
                text.split(',')
                    .map(|code| code.trim().to_owned())
                    .filter(|code| !code.is_empty())
                    .collect(),
            ),
            Kind::Text => Self::Text(Prose::parse(text)?),
        };
        declared.checked(parameter)
    }

    /// The value if it is one that the parameter can have: right kind, dimension, range and choices.
    ///
    /// # Errors
    /// [`NotDeclared`] says what is wrong.
    pub fn checked(self, parameter: &Parameter) -> Result<Self, NotDeclared> {
        match (self, parameter.kind) {
            (Self::Number(quantity), Kind::Number { unit, range, .. }) => {
                within(quantity, unit, range)?;
                Ok(Self::Number(quantity))
            }
            (Self::YesNo(answer), Kind::YesNo) => Ok(Self::YesNo(answer)),
            (Self::Text(text), Kind::Text) => Ok(Self::Text(text)),
            (Self::Choice(chosen), Kind::Choice(choices)) => {
                if let Some(other) = chosen
                    .iter()
                    .find(|code| choices.iter().all(|choice| choice.code != code.as_str()))
                {
                    return Err(NotDeclared::Choice(other.clone()));
                }
                let ordered: Vec<String> = choices
                    .iter()
                    .filter(|choice| chosen.iter().any(|code| code == choice.code))
                    .map(|choice| choice.code.to_owned())
                    .collect();
                if ordered.is_empty() {
                    return Err(NotDeclared::Nothing);
                }
                Ok(Self::Choice(ordered))
            }
            (_, kind) => Err(NotDeclared::Kind(kind.label())),
        }
    }

    /// The value in words, such as `0.5 m`, `yes` or `X band, Ka band`.
    #[must_use]
    pub fn words(&self, parameter: &Parameter) -> String {
        match self {
            Self::Number(quantity) => quantity.to_string(),
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Choice(chosen) => parameter.labels(chosen),
            Self::Text(text) => text.as_str().to_owned(),
        }
    }
}

fn units_of(unit: Unit) -> NotDeclared {
    let codes: Vec<&str> = unit.siblings().map(Unit::name).collect();
    NotDeclared::Unit(codes.join(", "))
}

fn within(quantity: Quantity, unit: Unit, range: (i64, i64)) -> Result<(), NotDeclared> {
    let bound = |amount: i64| Quantity::new(Decimal::from(amount), unit);
    let (least, most) = (bound(range.0)?, bound(range.1)?);
    let below = quantity.compare(least).map_err(|_| units_of(unit))?.is_lt();
    let above = quantity.compare(most).map_err(|_| units_of(unit))?.is_gt();
    if below || above {
        return Err(NotDeclared::Range(format!("from {least} to {most}")));
    }
    Ok(())
}
