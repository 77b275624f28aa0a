//! The record of an opening as a file: the list that was signed at closing, and what the log says was opened.
//!
//! Who has the file needs neither the server nor the network to see that what was opened is what was sealed, and that
//! nothing was added or removed. It is one line of canonical JSON and is accepted in no other writing.

mod said;
#[cfg(test)]
mod tests;
mod verify;

pub use crate::issued::Unreadable;
pub use said::{OpenedOffer, OpenedPart, PartState};
pub use verify::{Check, Finding, Verdict, verify};

use crate::commitments::{Head, List};
use crate::issued::Issued;
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

impl Issued for Record {
    const FORMAT: &'static str = FORMAT;
    const LONGEST: usize = LONGEST;

    fn format(&self) -> &str {
        &self.format
    }
}

impl Record {
    /// Reads a record; white space after it does not matter, everything else does.
    ///
    /// # Errors
    /// When the text is no record of this version, or not its canonical writing.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        Self::read(text)
    }

    /// The text of the file.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        canonical::text(self)
    }
}
