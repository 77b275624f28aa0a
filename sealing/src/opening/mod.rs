//! The record of an opening as a file: the list that was signed at closing, and what the log says was opened.
//!
//! Who has the file needs neither the server nor the network to see that what was opened is what was sealed, and that
//! nothing was added or removed. It is one line of canonical JSON and is accepted in no other writing.

mod said;
#[cfg(test)]
mod tests;
mod verify;

pub use said::{OpenedOffer, OpenedPart, PartState};
pub use verify::{Check, Finding, Verdict, verify};

use crate::commitments::{Head, List};
use crate::receipt::LogProof;
use domain::canonical;
use serde::{Deserialize, Serialize};

/// What the first field of every record of this version says.
pub const FORMAT: &str = "perigee-opening-1";

/// The longest text that is read as the record of an opening, in bytes: some ten thousand offers.
pub const LONGEST: usize = 16 * 1024 * 1024;

/// The record of an opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`FORMAT`].
    pub format: String,
    /// What was published of the list at closing, signed.
    pub head: Head,
    /// The list.
    pub list: List,
    /// The log's events in their order: closing, the offers that came late and were taken, opening; the opening of the prices
    /// too, for those who may know it.
    pub events: Vec<Logged>,
}

/// An event of the log with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logged {
    /// The event, as the text over which its hash was made.
    pub text: String,
    /// The proof that it is in the log.
    pub log: LogProof,
}

/// Why a text is no record of an opening.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is longer than any record.
    #[error("it is longer than {LONGEST} bytes")]
    TooLong,
    /// It is not the JSON of a record.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// It is a record of another version.
    #[error("format: this program reads “{FORMAT}”, not “{0}”")]
    Format(String),
    /// It says the same in other bytes.
    #[error("it is not written as it was issued: use the file that you downloaded, byte for byte")]
    Rewritten,
}

impl Record {
    /// Reads a record; white space after it does not matter, everything else does.
    ///
    /// # Errors
    /// When the text is no record of this version, or not its canonical writing.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LONGEST {
            return Err(Unreadable::TooLong);
        }
        let text = text.trim_end_matches([' ', '\t', '\r', '\n']);
        let record: Self = serde_json::from_str(text)?;
        if record.format != FORMAT {
            return Err(Unreadable::Format(record.format));
        }
        if canonical::text(&record)? != text {
            return Err(Unreadable::Rewritten);
        }
        Ok(record)
    }

    /// The text of the file.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        canonical::text(self)
    }
}
