//! What a field of a record says, as a value that people can be told: an amount with its currency, a day, the words of a
//! code.

use chrono::{DateTime, NaiveDate, Utc};
use domain::labels;
use domain::money::{Currency, Money};
use domain::parameters::Quantity;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Words, or a number as it is written.
    Words(String),
    /// An amount.
    Money(Money),
    /// A day.
    Day(NaiveDate),
    /// A moment.
    Moment(DateTime<Utc>),
}

impl Told {
    fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }
}

/// What a field's value says; nothing for one that is empty or only identifies something to machines.
pub(super) fn told(field: &str, value: &Value, currency: Option<Currency>) -> Option<Told> {
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(Told::words(if *yes { "yes" } else { "no" })),
        Value::String(text) => text_told(field, text),
        Value::Number(number) => Some(
            amount(field, value, currency)
                .map_or_else(|| Told::words(number.to_string()), Told::Money),
        ),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(|item| plain(field, item)).collect();
            (!items.is_empty()).then(|| Told::Words(items.join(", ")))
        }
        Value::Object(fields) => Some(match (money(fields), quantity(fields)) {
            (Some(money), _) => Told::Money(money),
            (None, Some(quantity)) => Told::words(quantity.to_string()),
            (None, None) => Told::words(value.to_string()),
        }),
    }
}

/// An amount of minor units is told by the end of its field's name.
fn amount(field: &str, value: &Value, currency: Option<Currency>) -> Option<Money> {
    let minor = value.as_i64().filter(|_| field.ends_with("_minor"))?;
    Some(Money::new(minor, currency?))
}

fn text_told(field: &str, text: &str) -> Option<Told> {
    if text.is_empty() || text.parse::<Uuid>().is_ok() {
        return None;
    }
    if let Some(label) = labels::label(field, text) {
        return Some(Told::words(label));
    }
    if let Ok(day) = text.parse() {
        return Some(Told::Day(day));
    }
    // Only what is written as records write moments: a title that a person typed is never taken for one.
    if text.ends_with('Z')
        && let Ok(at) = text.parse()
    {
        return Some(Told::Moment(at));
    }
    Some(Told::words(if is_code(text) {
        text.replace('_', " ")
    } else {
        text.to_owned()
    }))
}

fn is_code(text: &str) -> bool {
    text.contains('_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// A value in one piece of text, as the name of a member or in a row of values.
pub(super) fn plain(field: &str, value: &Value) -> Option<String> {
    match told(field, value, None)? {
        Told::Words(words) => Some(words),
        _ => value.as_str().map(str::to_owned),
    }
}

/// Whether a record is one value to people: an amount with its currency, or a number with its unit.
pub(super) fn is_one_value(fields: &Map<String, Value>) -> bool {
    money(fields).is_some() || quantity(fields).is_some()
}

fn quantity(fields: &Map<String, Value>) -> Option<Quantity> {
    let both = fields.len() == 2 && fields.contains_key("amount") && fields.contains_key("unit");
    both.then(|| serde_json::from_value(Value::Object(fields.clone())).ok())?
}

/// An amount that is kept with its currency.
fn money(fields: &Map<String, Value>) -> Option<Money> {
    let both = fields.len() == 2 && fields.contains_key("minor") && fields.contains_key("currency");
    both.then(|| serde_json::from_value(Value::Object(fields.clone())).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_told_as_people_read_them() {
        let euro = "EUR".parse().ok();
        let told = |field, value| told(field, &value, euro);
        assert_eq!(
            told("status", json!("cure_notice")),
            Some(Told::words("Cure notice"))
        );
        assert_eq!(told("title", json!("Radar")), Some(Told::words("Radar")));
        assert_eq!(told("note", json!("")), None);
        assert_eq!(
            told("option", json!("0190f5a0-0000-7000-8000-000000000000")),
            None
        );
        assert!(
            matches!(told("ceiling_minor", json!(500)), Some(Told::Money(money)) if money.minor == 500)
        );
        assert_eq!(
            told("threshold", json!({"amount": "6", "unit": "h"})),
            Some(Told::words("6\u{a0}h"))
        );
        assert!(matches!(
            told("ends_on", json!("2027-01-01")),
            Some(Told::Day(_))
        ));
        assert!(matches!(
            told("made_at", json!("2027-01-01T09:00:00.000001Z")),
            Some(Told::Moment(_))
        ));
        assert_eq!(
            told("kind", json!("scope_change")),
            Some(Told::words("scope change"))
        );
    }
}
