//! What is sealed: the offer's content with 32 random bytes, padded to a size class.
//!
//! The random bytes keep anybody from guessing a price and comparing hashes: the receipt's SHA-256 says nothing about
//! the content. The padding keeps the length of the ciphertext from saying how much was written.

use crate::Error;
use crate::keys;
use domain::offers::OfferContent;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The smallest size class in bytes; each further one is twice as large.
const SMALLEST: usize = 16 * 1024;

#[derive(Serialize, Deserialize)]
struct Envelope {
    salt: String,
    offer: String,
    content: OfferContent,
}

/// A sealed offer, ready to be stored.
pub(super) struct Sealed {
    pub ciphertext: Vec<u8>,
    pub ciphertext_sha256: [u8; 32],
    pub content_sha256: [u8; 32],
}

/// Seals an offer to its solicitation's key.
pub(super) fn seal(recipient: &str, offer: &str, content: &OfferContent) -> Result<Sealed, Error> {
    let salt = hex::encode(rand::random::<[u8; 32]>());
    let text = domain::canonical::text(&Envelope {
        salt,
        offer: offer.to_owned(),
        content: content.clone(),
    })?;
    let content_sha256 = Sha256::digest(text.as_bytes()).into();
    let ciphertext = keys::seal_to(recipient, &padded(text))?;
    let ciphertext_sha256 = Sha256::digest(&ciphertext).into();
    Ok(Sealed {
        ciphertext,
        ciphertext_sha256,
        content_sha256,
    })
}

/// Opens a sealed offer and checks that it is the one that was received, and for this offer.
pub(super) fn open(
    identity: &[u8],
    offer: &str,
    ciphertext: &[u8],
    content_sha256: &[u8],
) -> Result<OfferContent, Error> {
    let plain = keys::open_with(identity, ciphertext)?;
    let text = plain.trim_ascii_end();
    if Sha256::digest(text).as_slice() != content_sha256 {
        return Err(Error::Seal(format!(
            "{offer} does not have the content that was received"
        )));
    }
    let envelope: Envelope = serde_json::from_slice(text)?;
    if envelope.offer != offer {
        return Err(Error::Seal(format!(
            "{offer} holds the content of {}",
            envelope.offer
        )));
    }
    Ok(envelope.content)
}

/// White space at the end of JSON means nothing.
fn padded(text: String) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    let class = bytes.len().next_power_of_two().max(SMALLEST);
    bytes.resize(class, b' ');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Keys, SealingKey};

    #[test]
    fn small_offers_have_one_length_and_the_same_offer_never_the_same_hash() {
        let key = SealingKey::make(&Keys::ephemeral()).unwrap();
        let mut content = OfferContent::default();
        let first = seal(&key.recipient, "OFR-2026-0001", &content).unwrap();
        content.technical.summary = "longer".repeat(900);
        let second = seal(&key.recipient, "OFR-2026-0001", &content).unwrap();
        // age adds a few random bytes of its own to every header.
        assert!(first.ciphertext.len().abs_diff(second.ciphertext.len()) < 512);
        let again = seal(&key.recipient, "OFR-2026-0001", &content).unwrap();
        assert_ne!(second.content_sha256, again.content_sha256);
    }

    #[test]
    fn an_offer_put_in_anothers_place_does_not_open() {
        let keys = Keys::ephemeral();
        let key = SealingKey::make(&keys).unwrap();
        let identity = keys.unseal(&key.sealed_identity).unwrap();
        let sealed = seal(&key.recipient, "OFR-2026-0001", &OfferContent::default()).unwrap();
        assert!(
            open(
                &identity,
                "OFR-2026-0001",
                &sealed.ciphertext,
                &sealed.content_sha256
            )
            .is_ok()
        );
        assert!(
            open(
                &identity,
                "OFR-2026-0002",
                &sealed.ciphertext,
                &sealed.content_sha256
            )
            .is_err()
        );
        assert!(open(&identity, "OFR-2026-0001", &sealed.ciphertext, &[0; 32]).is_err());
    }
}
