//! Writing the age format, version 1, to X25519 recipients.
//!
//! Only the writing, from the primitives: the whole library, with its messages in several languages, is more than a page
//! should load, and server and browser must seal with the same code. The tests open with the library what is written here.
//! The format is <https://age-encryption.org/v1>.

use crate::SealingError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bech32::Bech32;
use bech32::primitives::decode::CheckedHrpstring;
use chacha20poly1305::aead::{Aead, AeadInPlace, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac};
use sha2::Sha256;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

/// The payload is encrypted in pieces of this many bytes.
const CHUNK: usize = 64 * 1024;

/// What the cipher adds to each piece.
const TAG: usize = 16;

/// Seals something so that each of the recipients can open it.
///
/// # Errors
/// [`SealingError::NotARecipient`] when a recipient is not one or there is none; or when the random numbers fail.
pub fn seal(recipients: &[&str], plain: &[u8]) -> Result<Vec<u8>, SealingError> {
    let mut sealed = Vec::with_capacity(plain.len() + plain.len() / CHUNK * TAG + 1024);
    let mut sealer = Sealer::begin(recipients, &mut sealed)?;
    sealer.push(plain, &mut sealed)?;
    sealer.finish(&mut sealed)?;
    Ok(sealed)
}

/// Seals something that comes piece by piece, so that a large file is never whole in memory.
pub struct Sealer {
    key: Zeroizing<[u8; 32]>,
    number: u64,
    /// What is not sealed yet: the last piece of all is marked, so that one always waits.
    waiting: Zeroizing<Vec<u8>>,
}

impl Sealer {
    /// Begins with what stands before the content.
    ///
    /// # Errors
    /// [`SealingError::NotARecipient`] when a recipient is not one or there is none; or when the random numbers fail.
    pub fn begin(recipients: &[&str], sealed: &mut Vec<u8>) -> Result<Self, SealingError> {
        if recipients.is_empty() {
            return Err(SealingError::NotARecipient);
        }
        let file_key: Zeroizing<[u8; 16]> = random()?;
        let mut header = String::from("age-encryption.org/v1\n");
        for recipient in recipients {
            header.push_str(&stanza(&point(recipient)?, &file_key)?);
        }
        header.push_str("---");
        let mac = STANDARD_NO_PAD.encode(mac(&file_key, header.as_bytes())?);
        sealed.extend_from_slice(format!("{header} {mac}\n").as_bytes());
        let nonce: Zeroizing<[u8; 16]> = random()?;
        sealed.extend_from_slice(&*nonce);
        Ok(Self {
            key: derived(&*nonce, b"payload", &*file_key)?,
            number: 0,
            waiting: Zeroizing::new(Vec::with_capacity(CHUNK)),
        })
    }

    /// Takes the next piece of the content, of any length, and appends what is sealed by it.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn push(&mut self, mut plain: &[u8], sealed: &mut Vec<u8>) -> Result<(), SealingError> {
        while self.waiting.len() + plain.len() > CHUNK {
            let (now, later) = plain.split_at(CHUNK - self.waiting.len());
            self.waiting.extend_from_slice(now);
            self.write(false, sealed)?;
            plain = later;
        }
        self.waiting.extend_from_slice(plain);
        Ok(())
    }

    /// Appends the end.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn finish(mut self, sealed: &mut Vec<u8>) -> Result<(), SealingError> {
        self.write(true, sealed)
    }

    fn write(&mut self, last: bool, sealed: &mut Vec<u8>) -> Result<(), SealingError> {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(last);
        let begin = sealed.len();
        sealed.extend_from_slice(&self.waiting);
        let tag = ChaCha20Poly1305::new(Key::from_slice(&*self.key))
            .encrypt_in_place_detached(Nonce::from_slice(&nonce), b"", &mut sealed[begin..])
            .map_err(library)?;
        sealed.extend_from_slice(&tag);
        self.number += 1;
        self.waiting.clear();
        Ok(())
    }
}

/// The public key of a recipient's text.
fn point(recipient: &str) -> Result<[u8; 32], SealingError> {
    let text =
        CheckedHrpstring::new::<Bech32>(recipient).map_err(|_| SealingError::NotARecipient)?;
    let bytes: Vec<u8> = text.byte_iter().collect();
    let point = <[u8; 32]>::try_from(bytes).map_err(|_| SealingError::NotARecipient)?;
    if text.hrp().as_str() == "age" {
        Ok(point)
    } else {
        Err(SealingError::NotARecipient)
    }
}

/// The file's key wrapped to a recipient.
fn stanza(recipient: &[u8; 32], file_key: &[u8; 16]) -> Result<String, SealingError> {
    let secret: Zeroizing<[u8; 32]> = random()?;
    let share = x25519(*secret, X25519_BASEPOINT_BYTES);
    let shared = Zeroizing::new(x25519(*secret, *recipient));
    if *shared == [0; 32] {
        return Err(SealingError::NotARecipient);
    }
    let salt = [share, *recipient].concat();
    let key = derived(&salt, b"age-encryption.org/v1/X25519", &*shared)?;
    let body = encrypted(&key, &[0; 12], file_key)?;
    let (share, body) = (STANDARD_NO_PAD.encode(share), STANDARD_NO_PAD.encode(body));
    Ok(format!("-> X25519 {share}\n{body}\n"))
}

fn mac(file_key: &[u8; 16], header: &[u8]) -> Result<[u8; 32], SealingError> {
    let key = derived(&[], b"header", file_key)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&*key).map_err(library)?;
    mac.update(header);
    Ok(mac.finalize().into_bytes().into())
}

fn encrypted(key: &[u8; 32], nonce: &[u8; 12], plain: &[u8]) -> Result<Vec<u8>, SealingError> {
    ChaCha20Poly1305::new(Key::from_slice(key))
        .encrypt(Nonce::from_slice(nonce), plain)
        .map_err(library)
}

fn derived(salt: &[u8], label: &[u8], secret: &[u8]) -> Result<Zeroizing<[u8; 32]>, SealingError> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(label, &mut *key)
        .map_err(library)?;
    Ok(key)
}

/// Random bytes of the operating system, or of the browser.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, SealingError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::getrandom(&mut *bytes).map_err(library)?;
    Ok(bytes)
}

pub(crate) fn library(error: impl std::fmt::Display) -> SealingError {
    SealingError::Library(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::x25519::Identity;
    use proptest::prelude::*;

    #[test]
    fn the_library_opens_every_length_around_the_pieces() {
        let identity = Identity::generate();
        let recipient = identity.to_public().to_string();
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
            let plain = vec![7; length];
            let sealed = seal(&[&recipient], &plain).unwrap();
            assert_eq!(age::decrypt(&identity, &sealed).unwrap(), plain, "{length}");
        }
    }

    #[test]
    fn a_content_in_pieces_is_sealed_like_one_that_is_whole() {
        let identity = Identity::generate();
        let plain: Vec<u8> = (0..3 * CHUNK).map(|at| (at % 251) as u8).collect();
        for length in [1, 1000, CHUNK, CHUNK + 1] {
            let mut sealed = Vec::new();
            let recipient = identity.to_public().to_string();
            let mut sealer = Sealer::begin(&[&recipient], &mut sealed).unwrap();
            for piece in plain.chunks(length) {
                sealer.push(piece, &mut sealed).unwrap();
            }
            sealer.finish(&mut sealed).unwrap();
            assert_eq!(age::decrypt(&identity, &sealed).unwrap(), plain, "{length}");
        }
    }

    #[test]
    fn each_recipient_opens() {
        let identities = [Identity::generate(), Identity::generate()];
        let recipients = identities
            .each_ref()
            .map(|identity| identity.to_public().to_string());
        let sealed = seal(&[&recipients[0], &recipients[1]], b"offer").unwrap();
        for identity in &identities {
            assert_eq!(age::decrypt(identity, &sealed).unwrap(), b"offer");
        }
    }

    #[test]
    fn what_is_no_recipient_is_refused() {
        let identity = Identity::generate();
        let text = identity.to_public().to_string();
        let mut other = text.clone();
        other.replace_range(10..11, if &text[10..11] == "q" { "p" } else { "q" });
        for wrong in [
            "",
            "age1",
            "age1qqqq",
            &other,
            &text.replace("age1", "egg1"),
        ] {
            assert_eq!(seal(&[wrong], b"offer"), Err(SealingError::NotARecipient));
        }
        assert_eq!(seal(&[], b"offer"), Err(SealingError::NotARecipient));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn an_altered_byte_anywhere_keeps_it_closed(place in any::<prop::sample::Index>(), flip in 1_u8..) {
            let identity = Identity::generate();
            let mut sealed = seal(&[&identity.to_public().to_string()], b"offer").unwrap();
            let place = place.index(sealed.len());
            sealed[place] ^= flip;
            prop_assert!(age::decrypt(&identity, &sealed).is_err());
        }
    }
}
