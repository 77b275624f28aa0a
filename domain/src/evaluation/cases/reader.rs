//! Reads typed values out of JSON and knows where it is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use super::InputError;
use crate::evaluation::arithmetic::Exact;

/// Longest list or object that is read: the analyses compare every bid with every other.
const MAX_ITEMS: usize = 300;

/// A value and its JSON path.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Reader<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self {
            value,
            path: "$".to_owned(),
        }
    }

    /// An error at this place.
    pub(super) fn error(&self, message: impl ToString) -> InputError {
        InputError {
            path: self.path.clone(),
            message: message.to_string(),
        }
    }

    /// The result of a formula, or its failure reported at this place.
    pub(super) fn calculate(&self, formula: Exact) -> Result<Decimal, InputError> {
        formula.value().map_err(|error| self.error(error))
    }

    /// A field that must be there.
    pub(super) fn field(&self, name: &str) -> Result<Self, InputError> {
        self.optional(name)?.ok_or_else(|| InputError {
            path: format!("{}{}", self.path, step(name)),
            message: "this field is missing".to_owned(),
        })
    }

    /// A field that may be absent or null.
    pub(super) fn optional(&self, name: &str) -> Result<Option<Self>, InputError> {
        let Value::Object(fields) = self.value else {
            return Err(self.expected("an object"));
        };
        let present = fields.get(name).filter(|value| !value.is_null());
        Ok(present.map(|value| Self {
            value,
            path: format!("{}{}", self.path, step(name)),
        }))
    }

    /// Whether it is a list.
    pub(super) const fn is_list(&self) -> bool {
        matches!(self.value, Value::Array(_))
    }

    /// The items of a list that has at least one.
    pub(super) fn items(&self) -> Result<Vec<Self>, InputError> {
        let items = self.items_or_none()?;
        if items.is_empty() {
            Err(self.error("the list is empty"))
        } else {
            Ok(items)
        }
    }

    /// The items of a list.
    pub(super) fn items_or_none(&self) -> Result<Vec<Self>, InputError> {
        let Value::Array(items) = self.value else {
            return Err(self.expected("a list"));
        };
        self.check_length(items.len())?;
        let item = |(index, value)| Self {
            value,
            path: format!("{}[{index}]", self.path),
        };
        Ok(items.iter().enumerate().map(item).collect())
    }

    /// The fields of an object that has at least one, by name.
    pub(super) fn entries(&self) -> Result<Vec<(&'a str, Self)>, InputError> {
        let Value::Object(fields) = self.value else {
            return Err(self.expected("an object"));
        };
        if fields.is_empty() {
            return Err(self.error("the object is empty"));
        }
        self.check_length(fields.len())?;
        let entry = |(name, value): (&'a String, &'a Value)| {
            (
                name.as_str(),
                Self {
                    value,
                    path: format!("{}{}", self.path, step(name)),
                },
            )
        };
        Ok(fields.iter().map(entry).collect())
    }

    fn check_length(&self, length: usize) -> Result<(), InputError> {
        if length > MAX_ITEMS {
            return Err(self.error(format!(
                "there are {length} items, at most {MAX_ITEMS} are read"
            )));
        }
        Ok(())
    }

    pub(super) fn text(&self) -> Result<&'a str, InputError> {
        match self.value {
            Value::String(text) if text.is_empty() => Err(self.error("the text is empty")),
            Value::String(text) => Ok(text),
            _ => Err(self.expected("a text")),
        }
    }

    pub(super) fn boolean(&self) -> Result<bool, InputError> {
        self.value
            .as_bool()
            .ok_or_else(|| self.expected("true or false"))
    }

    /// Any number.
    pub(super) fn decimal(&self) -> Result<Decimal, InputError> {
        let Value::Number(number) = self.value else {
            return Err(self.expected("a number"));
        };
        let text = number.to_string();
        let parsed = if text.contains(['e', 'E']) {
            Decimal::from_scientific(&text)
        } else {
            text.parse()
        };
        parsed.map_err(|_| self.error("the number has more digits than can be calculated with"))
    }

    /// A number that is not negative.
    pub(super) fn non_negative(&self) -> Result<Decimal, InputError> {
        let number = self.decimal()?;
        if number < Decimal::ZERO {
            return Err(self.error(format!("the number is {number}, it cannot be negative")));
        }
        Ok(number)
    }

    /// A number above zero.
    pub(super) fn positive(&self) -> Result<Decimal, InputError> {
        let number = self.non_negative()?;
        if number.is_zero() {
            return Err(self.error("the number is zero, it must be more than zero"));
        }
        Ok(number)
    }

    /// A number from 0 to 100.
    pub(super) fn percent(&self) -> Result<Decimal, InputError> {
        let number = self.decimal()?;
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number) {
            return Err(self.error(format!("the number is {number}, it must lie from 0 to 100")));
        }
        Ok(number)
    }

    /// A whole number within bounds.
    pub(super) fn whole(&self, low: u32, high: u32) -> Result<u32, InputError> {
        let number = self.decimal()?;
        u32::try_from(number)
            .ok()
            .filter(|whole| Decimal::from(*whole) == number && (low..=high).contains(whole))
            .ok_or_else(|| {
                self.error(format!(
                    "the number is {number}, it must be a whole number from {low} to {high}"
                ))
            })
    }

    /// A calendar day written as 2026-06-30.
    pub(super) fn date(&self) -> Result<NaiveDate, InputError> {
        let text = self.text()?;
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map_err(|_| self.error(format!("{text:?} is not a calendar day such as 2026-06-30")))
    }

    /// A list of numbers, each read by `read`.
    pub(super) fn numbers(
        &self,
        read: impl Fn(&Self) -> Result<Decimal, InputError>,
    ) -> Result<Vec<Decimal>, InputError> {
        self.items()?.iter().map(read).collect()
    }

    /// Percentages that must add up to exactly 100.
    pub(super) fn percents_of_whole(&self) -> Result<Vec<Decimal>, InputError> {
        let weights = self.numbers(Self::percent)?;
        let total = self.calculate(weights.iter().copied().sum())?;
        if total != Decimal::ONE_HUNDRED {
            return Err(self.error(format!(
                "the weights add up to {total}, they must add up to 100"
            )));
        }
        Ok(weights)
    }

    /// Reads a list of things that are named by their field `id`, no name twice.
    pub(super) fn identified(&self) -> Result<Vec<(&'a str, Self)>, InputError> {
        let mut seen = BTreeSet::new();
        let mut named = Vec::new();
        for item in self.items()? {
            let place = item.field("id")?;
            let id = place.text()?;
            if !seen.insert(id) {
                return Err(place.error(format!("the id {id:?} is used twice")));
            }
            named.push((id, item));
        }
        Ok(named)
    }

    fn expected(&self, what: &str) -> InputError {
        let found = match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.error(format!("expected {what}, found {found}"))
    }
}

fn step(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !name.is_empty() && name.chars().all(plain) {
        format!(".{name}")
    } else {
        format!("[{name:?}]")
    }
}
