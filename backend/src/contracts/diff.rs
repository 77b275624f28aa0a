//! Differences between two records, field by field, with paths that people can read.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Where it is: `milestones 2, forecast`.
    pub path: String,
    /// Before; none when it was not there.
    pub before: Option<String>,
    /// After; none when it is gone.
    pub after: Option<String>,
}

/// Every field that differs between two JSON values, by path.
pub(super) fn between(before: &Value, after: &Value) -> Vec<FieldChange> {
    let (old, new) = (fields(before), fields(after));
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let changed = paths
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path));
    changed
        .map(|path| FieldChange {
            path: path.clone(),
            before: old.get(path).cloned(),
            after: new.get(path).cloned(),
        })
        .collect()
}

fn fields(value: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    walk("", value, &mut found);
    found
}

fn walk(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        // Identities and the version say nothing to people.
        Value::Object(map) => {
            for (key, value) in map
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "id" | "version"))
            {
                walk(&joined(path, &key.replace('_', " ")), value, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(&format!("{path} {}", name_of(item, index)), item, found);
            }
        }
        Value::String(text) => drop(found.insert(path.to_owned(), text.clone())),
        scalar => drop(found.insert(path.to_owned(), scalar.to_string())),
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}, {key}")
    }
}

/// The number that a part carries, so that an inserted part does not rename the others.
fn name_of(item: &Value, index: usize) -> String {
    match item.get("number") {
        Some(Value::String(number)) => number.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => (index + 1).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_difference_names_the_part_by_its_own_number() {
        let before = json!({"title": "A", "milestones": [{"number": 2, "forecast": null}]});
        let after = json!({"title": "A", "milestones": [{"number": 1, "forecast": "2027-01-01"}, {"number": 2, "forecast": "2027-03-01"}]});
        let changes = between(&before, &after);
        let last = changes
            .last()
            .map(|change| (change.path.as_str(), change.after.as_deref()));
        assert_eq!(last, Some(("milestones 2, forecast", Some("2027-03-01"))));
        assert!(changes.iter().all(|change| change.path != "title"));
    }

    #[test]
    fn equal_records_have_no_differences() {
        let value = json!({"version": 1, "lines": [1, 2]});
        assert_eq!(
            between(&value, &json!({"version": 2, "lines": [1, 2]})),
            Vec::new()
        );
    }
}
