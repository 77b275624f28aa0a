//! What changed between two records, field by field, in words.

use super::told::{Told, is_one_value, plain, told};
use domain::money::Currency;
use serde_json::{Map, Value};

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The way to the field in words: `Milestone 3 › Forecast`.
    pub path: String,
    /// Its value before; none when it had none.
    pub before: Option<Told>,
    /// Its value after; none when it was removed.
    pub after: Option<Told>,
}

/// The names under which the members of a list are told apart, the best first.
const KEYS: [&str; 5] = ["number", "code", "reference", "id", "name"];

/// Where in a record a value stands.
#[derive(Clone, Default)]
struct Place {
    /// The way to it in words.
    path: String,
    /// The name of its field.
    field: String,
    /// The currency of the amounts around it.
    currency: Option<Currency>,
}

/// The differences between two records, in the order of their fields. Either may be missing. What only identifies things
/// to machines is left out: identities and versions.
///
/// Members of lists are paired by `number`, `code`, `reference`, `id` or `name`, whichever every member has,
/// and otherwise by their place.
#[must_use]
pub fn diff(before: Option<&Value>, after: Option<&Value>) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(&Place::default(), before, after, &mut changes);
    changes
}

/// The differences between two canonical texts, as events keep them.
pub(super) fn diff_texts(before: Option<&str>, after: Option<&str>) -> Vec<Change> {
    let read = |text: Option<&str>| text.and_then(|text| serde_json::from_str(text).ok());
    let (before, after): (Option<Value>, Option<Value>) = (read(before), read(after));
    diff(before.as_ref(), after.as_ref())
}

fn compare(place: &Place, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Change>) {
    if before == after {
        return;
    }
    match (shape(before), shape(after)) {
        (Shape::Record, Shape::Record | Shape::Nothing) | (Shape::Nothing, Shape::Record) => {
            records(place, before, after, out);
        }
        (Shape::List, Shape::List | Shape::Nothing) | (Shape::Nothing, Shape::List) => {
            lists(place, before, after, out);
        }
        _ => leaf(place, before, after, out),
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
        Some(Value::Array(items)) if items.is_empty() => Shape::Nothing,
        Some(Value::Object(fields)) if !is_one_value(fields) => Shape::Record,
        Some(Value::Array(items)) if items.iter().any(Value::is_object) => Shape::List,
        Some(_) => Shape::Leaf,
    }
}

fn leaf(place: &Place, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Change>) {
    let told = |value: Option<&Value>| told(&place.field, value?, place.currency);
    let (before, after) = (told(before), told(after));
    if before != after {
        out.push(Change {
            path: place.path.clone(),
            before,
            after,
        });
    }
}

fn records(place: &Place, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Change>) {
    let (before, after) = (
        before.and_then(Value::as_object),
        after.and_then(Value::as_object),
    );
    let sides = [after, before];
    let mut names: Vec<&String> = sides.into_iter().flatten().flat_map(Map::keys).collect();
    names.sort_unstable();
    names.dedup();
    for name in names.into_iter().filter(|name| *name != "version") {
        let within = Place {
            path: join(&place.path, &readable(name)),
            field: name.clone(),
            currency: currency(name, sides).or(place.currency),
        };
        let field =
            |record: Option<&Map<String, Value>>| record.and_then(|it| it.get(name)).cloned();
        compare(&within, field(before).as_ref(), field(after).as_ref(), out);
    }
}

/// The currency of a field: the one named after it, or that of its record.
fn currency(field: &str, sides: [Option<&Map<String, Value>>; 2]) -> Option<Currency> {
    let own = field
        .strip_suffix("_minor")
        .map(|stem| format!("{stem}_currency"));
    let names = own.iter().map(String::as_str).chain(["currency"]);
    let mut codes = names.flat_map(|name| sides.map(|side| side.and_then(|side| side.get(name))));
    codes.find_map(|code| code?.as_str()?.parse().ok())
}

/// A member of a list.
struct Member {
    /// By what it is found on the other side.
    key: String,
    /// What it is called.
    name: String,
    value: Value,
}

fn members(list: Option<&Value>, key: Option<&str>) -> Vec<Member> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    let member = |(place, value): (usize, &Value)| {
        let number = (place + 1).to_string();
        let named = key.and_then(|key| value.get(key));
        Member {
            key: named.map_or_else(|| number.clone(), Value::to_string),
            name: named
                .and_then(|name| plain("", name))
                .map_or(number, |name| with_words(name, key, value)),
            value: value.clone(),
        }
    };
    items.enumerate().map(member).collect()
}

/// What only has a short code is called by its words, too: `R1 Median revisit`.
fn with_words(name: String, key: Option<&str>, member: &Value) -> String {
    let words = ["name", "title", "description"].map(|field| member.get(field));
    match words.into_iter().flatten().find_map(Value::as_str) {
        Some(words) if key == Some("code") => format!("{name} {words}"),
        _ => name,
    }
}

fn lists(place: &Place, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Change>) {
    let both = [before, after];
    let mut items = both
        .iter()
        .filter_map(|list| list.and_then(Value::as_array))
        .flatten();
    let key = KEYS
        .into_iter()
        .find(|key| items.clone().all(|item| item.get(key).is_some()));
    let key = key.filter(|_| items.next().is_some());
    let [before, after] = both.map(|list| members(list, key));
    let gone = |old: &&Member| !after.iter().any(|new| new.key == old.key);
    for member in after.iter().chain(before.iter().filter(gone)) {
        let find = |side: &[Member]| {
            let found = side.iter().find(|other| other.key == member.key);
            found.map(|found| found.value.clone())
        };
        let within = Place {
            path: format!("{} {}", place.path, member.name),
            ..place.clone()
        };
        compare(&within, find(&before).as_ref(), find(&after).as_ref(), out);
    }
}

fn join(path: &str, field: &str) -> String {
    match (path.is_empty(), field.is_empty()) {
        (true, _) => field.to_owned(),
        (false, true) => path.to_owned(),
        (false, false) => format!("{path} › {}", field.to_lowercase()),
    }
}

/// Fields whose names people say otherwise, as the forms do. Those without a name only hold others together.
const SAID: [(&str, &str); 15] = [
    ("buyer_name", "Buyer"),
    ("clearances_needed", "Bidders need security clearances"),
    ("closes_at", "Closing"),
    ("commercial_service", "Off the shelf or commercial"),
    ("edition", "Version"),
    ("estimate_options", "All options together"),
    ("for_operations", "Serves Alliance Operations and Missions"),
    ("method_ground", "Legal ground"),
    ("method_reason", "Why this method"),
    ("questions_by", "End of questions"),
    ("sha256", "Hash of the file"),
    ("validity_days", "Days for which offers stay valid"),
    ("vehicle", "Kind of contract intended"),
    ("wanted", ""),
    ("zone", "Time zone"),
];

/// `current_baseline` as people say it. The unit of an amount is told with its value.
fn readable(name: &str) -> String {
    if let Some((_, said)) = SAID.iter().find(|(field, _)| *field == name) {
        return (*said).to_owned();
    }
    let spaced = name
        .strip_suffix("_minor")
        .unwrap_or(name)
        .replace('_', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn documents_differ_in_words_of_people() {
        let document = |edition: i64, hash: &str| json!({ "documents": [{ "name": "Terms", "edition": edition, "sha256": hash }] });
        let changes = diff(Some(&document(1, "aa")), Some(&document(2, "bb")));
        let paths: Vec<&str> = changes.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "Documents Terms › version",
                "Documents Terms › hash of the file"
            ]
        );
    }

    #[test]
    fn a_requirement_differs_in_words_and_with_its_unit() {
        let asked = |hours: &str, direction: &str| {
            json!({ "closes_at": null, "requirements": [{ "code": "R1", "name": "Revisit", "wanted": { "kind": "number",
                "wanted": { "direction": direction, "threshold": { "amount": hours, "unit": "h" } } } }] })
        };
        let changes = told(&asked("6", "lower"), &asked("4", "higher"));
        assert_eq!(
            changes,
            [
                row(
                    "Requirements R1 Revisit › direction",
                    "lower is better",
                    "higher is better"
                ),
                row(
                    "Requirements R1 Revisit › threshold",
                    "6\u{a0}h",
                    "4\u{a0}h"
                ),
            ]
        );
    }

    fn told(before: &Value, after: &Value) -> Vec<(String, String, String)> {
        let text = |value: Option<Told>| match value {
            None => "–".to_owned(),
            Some(Told::Words(words)) => words,
            Some(Told::Money(money)) => money.to_string(),
            Some(Told::Day(day)) => day.to_string(),
            Some(Told::Moment(at)) => at.to_rfc3339(),
        };
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
            &json!({"ends_on": "2027-01-01", "ceiling_minor": 500, "currency": "EUR", "in_scope": false, "note": "", "version": 1}),
            &json!({"ends_on": "2027-03-01", "ceiling_minor": 700, "currency": "EUR", "in_scope": true, "note": null, "version": 2}),
        );
        assert_eq!(
            changes,
            [
                row("Ceiling", "EUR\u{a0}5", "EUR\u{a0}7"),
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
                "Lots B Optical › code",
                "Lots B Optical › title",
                "Lots A Radar › code",
                "Lots A Radar › title"
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
    fn amounts_of_members_have_the_currency_of_their_record() {
        let changes = told(
            &json!({"currency": "NOK", "orders": []}),
            &json!({"currency": "NOK", "orders": [{"number": "1", "amount_minor": 100}]}),
        );
        assert_eq!(changes[0], row("Orders 1 › amount", "–", "NOK\u{a0}1"));
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
        assert_eq!(changes[0].before, None);
        assert_eq!(changes[0].after, Some(Told::Words("Radar".into())));
    }
}
