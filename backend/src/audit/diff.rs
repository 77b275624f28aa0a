//! What changed between two records, field by field, in words.

use domain::money::Money;
use serde_json::{Map, Value};

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The way to the field in words: `Milestone 3 › Forecast`.
    pub path: String,
    /// Its value before; none when it had none.
    pub before: Option<String>,
    /// Its value after; none when it was removed.
    pub after: Option<String>,
}

/// The names under which the members of a list are told apart, the best first.
const KEYS: [&str; 5] = ["number", "code", "reference", "id", "name"];

/// The differences between two records, in the order of their fields. Either may be missing.
///
/// Members of lists are paired by `number`, `code`, `reference`, `id` or `name`, whichever every member has,
/// and otherwise by their place.
#[must_use]
pub fn diff(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let mut changes = Vec::new();
    compare("", before, after, &mut changes);
    changes
}

/// The differences between two canonical texts, as events keep them.
pub(super) fn diff_texts(before: Option<&str>, after: Option<&str>) -> Vec<Change> {
    let read = |text: Option<&str>| text.and_then(|text| serde_json::from_str(text).ok());
    let (before, after): (Option<Value>, Option<Value>) = (read(before), read(after));
    diff(before.as_ref(), after.as_ref())
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Change>) {
    if before == after {
        return;
    }
    match (shape(before), shape(after)) {
        (Shape::Record, Shape::Record | Shape::Nothing) | (Shape::Nothing, Shape::Record) => {
            records(path, before, after, out);
        }
        (Shape::List, Shape::List | Shape::Nothing) | (Shape::Nothing, Shape::List) => {
            lists(path, before, after, out);
        }
        _ => leaf(path, before.and_then(words), after.and_then(words), out),
    }
}

#[derive(PartialEq, Eq)]
enum Shape {
    Nothing,
    Leaf,
    Record,
    List,
}

fn shape(value: Option<&Value>) -> Shape {
    match value {
        None | Some(Value::Null) => Shape::Nothing,
        Some(Value::Object(fields)) if money(fields).is_none() => Shape::Record,
        Some(Value::Array(items)) if items.iter().any(Value::is_object) => Shape::List,
        Some(_) => Shape::Leaf,
    }
}

fn leaf(path: &str, before: Option<String>, after: Option<String>, out: &mut Vec<Change>) {
    if before != after {
        out.push(Change {
            path: path.to_owned(),
            before,
            after,
        });
    }
}

fn records(path: &str, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Change>) {
    let (before, after) = (
        before.and_then(Value::as_object),
        after.and_then(Value::as_object),
    );
    let mut names: Vec<&String> = [before, after]
        .into_iter()
        .flatten()
        .flat_map(Map::keys)
        .collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let field =
            |record: Option<&Map<String, Value>>| record.and_then(|it| it.get(name)).cloned();
        let (old, new) = (field(before), field(after));
        compare(
            &join(path, &readable(name)),
            old.as_ref(),
            new.as_ref(),
            out,
        );
    }
}

fn lists(path: &str, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Change>) {
    let items =
        |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (items(before), items(after));
    let key = KEYS.into_iter().find(|key| {
        before
            .iter()
            .chain(&after)
            .all(|item| item.get(key).is_some())
    });
    let name = |place: usize, item: &Value| match key.and_then(|key| item.get(key)) {
        Some(value) => words(value).unwrap_or_default(),
        None => (place + 1).to_string(),
    };
    let named = |items: Vec<Value>| -> Vec<(String, Value)> {
        let pair = |(place, item)| (name(place, &item), item);
        items.into_iter().enumerate().map(pair).collect()
    };
    let (before, after) = (named(before), named(after));
    let gone = |(name, _): &&(String, Value)| !after.iter().any(|(other, _)| other == name);
    for (name, new) in after.iter().chain(before.iter().filter(gone)) {
        let find = |side: &[(String, Value)]| {
            side.iter()
                .find(|(other, _)| other == name)
                .map(|(_, item)| item.clone())
        };
        let (old, still) = (find(&before), find(&after));
        debug_assert!(old.is_some() || still.as_ref() == Some(new));
        compare(&format!("{path} {name}"), old.as_ref(), still.as_ref(), out);
    }
}

fn join(path: &str, field: &str) -> String {
    if path.is_empty() {
        field.to_owned()
    } else {
        format!("{path} › {}", field.to_lowercase())
    }
}

/// `current_baseline` as people say it; an amount names its unit, because its currency stands elsewhere in the record.
fn readable(name: &str) -> String {
    let (stem, unit) = match name.strip_suffix("_minor") {
        Some(stem) => (stem, ", minor units"),
        None => (name, ""),
    };
    let spaced = stem.replace('_', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}{unit}", first.unwrap_or_default(), letters.as_str())
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(words).collect();
            Some(items.join(", "))
        }
        Value::Object(fields) => {
            Some(money(fields).map_or_else(|| value.to_string(), |money| money.to_string()))
        }
        Value::Number(number) => Some(number.to_string()),
    }
}

fn money(fields: &Map<String, Value>) -> Option<Money> {
    let both = fields.len() == 2 && fields.contains_key("minor") && fields.contains_key("currency");
    both.then(|| serde_json::from_value(Value::Object(fields.clone())).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(before: &Value, after: &Value) -> Vec<(String, String, String)> {
        let text = |value: Option<String>| value.unwrap_or_else(|| "–".into());
        diff(Some(before), Some(after))
            .into_iter()
            .map(|change| (change.path, text(change.before), text(change.after)))
            .collect()
    }

    fn row(path: &str, before: &str, after: &str) -> (String, String, String) {
        (path.into(), before.into(), after.into())
    }

    #[test]
    fn equal_records_have_no_differences() {
        let record = json!({"a": 1, "list": [{"number": 1}]});
        assert_eq!(diff(Some(&record), Some(&record)), []);
        assert_eq!(diff(None, None), []);
    }

    #[test]
    fn fields_are_named_in_words() {
        let changes = told(
            &json!({"ends_on": "2027-01-01", "ceiling_minor": 500, "in_scope": false, "note": ""}),
            &json!({"ends_on": "2027-03-01", "ceiling_minor": 700, "in_scope": true, "note": null}),
        );
        assert_eq!(
            changes,
            [
                row("Ceiling, minor units", "500", "700"),
                row("Ends on", "2027-01-01", "2027-03-01"),
                row("In scope", "no", "yes")
            ]
        );
    }

    #[test]
    fn members_of_lists_are_paired_by_their_number_not_their_place() {
        let changes = told(
            &json!({"milestones": [{"number": 1, "forecast": "2027-01-01"}, {"number": 2, "forecast": null}]}),
            &json!({"milestones": [{"number": 2, "forecast": "2027-05-01"}, {"number": 1, "forecast": "2027-01-01"}]}),
        );
        assert_eq!(changes, [row("Milestones 2 › forecast", "–", "2027-05-01")]);
    }

    #[test]
    fn a_new_and_a_removed_member_are_told_field_by_field() {
        let changes = told(
            &json!({"lots": [{"code": "A", "title": "Radar"}]}),
            &json!({"lots": [{"code": "B", "title": "Optical"}]}),
        );
        let paths: Vec<&str> = changes.iter().map(|change| change.0.as_str()).collect();
        assert_eq!(
            paths,
            [
                "Lots B › code",
                "Lots B › title",
                "Lots A › code",
                "Lots A › title"
            ]
        );
    }

    #[test]
    fn members_without_a_key_are_paired_by_place() {
        let changes = told(
            &json!({"evidence": [{"statement": "x"}]}),
            &json!({"evidence": [{"statement": "y"}]}),
        );
        assert_eq!(changes, [row("Evidence 1 › statement", "x", "y")]);
    }

    #[test]
    fn amounts_and_plain_lists_are_one_value() {
        let changes = told(
            &json!({"value": {"minor": 120_050, "currency": "EUR"}, "roles": ["officer"]}),
            &json!({"value": {"minor": 130_050, "currency": "EUR"}, "roles": ["officer", "opener"]}),
        );
        assert_eq!(changes[0], row("Roles", "officer", "officer, opener"));
        assert_eq!(
            changes[1],
            row(
                "Value",
                "EUR\u{a0}1\u{202f}200.50",
                "EUR\u{a0}1\u{202f}300.50"
            )
        );
    }

    #[test]
    fn the_first_record_shows_everything_it_says() {
        let after = json!({"title": "Radar", "note": null});
        let changes = diff(None, Some(&after));
        assert_eq!(changes.len(), 1);
        assert_eq!(
            (changes[0].before.as_deref(), changes[0].after.as_deref()),
            (None, Some("Radar"))
        );
    }
}
