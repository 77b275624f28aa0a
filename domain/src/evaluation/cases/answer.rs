//! Writes figures as JSON numbers, rounded for showing.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::InputError;
use super::reader::Reader;
use crate::evaluation::arithmetic::{EUR_PLACES, SCORE_PLACES, shown};

/// Decimals of the methods whose published examples show six.
const FINE_PLACES: u32 = 6;

/// A score, with four decimals.
pub(super) fn score(figure: Decimal) -> Value {
    number(figure, SCORE_PLACES)
}

/// An amount in euro, with two decimals.
pub(super) fn eur(figure: Decimal) -> Value {
    number(figure, EUR_PLACES)
}

/// A figure with six decimals.
pub(super) fn fine(figure: Decimal) -> Value {
    number(figure, FINE_PLACES)
}

/// Figures one after the other.
pub(super) fn list(figures: &[Decimal], write: fn(Decimal) -> Value) -> Value {
    figures.iter().map(|figure| write(*figure)).collect()
}

fn number(figure: Decimal, places: u32) -> Value {
    // A decimal always prints as a JSON number, so null cannot come out of this.
    serde_json::from_str(&shown(figure, places).to_string()).unwrap_or_default()
}

/// An answer whose keys are partly made from identifiers of the input, so that two could collide.
#[derive(Default)]
pub(super) struct Answer(Map<String, Value>);

impl Answer {
    /// Adds a figure; `at` is where the identifier came from.
    pub(super) fn put(
        &mut self,
        at: &Reader<'_>,
        key: impl Into<String>,
        value: impl Into<Value>,
    ) -> Result<(), InputError> {
        let key = key.into();
        if self.0.contains_key(&key) {
            return Err(at.error(format!("an id makes the answer's key {key:?} ambiguous")));
        }
        self.0.insert(key, value.into());
        Ok(())
    }

    pub(super) fn finish(self) -> Value {
        Value::Object(self.0)
    }
}
