//! Canonical JSON text: keys sorted, no spaces, numbers as written. What is hashed is always this text.

use serde::Serialize;
use serde_json::Value;

/// The canonical text of anything serialisable.
///
/// # Errors
/// When the value cannot be written as JSON (a map with keys that are no text).
pub fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_value(value).map(|value| of(&value))
}

/// The canonical text of a JSON value.
#[must_use]
pub fn of(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            separated(out, '{', '}', keys, |key, out| {
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(&map[key], out);
            });
        }
        Value::Array(items) => separated(out, '[', ']', items, write),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn separated<T>(
    out: &mut String,
    open: char,
    close: char,
    items: impl IntoIterator<Item = T>,
    each: impl Fn(T, &mut String),
) {
    out.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(item, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sorts_keys_at_every_depth_and_keeps_the_order_of_lists() {
        let value = json!({"b": [3, {"z": null, "a": "x\"y"}], "a": 1});
        assert_eq!(of(&value), r#"{"a":1,"b":[3,{"a":"x\"y","z":null}]}"#);
    }

    #[test]
    fn keeps_numbers_as_they_were_written() {
        let value: Value =
            serde_json::from_str("[1.10, 100000000000000000000.000000000000001]").unwrap();
        assert_eq!(of(&value), "[1.10,100000000000000000000.000000000000001]");
    }
}
