//! What is sealed: the content, with a salt and padding.
//!
//! The salt is 32 random bytes, so that the published SHA-256 of a low-entropy content cannot be found by trying
//! contents. The padding lifts the text to a power of two, so that the ciphertext's length says little.

use crate::Error;
use domain::offers::OfferContent;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The smallest size class in bytes.
const SMALLEST: usize = 8 * 1024;

#[derive(Serialize, Deserialize)]
struct Envelope {
    salt: String,
    content: OfferContent,
    padding: String,
}

/// The canonical text that is sealed for a content; never the same twice.
pub(super) fn closed(content: &OfferContent) -> Result<String, Error> {
    let mut envelope = Envelope {
        salt: hex::encode(rand::random::<[u8; 32]>()),
        content: content.clone(),
        padding: String::new(),
    };
    let bare = domain::canonical::text(&envelope)?.len();
    envelope.padding = "0".repeat(size_class(bare) - bare);
    Ok(domain::canonical::text(&envelope)?)
}

/// The content of a sealed text.
pub(super) fn opened(plain: &[u8]) -> Result<OfferContent, Error> {
    let envelope: Envelope = serde_json::from_slice(plain)
        .map_err(|_| Error::Seal("what was sealed is not an offer".to_owned()))?;
    Ok(envelope.content)
}

/// The power of two that a text of `bytes` is padded to.
pub(super) fn size_class(bytes: usize) -> usize {
    bytes.max(SMALLEST).next_power_of_two()
}

pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_is_never_sealed_as_the_same_text() {
        let content = OfferContent::default();
        let (one, other) = (closed(&content).unwrap(), closed(&content).unwrap());
        assert_ne!(sha256(one.as_bytes()), sha256(other.as_bytes()));
        assert_eq!(one.len(), SMALLEST);
        assert_eq!(opened(one.as_bytes()).unwrap(), content);
    }

    #[test]
    fn longer_contents_fill_a_larger_class() {
        assert_eq!((size_class(1), size_class(8_193)), (SMALLEST, 2 * SMALLEST));
    }
}
