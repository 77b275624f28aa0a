use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::when::{Reading, When, read};

/// One release out of several of the same process, for records without `compiledRelease`: in the order of their
/// dates (those without one first, in file order), later values replace earlier ones, objects are merged field by
/// field, and lists of objects by `id`. It differs from OCDS 1.1.5, "Merging", in two ways on purpose: `null` does
/// not delete (publishers write it for "unknown"), and lists of objects without ids are replaced, not appended.
/// Links to releases elsewhere hold nothing to merge; with nothing else the result is `None`.
pub(super) fn merge(releases: &[Value]) -> Option<Value> {
    let mut embedded: Vec<_> = releases
        .iter()
        .filter_map(Value::as_object)
        .filter(|release| !is_link(release))
        .collect();
    embedded.sort_by_key(|release| date(release));
    let mut merged = Map::new();
    for release in &embedded {
        merge_fields(&mut merged, release);
    }
    (!embedded.is_empty()).then_some(Value::Object(merged))
}

/// OCDS 1.1.5, "Linked release": `url`, `date` and `tag` alone.
fn is_link(release: &Map<String, Value>) -> bool {
    release.contains_key("url") && !release.contains_key("ocid")
}

fn date(release: &Map<String, Value>) -> Option<(NaiveDate, When)> {
    match read(release.get("date")?.as_str()?) {
        Reading::Sound(when) | Reading::Corrected(when, _) => Some((when.day(), when)),
        Reading::Broken(_) => None,
    }
}

fn merge_fields(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (key, value) in from.iter().filter(|(_, value)| !value.is_null()) {
        match (into.get_mut(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge_fields(old, new),
            (Some(Value::Array(old)), Value::Array(new)) if by_id(old) && by_id(new) => {
                merge_lists(old, new);
            }
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

fn by_id(list: &[Value]) -> bool {
    list.iter()
        .all(|element| element.get("id").is_some_and(|id| !id.is_null()))
}

fn merge_lists(into: &mut Vec<Value>, from: &[Value]) {
    let mut places: HashMap<String, usize> = into
        .iter()
        .enumerate()
        .map(|(place, element)| (element["id"].to_string(), place))
        .collect();
    for element in from {
        let id = element["id"].to_string();
        let known = places.get(&id).and_then(|place| into.get_mut(*place));
        match (known, element) {
            (Some(Value::Object(old)), Value::Object(new)) => merge_fields(old, new),
            _ => {
                places.insert(id, into.len());
                into.push(element.clone());
            }
        }
    }
}
