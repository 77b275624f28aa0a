//! Checking a receipt, with nothing but the receipt and, where it is known, the server's public key.

use super::{LogProof, Receipt, event, key_id, sha256};
use crate::bytes::{Hex, Hex32};
use crate::merkle::{Hash, checkpoint_text, leaf, root_of_proof};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Serialize;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Whose key it is.
    Key,
    /// The signature over the statement.
    Signature,
    /// The event of the log.
    Event,
    /// The event's place in the log.
    Place,
    /// The signed checkpoint of the log.
    Checkpoint,
    /// A sealed file.
    Sealed,
}

impl Check {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Key => "Key",
            Self::Signature => "Signature",
            Self::Event => "Event",
            Self::Place => "Place in the log",
            Self::Checkpoint => "Checkpoint",
            Self::Sealed => "Sealed file",
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// Whether it holds.
    pub holds: bool,
    /// A sentence for people.
    pub words: String,
}

/// Everything that was found of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// In the order in which it was checked.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// Whether everything holds.
    #[must_use]
    pub fn valid(&self) -> bool {
        self.findings.iter().all(|finding| finding.holds)
    }
}

fn finding(check: Check, outcome: Result<String, String>) -> Finding {
    let holds = outcome.is_ok();
    let words = outcome.unwrap_or_else(|words| words);
    Finding {
        check,
        holds,
        words,
    }
}

/// Checks a receipt. With `pinned` the key must be that one; without it the receipt is only as good as the key in it.
#[must_use]
pub fn verify(receipt: &Receipt, pinned: Option<&Hex32>) -> Verdict {
    Verdict {
        findings: vec![
            finding(Check::Key, key(receipt, pinned)),
            finding(Check::Signature, signature(receipt)),
            finding(Check::Event, event(receipt)),
            finding(Check::Place, place(receipt)),
            finding(Check::Checkpoint, checkpoint(receipt)),
        ],
    }
}

fn key(receipt: &Receipt, pinned: Option<&Hex32>) -> Result<String, String> {
    let id = receipt.key_id;
    if id != key_id(&receipt.public_key) {
        return Err(format!(
            "{id} is not the short name of the key in the receipt"
        ));
    }
    match pinned {
        None => Ok(format!(
            "{id}, as the receipt says. Compare it with the key that the server publishes, or with one you kept"
        )),
        Some(key) if *key == receipt.public_key => Ok(format!("{id} is the key that you named")),
        Some(_) => Err(format!("{id} is another key than the one that you named")),
    }
}

fn signature(receipt: &Receipt) -> Result<String, String> {
    let message = receipt
        .statement
        .message()
        .map_err(|error| error.to_string())?;
    if signed(&receipt.public_key, &message, &receipt.signature) {
        Ok(format!("the statement is signed by key {}", receipt.key_id))
    } else {
        Err("the signature is not of this statement: one of the two was altered".to_owned())
    }
}

fn event(receipt: &Receipt) -> Result<String, String> {
    match event::fits(&receipt.event, &receipt.statement) {
        Ok(()) => Ok(format!(
            "{} tells of this submission with the same time and hashes",
            receipt.statement.event_id
        )),
        Err(words) => Err(format!("the log’s event does not fit: {words}")),
    }
}

fn place(receipt: &Receipt) -> Result<String, String> {
    let log = proof(receipt)?;
    let beside: Vec<Hash> = log.proof.iter().map(|hash| hash.0).collect();
    let leaf = leaf(&receipt.statement.event_hash.0);
    if root_of_proof(leaf, log.position, log.tree_size, &beside) == Some(log.root.0) {
        Ok(format!(
            "event {} of {} in the log",
            u128::from(log.position) + 1,
            log.tree_size
        ))
    } else {
        Err("the proof does not lead from the event to the root of the log".to_owned())
    }
}

fn checkpoint(receipt: &Receipt) -> Result<String, String> {
    let log = proof(receipt)?;
    let text = checkpoint_text(log.tree_size, &log.root.0);
    if signed(&receipt.public_key, &text, &log.signature) {
        Ok(format!(
            "the root over {} events is signed by the same key",
            log.tree_size
        ))
    } else {
        Err("the signature is not of this root".to_owned())
    }
}

fn proof(receipt: &Receipt) -> Result<&LogProof, String> {
    receipt.log.as_ref().ok_or_else(|| {
        "the receipt was made before the event was in the log’s tree: download it again".to_owned()
    })
}

/// Whether a key signed a message; keys and signatures of more than one writing are refused.
#[must_use]
pub fn signed(key: &Hex32, message: &[u8], signature: &Hex<64>) -> bool {
    let signature = Signature::from_bytes(&signature.0);
    VerifyingKey::from_bytes(&key.0).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
}

/// Whether a downloaded ciphertext is one that the receipt is about.
#[must_use]
pub fn sealed_file(receipt: &Receipt, name: &str, content: &[u8]) -> Finding {
    let hash = sha256(content);
    let part = receipt
        .statement
        .parts
        .iter()
        .find(|part| part.sha256 == hash);
    let files = receipt.statement.files.as_ref();
    let outcome = match part {
        Some(part) => Ok(format!("{name} is the part “{}” of the receipt", part.name)),
        None if files.is_some_and(|files| files.sha256.contains(&hash)) => {
            Ok(format!("{name} is a file of the receipt"))
        }
        None => Err(format!(
            "{name} has the SHA-256 {hash}, which is not on the receipt"
        )),
    };
    finding(Check::Sealed, outcome)
}
