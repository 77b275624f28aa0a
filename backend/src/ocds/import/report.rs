//! What an import did.

use super::super::read::{Note, Process, ReadError, Refusal};
use std::collections::BTreeMap;

/// What an import of one file did. Counts are of releases (or compiled records).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ImportReport {
    /// The file as it was named.
    pub file: String,
    /// Releases that could be read.
    pub read: u64,
    /// Releases that were new and are stored now.
    pub created: u64,
    /// Releases that were stored before.
    pub unchanged: u64,
    /// What was left out: parts, or the whole file.
    pub refused: Vec<Part>,
    /// How often which kind of correction was noted.
    pub notes_by_kind: BTreeMap<String, u64>,
    /// Whether the file as a whole was refused and nothing of it is stored.
    pub whole_refused: bool,
}

/// A part of a file that was left out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// Its JSON path, with the line in JSON lines.
    pub path: String,
    /// Why.
    pub reason: String,
}

impl Part {
    pub(super) fn new(path: &str, reason: String) -> Self {
        Self {
            path: path.to_owned(),
            reason,
        }
    }
}

impl From<Refusal> for Part {
    fn from(refusal: Refusal) -> Self {
        Self {
            path: refusal.path,
            reason: refusal.reason,
        }
    }
}

impl From<ReadError> for Part {
    fn from(error: ReadError) -> Self {
        Self {
            path: error.path,
            reason: error.reason,
        }
    }
}

impl ImportReport {
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// The report on a file of which nothing is stored.
    pub(super) fn refusal(error: ReadError) -> Self {
        Self {
            whole_refused: true,
            ..Self::of(&error.file)
        }
        .with(error.into())
    }

    fn with(mut self, part: Part) -> Self {
        self.refused.push(part);
        self
    }

    pub(super) fn count_notes(&mut self, process: &Process, made: &[Note]) {
        for note in process.notes.iter().chain(made) {
            *self.notes_by_kind.entry(kind(&note.reason)).or_default() += 1;
        }
        if !process.unknown.is_empty() {
            let kind = "a field that is not known here; the raw record keeps it".to_owned();
            *self.notes_by_kind.entry(kind).or_default() += process.unknown.len() as u64;
        }
    }
}

/// A reason without the values in it, so that like things can be counted together.
#[must_use]
pub fn kind(reason: &str) -> String {
    let mut kind = String::new();
    let mut in_quotes = false;
    let mut before = ' ';
    for letter in reason.chars() {
        let in_number = matches!(letter, '.' | ':' | '-') && before.is_ascii_digit();
        if letter == '"' && before != '\\' {
            in_quotes = !in_quotes;
            if in_quotes {
                kind.push('…');
            }
        } else if in_quotes || in_number {
            // Left out: it belongs to the value.
        } else if letter.is_ascii_digit() {
            if !kind.ends_with('…') {
                kind.push('…');
            }
        } else {
            kind.push(letter);
        }
        before = letter;
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_reasons_are_one_kind() {
        let one = "no offset in \"2018-07-25T00:00:00\"; read as UTC";
        let other = "no offset in \"2019-01-01T10:00:00\"; read as UTC";
        assert_eq!(kind(one), kind(other));
        assert_eq!(kind(one), "no offset in …; read as UTC");
        assert_eq!(
            kind("12.345 has more decimals than EUR"),
            "… has more decimals than EUR"
        );
    }
}
