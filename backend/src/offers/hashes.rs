//! What the log, the receipts and the pages keep of a submission: its hashes.

use sealing::order::SealedPart;
use sealing::parts::Part;
use sealing::receipt::{self, Statement};
use sealing::sha256;
use serde::{Deserialize, Serialize};

/// A sealed part by its hashes, hexadecimal: what the log and the receipt keep of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHash {
    /// `offer` for volumes 1 to 3, `price` for volume 4, `whole` for what was sealed before the price had a part of its own.
    pub part: String,
    /// SHA-256 of the ciphertext that is stored.
    pub ciphertext_sha256: String,
    /// SHA-256 of the salted text inside, when it is known: the server sealed it, or it is open.
    pub content_sha256: Option<String>,
}

impl PartHash {
    /// The parts of a submission that a receipt states.
    pub(super) fn of(statement: &Statement) -> Vec<Self> {
        let parts = statement.parts.iter();
        parts
            .map(|part| Self {
                part: part.name.clone(),
                ciphertext_sha256: part.sha256.to_string(),
                content_sha256: None,
            })
            .collect()
    }

    /// The part in words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        Part::from_code(&self.part).map_or("All volumes", Part::label)
    }
}

/// What the log keeps of a sealed part.
pub(super) fn hash(sealed: &SealedPart) -> PartHash {
    PartHash {
        part: sealed.part.as_str().to_owned(),
        ciphertext_sha256: hex::encode(sha256(&sealed.ciphertext)),
        content_sha256: Some(sealed.content_sha256.to_string()),
    }
}

/// What the log keeps of the files that a receipt names.
pub(super) fn files_digest(statement: &Statement) -> Option<String> {
    let digest = statement.files.as_ref()?.digest().ok()?;
    Some(digest.to_string())
}

/// What the receipt says of a sealed part.
pub(super) fn stated(sealed: &SealedPart) -> receipt::Part {
    receipt::Part::of(sealed.part.as_str(), &sealed.ciphertext)
}
