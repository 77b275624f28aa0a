//! Files that are issued as one line of canonical JSON and are read in no other writing, so that every byte of them counts.

use domain::canonical;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a text is no file of its kind.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is longer than any; the most bytes.
    #[error("it is longer than {0} bytes")]
    TooLong(usize),
    /// It is not its JSON.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// It is one of another version; the one that is read, and its own.
    #[error("format: this program reads “{0}”, not “{1}”")]
    Format(&'static str, String),
    /// It says the same in other bytes.
    #[error("it is not written as it was issued: use the file that you downloaded, byte for byte")]
    Rewritten,
}

/// A kind of file.
pub(crate) trait Issued: Serialize + DeserializeOwned {
    /// What its format says.
    const FORMAT: &'static str;
    /// The longest text that is read, in bytes.
    const LONGEST: usize;

    /// What this one's format says.
    fn format(&self) -> &str;

    /// Reads one; white space after it does not matter, everything else does.
    fn read(text: &str) -> Result<Self, Unreadable> {
        if text.len() > Self::LONGEST {
            return Err(Unreadable::TooLong(Self::LONGEST));
        }
        let text = text.trim_end_matches([' ', '\t', '\r', '\n']);
        let issued: Self = serde_json::from_str(text)?;
        if issued.format() != Self::FORMAT {
            return Err(Unreadable::Format(Self::FORMAT, issued.format().to_owned()));
        }
        if canonical::text(&issued)? != text {
            return Err(Unreadable::Rewritten);
        }
        Ok(issued)
    }
}
