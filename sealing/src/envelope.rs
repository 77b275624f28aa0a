//! What is sealed: the content, with a salt and padding.
//!
//! The salt is 32 random bytes, so that the SHA-256 of a low-entropy content cannot be found by trying contents. The
//! padding lifts the text to a power of two, so that the ciphertext's length tells a size class and no more.

use crate::SealingError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The smallest size class in bytes.
pub const SMALLEST: usize = 8 * 1024;

/// 32 random bytes that are used once.
pub type Salt = [u8; 32];

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    salt: String,
    content: T,
    padding: String,
}

/// The canonical text that is sealed for a content.
///
/// # Errors
/// When the content cannot be written as JSON.
pub fn closed<T: Serialize>(content: &T, salt: &Salt) -> Result<String, SealingError> {
    let mut envelope = Envelope {
        salt: hex::encode(salt),
        content,
        padding: String::new(),
    };
    let bare = text(&envelope)?.len();
    envelope.padding = "0".repeat(size_class(bare) - bare);
    text(&envelope)
}

fn text<T: Serialize>(envelope: &T) -> Result<String, SealingError> {
    domain::canonical::text(envelope).map_err(|error| SealingError::Library(error.to_string()))
}

/// The content of a sealed text.
///
/// # Errors
/// [`SealingError::NotAnOffer`] when it holds something else.
pub fn opened<T: DeserializeOwned>(plain: &[u8]) -> Result<T, SealingError> {
    serde_json::from_slice::<Envelope<T>>(plain)
        .map(|envelope| envelope.content)
        .map_err(|_| SealingError::NotAnOffer("is not what an offer holds"))
}

/// The power of two, in bytes, that a text of `bytes` is padded to.
#[must_use]
pub fn size_class(bytes: usize) -> usize {
    bytes.max(SMALLEST).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sha256;
    use domain::offers::OfferContent;

    #[test]
    fn another_salt_makes_another_hash_of_the_same_length() {
        let content = OfferContent::default();
        let (one, other) = (closed(&content, &[1; 32]), closed(&content, &[2; 32]));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_ne!(sha256(one.as_bytes()), sha256(other.as_bytes()));
        assert_eq!((one.len(), other.len()), (SMALLEST, SMALLEST));
        assert_eq!(opened::<OfferContent>(one.as_bytes()).unwrap(), content);
    }

    #[test]
    fn longer_contents_fill_a_larger_class() {
        assert_eq!((size_class(1), size_class(8_193)), (SMALLEST, 2 * SMALLEST));
    }

    #[test]
    fn anything_else_is_not_an_offer() {
        let refused = opened::<OfferContent>(b"{\"salt\":1}");
        assert!(matches!(refused, Err(SealingError::NotAnOffer(_))));
    }
}
