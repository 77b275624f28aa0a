//! How an offer is sealed, and how the key that opens it is kept by several persons of whom none has it alone.
//!
//! No input or output and no clock: the server and, compiled to wasm, a browser run the same code. What is sealed
//! is the canonical text of a part of an offer with a salt and padding ([`envelope`], [`parts`]), encrypted with the
//! age format to an X25519 recipient ([`seal()`], [`order`]). What others can check without the server is the
//! log's tree ([`merkle`]), the receipt of an offer ([`receipt`]) and the list of what was sealed at closing
//! ([`commitments`]). A file that belongs to an offer is sealed piece by piece under a key of its own ([`mod@file`]). With
//! the feature `officers` an identity can be protected by a passphrase (`passphrase`) and
//! split among persons (`shares`).

pub mod bytes;
pub mod commitments;
pub mod envelope;
pub mod file;
mod issued;
#[cfg(feature = "officers")]
mod key;
pub mod merkle;
pub mod opening;
pub mod order;
pub mod parts;
#[cfg(feature = "officers")]
pub mod passphrase;
pub mod receipt;
mod seal;
#[cfg(feature = "officers")]
pub mod shares;

#[cfg(feature = "officers")]
pub use key::Identity;
pub use seal::{Sealer, seal};

use sha2::{Digest, Sha256};

/// Why something could not be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealingError {
    /// The text is no recipient of the age format.
    #[error("this is not a key to which anything can be sealed")]
    NotARecipient,
    /// The text is no identity of the age format.
    #[error("this is not a key that opens anything")]
    NotAnIdentity,
    /// It was sealed to another key, or was altered.
    #[error("it does not open with this key")]
    DoesNotOpen,
    /// It opens, but what is inside is not a part of this offer.
    #[error("what was sealed {0}")]
    NotAnOffer(&'static str),
    /// The passphrase is not the one that protects the key.
    #[error("the passphrase does not fit this key")]
    WrongPassphrase,
    /// Too few different shares, or shares of different keys.
    #[error("these shares do not make a key")]
    NotEnoughShares,
    /// A threshold below two or above the number of persons, or more than 255 persons.
    #[error("a key is split among 2 to 255 persons of whom at least two are needed")]
    BadThreshold,
    /// The library or the random numbers failed.
    #[error("{0}")]
    Library(String),
}

/// SHA-256, 32 bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}
