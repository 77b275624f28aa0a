use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value;

use super::object::{Object, kind};

/// An amount with its currency, exactly as published (whole currency units, not minor ones).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// The amount, never passed through a binary float.
    pub amount: Decimal,
    /// ISO 4217 code in capitals; `None` when the source does not say a usable one.
    pub currency: Option<String>,
}

/// OCDS 1.1.5, schema reference, "Value". An object with a currency alone is an unknown amount, hence `None`.
pub(super) fn money(object: &Object<'_>) -> Option<Money> {
    let currency = object
        .text("currency")
        .and_then(|written| currency(object, &written));
    let amount = object.decimal("amount")?;
    Some(Money { amount, currency })
}

fn currency(object: &Object<'_>, written: &str) -> Option<String> {
    let code = written.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Some(code);
    }
    object.note(
        "currency",
        format!("{written:?} is not a three-letter currency code; left out"),
    );
    None
}

/// A decimal and, when it was not a plain JSON number, what was done to read it.
pub(super) fn decimal(value: &Value) -> Result<(Decimal, Option<String>), String> {
    match value {
        Value::Number(number) => exact(&number.to_string()),
        Value::String(text) => {
            let (amount, _) = exact(text.trim())?;
            Ok((
                amount,
                Some(format!("the number is written as text; read as {amount}")),
            ))
        }
        Value::Object(wrapped) if wrapped.len() == 1 => {
            wrapped_number(value, wrapped.iter().next())
        }
        other => Err(format!(
            "expected a number, found {}; left out",
            kind(other)
        )),
    }
}

/// Exports of a document database wrap numbers: `{"$numberLong": "1200"}`.
fn wrapped_number(
    value: &Value,
    entry: Option<(&String, &Value)>,
) -> Result<(Decimal, Option<String>), String> {
    match entry {
        Some((key, Value::String(text))) if key.starts_with("$number") => {
            let (amount, _) = exact(text.trim())?;
            Ok((
                amount,
                Some(format!("the number is wrapped in {key}; read as {amount}")),
            ))
        }
        _ => Err(format!(
            "expected a number, found {}; left out",
            kind(value)
        )),
    }
}

fn exact(text: &str) -> Result<(Decimal, Option<String>), String> {
    if !text
        .bytes()
        .next()
        .is_some_and(|first| first == b'-' || first.is_ascii_digit())
    {
        return Err(format!("{:?} is not a number; left out", short(text)));
    }
    if let Ok(amount) = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)) {
        return Ok((amount, None));
    }
    match Decimal::from_str(text) {
        Ok(amount) => Ok((
            amount,
            Some(format!("more digits than 28; read as {amount}")),
        )),
        Err(_) => Err(format!(
            "{:?} is not a number of at most 28 digits; left out",
            short(text)
        )),
    }
}

/// Enough of a faulty text to recognise it in a message.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
