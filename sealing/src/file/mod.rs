//! Files that belong to an offer: each is sealed under a key of its own, padded, piece by piece.
//!
//! The key is an X25519 identity of the age format that is listed in the sealed part of the offer and nowhere else, so
//! who opens the part can open its files, with any program that reads the format.

mod taking;

pub use taking::{NotSealed, Taken, Taking};

use crate::SealingError;
use crate::seal::{Sealer, library, random};
use bech32::{Bech32, Hrp};
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

/// The smallest size class of a file in bytes.
pub const SMALLEST: u64 = 64 * 1024;

/// Padding is written in pieces of this many bytes.
const ZEROS: [u8; 16 * 1024] = [0; 16 * 1024];

/// The size in bytes that a file is padded to: eight classes between a power of two and the next, so that padding adds at
/// most an eighth and the ciphertext's length tells a class and no more.
#[must_use]
pub const fn size_class(bytes: u64) -> u64 {
    if bytes <= SMALLEST {
        return SMALLEST;
    }
    bytes.next_multiple_of(bytes.next_power_of_two() / 16)
}

/// More bytes than the ciphertext of a file of so many bytes has: its padding, what the cipher adds to each piece, and what stands
/// before it.
#[must_use]
pub const fn sealed_size(bytes: u64) -> u64 {
    let padded = size_class(bytes);
    padded + padded / 4096 + 1024
}

/// A new key for one file.
pub struct FileKey {
    secret: Zeroizing<String>,
    recipient: String,
}

impl FileKey {
    /// A new one.
    ///
    /// # Errors
    /// When the random numbers fail.
    pub fn generate() -> Result<Self, SealingError> {
        let secret: Zeroizing<[u8; 32]> = random()?;
        let public = x25519(*secret, X25519_BASEPOINT_BYTES);
        let text = |hrp, bytes: &[u8; 32]| {
            let hrp = Hrp::parse(hrp).map_err(library)?;
            bech32::encode_lower::<Bech32>(hrp, bytes).map_err(library)
        };
        let lower = Zeroizing::new(text("age-secret-key-", &secret)?);
        Ok(Self {
            secret: Zeroizing::new(lower.to_uppercase()),
            recipient: text("age", &public)?,
        })
    }

    /// The text of the key, to be listed in the offer.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.secret
    }

    /// Begins to seal a file to this key; what stands before the content is appended to `sealed`.
    ///
    /// # Errors
    /// When the random numbers fail.
    pub fn sealer(&self, sealed: &mut Vec<u8>) -> Result<FileSealer, SealingError> {
        Ok(FileSealer {
            inner: Sealer::begin(&[&self.recipient], sealed)?,
            bytes: 0,
        })
    }
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey(…)")
    }
}

/// A file that is being sealed.
pub struct FileSealer {
    inner: Sealer,
    bytes: u64,
}

impl FileSealer {
    /// Takes the next piece of the file and appends what is sealed by it.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn push(&mut self, plain: &[u8], sealed: &mut Vec<u8>) -> Result<(), SealingError> {
        self.bytes += plain.len() as u64;
        self.inner.push(plain, sealed)
    }

    /// Pads the file to its size class and ends. What is sealed is handed to `write` piece by piece.
    ///
    /// # Errors
    /// When the cipher fails, or whatever `write` answers.
    pub fn finish<E: From<SealingError>>(
        mut self,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut left = size_class(self.bytes) - self.bytes;
        let mut sealed = Vec::new();
        while left > 0 {
            let piece = usize::try_from(left).unwrap_or(usize::MAX).min(ZEROS.len());
            self.inner.push(&ZEROS[..piece], &mut sealed)?;
            left -= piece as u64;
            write(&sealed)?;
            sealed.clear();
        }
        self.inner.finish(&mut sealed)?;
        write(&sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::x25519::Identity;
    use std::str::FromStr;

    fn sealed(plain: &[u8]) -> (FileKey, Vec<u8>) {
        let key = FileKey::generate().unwrap();
        let mut all = Vec::new();
        let mut sealer = key.sealer(&mut all).unwrap();
        sealer.push(plain, &mut all).unwrap();
        let written = sealer.finish(|piece| {
            all.extend_from_slice(piece);
            Ok::<_, SealingError>(())
        });
        written.unwrap();
        (key, all)
    }

    #[test]
    fn the_key_of_a_file_opens_it_with_its_padding() {
        let (key, sealed) = sealed(b"%PDF-1.7");
        let identity = Identity::from_str(key.expose()).unwrap();
        let plain = age::decrypt(&identity, &sealed).unwrap();
        assert_eq!(
            (&plain[..8], plain.len() as u64),
            (b"%PDF-1.7".as_slice(), SMALLEST)
        );
        assert!(plain[8..].iter().all(|byte| *byte == 0));
    }

    #[test]
    fn files_of_one_class_have_ciphertexts_of_one_length() {
        let lengths = [1, 70_000, 73_728].map(|length| sealed(&vec![1; length]).1.len());
        assert!(lengths[0] < lengths[1] && lengths[1] == lengths[2]);
    }

    #[test]
    fn padding_adds_at_most_an_eighth() {
        for bytes in [
            SMALLEST + 1,
            100_000,
            1 << 20,
            (1 << 20) + 1,
            20_000_000,
            52_428_800,
        ] {
            let class = size_class(bytes);
            assert!(
                class >= bytes && class - bytes <= bytes / 8,
                "{bytes}: {class}"
            );
        }
        assert_eq!(
            (size_class(0), size_class(20_000_000)),
            (SMALLEST, 20 << 20)
        );
    }

    #[test]
    fn a_ciphertext_is_smaller_than_its_bound() {
        for bytes in [0, 1, 65_536, 65_537, 1_000_000] {
            let (_, sealed) = sealed(&vec![1; bytes]);
            assert!(sealed.len() as u64 <= sealed_size(bytes as u64), "{bytes}");
        }
    }

    #[test]
    fn no_two_files_have_the_same_key() {
        let [one, other] = [(); 2].map(|()| FileKey::generate().unwrap());
        assert_ne!(one.expose(), other.expose());
        assert_eq!(format!("{one:?}"), "FileKey(…)");
    }
}
