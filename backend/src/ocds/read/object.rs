use std::cell::RefCell;
use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value};

use super::codes::Code;
use super::error::Note;
use super::money::{Money, decimal, money, short};
use super::when::{Reading, When, read};

/// What reading one process leaves behind besides the process.
#[derive(Default)]
pub(super) struct Log {
    pub(super) notes: RefCell<Vec<Note>>,
    pub(super) unknown: RefCell<Vec<String>>,
}

/// A JSON object that knows its path and which of its fields were read. When it is dropped, the fields nobody asked
/// for are logged as unknown, so that a field cannot get lost by being forgotten in the typed view.
pub(super) struct Object<'a> {
    fields: &'a Map<String, Value>,
    path: String,
    used: RefCell<Vec<&'static str>>,
    log: &'a Log,
}

impl Drop for Object<'_> {
    fn drop(&mut self) {
        let used = self.used.borrow();
        let unused = self
            .fields
            .keys()
            .filter(|key| !used.contains(&key.as_str()));
        let mut unknown = self.log.unknown.borrow_mut();
        unknown.extend(unused.map(|key| format!("{}.{key}", self.path)));
    }
}

impl<'a> Object<'a> {
    pub(super) fn new(fields: &'a Map<String, Value>, path: String, log: &'a Log) -> Self {
        Self {
            fields,
            path,
            used: RefCell::default(),
            log,
        }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn note(&self, key: &str, reason: String) {
        let path = format!("{}.{key}", self.path);
        self.log.notes.borrow_mut().push(Note { path, reason });
    }

    /// `null` is taken as "unknown": publishers write it so, although in a merge it means "deleted".
    fn get(&self, key: &'static str) -> Option<&'a Value> {
        self.used.borrow_mut().push(key);
        self.fields.get(key).filter(|value| !value.is_null())
    }

    fn mismatch(&self, key: &str, expected: &str, found: &Value) {
        self.note(
            key,
            format!("expected {expected}, found {}; left out", kind(found)),
        );
    }

    /// A text; numbers are taken as written (integer ids), and a blank text is unknown.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.get(key)?;
        scalar(value).unwrap_or_else(|| {
            self.mismatch(key, "a text", value);
            None
        })
    }

    /// Any scalar as it is written, where the standard leaves its type open.
    pub(super) fn written(&self, key: &'static str) -> Option<String> {
        match self.get(key)? {
            Value::Bool(flag) => Some(flag.to_string()),
            _ => self.text(key),
        }
    }

    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        match self.get(key) {
            None => Vec::new(),
            Some(Value::Array(elements)) => {
                let read = |(index, element): (usize, &Value)| {
                    scalar(element).unwrap_or_else(|| {
                        self.mismatch(&format!("{key}[{index}]"), "a text", element);
                        None
                    })
                };
                elements.iter().enumerate().filter_map(read).collect()
            }
            Some(alone) => {
                self.note(
                    key,
                    format!(
                        "expected a list, found {}; read as a list of one",
                        kind(alone)
                    ),
                );
                scalar(alone).flatten().into_iter().collect()
            }
        }
    }

    pub(super) fn decimal(&self, key: &'static str) -> Option<Decimal> {
        let value = self.get(key).filter(|value| !is_blank(value))?;
        match decimal(value) {
            Ok((number, correction)) => {
                if let Some(reason) = correction {
                    self.note(key, reason);
                }
                Some(number)
            }
            Err(reason) => {
                self.note(key, reason);
                None
            }
        }
    }

    pub(super) fn whole(&self, key: &'static str) -> Option<i64> {
        let number = self.decimal(key)?;
        let whole = number.is_integer().then(|| number.to_i64()).flatten();
        if whole.is_none() {
            self.note(key, format!("{number} is not a whole number; left out"));
        }
        whole
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        match self.get(key)? {
            Value::Bool(flag) => Some(*flag),
            other => {
                self.mismatch(key, "true or false", other);
                None
            }
        }
    }

    pub(super) fn when(&self, key: &'static str) -> Option<When> {
        let text = self.text(key)?;
        match read(&text) {
            Reading::Sound(when) => Some(when),
            Reading::Corrected(when, reason) => {
                self.note(key, reason);
                Some(when)
            }
            Reading::Broken(reason) => {
                self.note(key, reason);
                None
            }
        }
    }

    pub(super) fn code<C: Code>(&self, key: &'static str) -> Option<C> {
        self.text(key).map(|written| self.coded(key, &written))
    }

    pub(super) fn codes<C: Code>(&self, key: &'static str) -> Vec<C> {
        self.texts(key)
            .iter()
            .map(|written| self.coded(key, written))
            .collect()
    }

    fn coded<C: Code>(&self, key: &str, written: &str) -> C {
        let code = C::parse(written);
        if code.is_other() && C::CLOSED {
            self.note(
                key,
                format!(
                    "{:?} is not a code of this list; kept as written",
                    short(written)
                ),
            );
        } else if !code.is_other() && code.code() != written {
            self.note(key, format!("{written:?} read as the code {}", code.code()));
        }
        code
    }

    pub(super) fn money(&self, key: &'static str) -> Option<Money> {
        money(&self.object(key)?)
    }

    pub(super) fn object(&self, key: &'static str) -> Option<Object<'a>> {
        match self.get(key)? {
            Value::Object(fields) => Some(self.child(fields, key)),
            other => {
                self.mismatch(key, "an object", other);
                None
            }
        }
    }

    /// The objects of a list; one object alone is read as a list of one.
    pub(super) fn list(&self, key: &'static str) -> Vec<Object<'a>> {
        match self.get(key) {
            None => Vec::new(),
            Some(Value::Array(elements)) => elements
                .iter()
                .enumerate()
                .filter_map(|(index, element)| self.element(&format!("{key}[{index}]"), element))
                .collect(),
            Some(Value::Object(fields)) => {
                self.note(
                    key,
                    "expected a list, found an object; read as a list of one".to_owned(),
                );
                vec![self.child(fields, key)]
            }
            Some(other) => {
                self.mismatch(key, "a list", other);
                Vec::new()
            }
        }
    }

    fn element(&self, key: &str, value: &'a Value) -> Option<Object<'a>> {
        match value {
            Value::Object(fields) => Some(self.child(fields, key)),
            other => {
                self.mismatch(key, "an object", other);
                None
            }
        }
    }

    fn child(&self, fields: &'a Map<String, Value>, key: &str) -> Object<'a> {
        Object::new(fields, format!("{}.{key}", self.path), self.log)
    }

    /// The objects of a list with ids that are unique in it: a missing id is replaced by the position (from 1), and
    /// a repeated one gets `~2`, `~3`. A second reading of the same file therefore gives the same ids.
    pub(super) fn each<T>(
        &self,
        key: &'static str,
        mut read: impl FnMut(&Object<'a>, String) -> T,
    ) -> Vec<T> {
        let mut taken = HashMap::new();
        let mut position = 0;
        let objects = self.list(key).into_iter();
        objects
            .map(|object| {
                position += 1;
                let id = object.unique_id(position, &mut taken);
                read(&object, id)
            })
            .collect()
    }

    fn unique_id(&self, position: usize, taken: &mut HashMap<String, usize>) -> String {
        let written = self.text("id");
        if written.is_none() {
            self.note("id", format!("missing; the position {position} is used"));
        }
        let wanted = written.unwrap_or_else(|| position.to_string());
        if !taken.contains_key(&wanted) {
            taken.insert(wanted.clone(), 1);
            return wanted;
        }
        let free = next_copy(&wanted, taken);
        self.note(
            "id",
            format!(
                "{:?} is repeated in this list; read as {:?}",
                short(&wanted),
                short(&free)
            ),
        );
        free
    }
}

/// The first of `id~2`, `id~3` … that is free; the counter keeps many repetitions from being tried again and again.
fn next_copy(wanted: &str, taken: &mut HashMap<String, usize>) -> String {
    let mut copy = taken.get(wanted).copied().unwrap_or(1);
    let free = loop {
        copy += 1;
        let candidate = format!("{wanted}~{copy}");
        if !taken.contains_key(&candidate) {
            break candidate;
        }
    };
    taken.insert(wanted.to_owned(), copy);
    taken.insert(free.clone(), 1);
    free
}

/// `Some(None)` is a blank text, `None` something that is no scalar.
fn scalar(value: &Value) -> Option<Option<String>> {
    match value {
        Value::String(text) => {
            let trimmed = text.trim();
            Some((!trimmed.is_empty()).then(|| trimmed.to_owned()))
        }
        Value::Number(number) => Some(Some(number.to_string())),
        Value::Null => Some(None),
        _ => None,
    }
}

fn is_blank(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The kind of a JSON value, as a noun for messages.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
