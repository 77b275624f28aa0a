//! The commitments of a solicitation: at closing, the hash of every ciphertext that counts, under one signature.
//!
//! The list holds no names, no times and no sizes. Its salt keeps the digest from telling how long it is.

#[cfg(test)]
mod tests;

use crate::bytes::{Hex, Hex32};
use crate::receipt::{Part, key_id, sha256, signed};
use chrono::{DateTime, Utc};
use domain::canonical;
use serde::{Deserialize, Serialize};

/// What the first field of every list of this version says.
pub const FORMAT: &str = "perigee-commitments-1";

/// The list, as it was at closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// [`FORMAT`].
    pub format: String,
    /// Reference of the solicitation.
    pub solicitation: String,
    /// When it closed, UTC.
    pub closed_at: DateTime<Utc>,
    /// 32 random bytes.
    pub salt: Hex32,
    /// The offers that count, in the order in which they were received.
    pub offers: Vec<Vec<Commitment>>,
}

/// A ciphertext that was there at closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// The part's name: `offer`, `price`.
    pub part: String,
    /// SHA-256 of the ciphertext.
    pub sha256: Hex32,
}

impl From<&Part> for Commitment {
    fn from(part: &Part) -> Self {
        Self {
            part: part.name.clone(),
            sha256: part.sha256,
        }
    }
}

/// What is published of the list at closing: nobody can tell from it what is on the list, and no other list fits it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Reference of the solicitation.
    pub solicitation: String,
    /// When it closed, UTC.
    pub closed_at: DateTime<Utc>,
    /// SHA-256 of the list's canonical text.
    pub digest: Hex32,
    /// The server's public key (Ed25519).
    pub public_key: Hex32,
    /// The key's signature over [`Head::message`].
    pub signature: Hex<64>,
}

/// The list with its head, as it is downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The signed head.
    pub head: Head,
    /// The list.
    pub list: List,
}

impl List {
    /// The digest that is published at closing.
    ///
    /// # Errors
    /// When the list cannot be written as JSON.
    pub fn digest(&self) -> Result<Hex32, serde_json::Error> {
        Ok(sha256(canonical::text(self)?.as_bytes()))
    }

    /// Whether every one of these ciphertexts stands on the list, as one offer.
    #[must_use]
    pub fn holds(&self, parts: &[Part]) -> bool {
        let sought: Vec<Commitment> = parts.iter().map(Commitment::from).collect();
        self.offers.contains(&sought)
    }
}

impl Head {
    /// What the signature covers.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        let at = self.closed_at.timestamp_micros();
        format!(
            "perigee commitments\n{}\n{at}\n{}\n",
            self.solicitation, self.digest
        )
        .into_bytes()
    }

    /// The short name of the key.
    #[must_use]
    pub fn key_id(&self) -> Hex<8> {
        key_id(&self.public_key)
    }

    /// Whether the key signed it.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        signed(&self.public_key, &self.message(), &self.signature)
    }

    /// Whether it is the head of a list.
    #[must_use]
    pub fn is_of(&self, list: &List) -> bool {
        self.solicitation == list.solicitation
            && self.closed_at == list.closed_at
            && list.digest().is_ok_and(|digest| digest == self.digest)
    }
}
