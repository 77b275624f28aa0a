//! The receipt of a sealed offer: what the server says it received, signed, with the proof that its log says the same.
//!
//! A receipt is one line of canonical JSON and is accepted in no other writing, so that every byte of the file counts.

mod event;
#[cfg(test)]
mod tests;
mod verify;

pub use crate::issued::Unreadable;
pub use verify::{Check, Finding, Verdict, sealed_file, signed, verify};

use crate::bytes::{Hex, Hex32};
use crate::issued::Issued;
use chrono::{DateTime, Utc};
use domain::canonical;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the first field of every receipt of this version says.
pub const FORMAT: &str = "perigee-receipt-1";

/// The longest text that is read as a receipt, in bytes.
pub const LONGEST: usize = 256 * 1024;

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What the server states.
    pub statement: Statement,
    /// The log's event of it, as the text over which its hash was made.
    pub event: String,
    /// Where the event stands in the log; none before it is in the tree, for half a second at most.
    pub log: Option<LogProof>,
    /// The server's public key (Ed25519).
    pub public_key: Hex32,
    /// The key's short name: the first 8 bytes of its SHA-256.
    pub key_id: Hex<8>,
    /// The key's signature over [`Statement::message`].
    pub signature: Hex<64>,
}

/// What the server states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// [`FORMAT`].
    pub format: String,
    /// What was done.
    pub act: Act,
    /// Reference of the solicitation.
    pub solicitation: String,
    /// Its title at that moment.
    pub title: String,
    /// Reference of the offer.
    pub offer: String,
    /// Which submission of the offer it is, from 1.
    pub submission: i64,
    /// Name of the offering organisation at that moment.
    pub provider: String,
    /// What was sealed, each part a ciphertext of its own.
    pub parts: Vec<Part>,
    /// The attached files; none on receipts of before there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<Files>,
    /// Where it was sealed.
    pub sealed_by: SealedBy,
    /// When the complete submission was received, by the server's clock, UTC, to the microsecond.
    pub received_at: DateTime<Utc>,
    /// The event of the log that tells of it.
    pub event_id: Uuid,
    /// SHA-256 of the event's text.
    pub event_hash: Hex32,
}

/// A ciphertext that a receipt is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name: `offer`, `price`.
    pub name: String,
    /// SHA-256 of the ciphertext.
    pub sha256: Hex32,
    /// What the sealed text was padded to, in bytes.
    pub size_class: i64,
}

impl Part {
    /// The part of a ciphertext. The sealed text was padded to a power of two; what sealing adds is less than that.
    #[must_use]
    pub fn of(name: &str, ciphertext: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            sha256: sha256(ciphertext),
            size_class: 1 << ciphertext.len().max(1).ilog2(),
        }
    }
}

/// The files that are attached to an offer. The log names the digest of this list alone: with the salt it tells neither
/// which files there are nor how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// 32 random bytes.
    pub salt: Hex32,
    /// SHA-256 of the ciphertext of each, in the order of the hashes.
    pub sha256: BTreeSet<Hex32>,
    /// Those of them that the provider's browser encrypted. The server encrypted the others while they came in.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub in_browser: BTreeSet<Hex32>,
}

impl Files {
    /// SHA-256 of the canonical text of the list.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn digest(&self) -> Result<Hex32, serde_json::Error> {
        Ok(sha256(canonical::text(self)?.as_bytes()))
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Submitted for the first time.
    Submitted,
    /// Submitted again, in place of the submission before.
    Replaced,
    /// Taken back.
    Withdrawn,
    /// Submitted after closing, which a rule of the method allows in the cases that it names. Whether it is taken is decided later.
    Late,
}

impl Act {
    /// In words, as a receipt's heading says it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Submitted => "Submitted",
            Self::Replaced => "Submitted again",
            Self::Withdrawn => "Withdrawn",
            Self::Late => "Received late",
        }
    }

    /// The code, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Replaced => "replaced",
            Self::Withdrawn => "withdrawn",
            Self::Late => "late",
        }
    }
}

/// Where an offer was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedBy {
    /// In the provider's browser: the submission reached the server sealed.
    Browser,
    /// On the server at receipt, in memory.
    Server,
}

impl SealedBy {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Browser => "in your browser, before it was sent",
            Self::Server => "by the server at receipt, in memory",
        }
    }

    /// The code, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Server => "server",
        }
    }
}

/// The proof that an event is in the log (RFC 6962, section 2.1.1), with the checkpoint that it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogProof {
    /// The event's place in the log, from 0.
    pub position: u64,
    /// How many events the checkpoint covers.
    pub tree_size: u64,
    /// The root of the tree over them.
    pub root: Hex32,
    /// The hashes beside the way from the event to the root, the lowest first.
    pub proof: Vec<Hex32>,
    /// The key's signature over the checkpoint ([`crate::merkle::checkpoint_text`]).
    pub signature: Hex<64>,
}

impl Issued for Receipt {
    const FORMAT: &'static str = FORMAT;
    const LONGEST: usize = LONGEST;

    fn format(&self) -> &str {
        &self.statement.format
    }
}

impl Receipt {
    /// Reads a receipt; white space after it does not matter, everything else does.
    ///
    /// # Errors
    /// When the text is no receipt of this version, or not its canonical writing.
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

impl Statement {
    /// What the signature covers: a line that says what it is, then the canonical text.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn message(&self) -> Result<Vec<u8>, serde_json::Error> {
        Ok(message(&canonical::text(self)?))
    }
}

/// What the signature of a statement's canonical text covers.
#[must_use]
pub fn message(statement: &str) -> Vec<u8> {
    format!("perigee receipt\n{statement}\n").into_bytes()
}

/// The short name of a public key.
#[must_use]
pub fn key_id(public_key: &Hex32) -> Hex<8> {
    let digest = Sha256::digest(public_key.0);
    let mut id = [0; 8];
    id.copy_from_slice(&digest[..8]);
    Hex(id)
}

/// The SHA-256 of bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Hex32 {
    Hex(Sha256::digest(bytes).into())
}
