//! The server's own keys. They live in a folder beside the store, never in it: who has only the database cannot
//! read a draft or sign a checkpoint of the log.

use age::secrecy::ExposeSecret;
use age::x25519;
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

/// The keys, cheap to clone, never shown.
#[derive(Clone)]
pub struct Keys(Arc<Pair>);

struct Pair {
    sealing: x25519::Identity,
    signing: SigningKey,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The folder or a file in it.
    #[error("{path}: {source}")]
    File {
        /// Where.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file that holds no key.
    #[error(
        "{0} does not hold a key of this program: restore it from the backup that belongs to this store"
    )]
    NotAKey(String),
}

/// Sealing or unsealing failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SealError(String);

impl From<SealError> for crate::Error {
    fn from(error: SealError) -> Self {
        Self::Seal(error.0)
    }
}

impl Keys {
    /// New keys that are kept nowhere; for tests.
    #[must_use]
    pub fn ephemeral() -> Self {
        Self(Arc::new(Pair {
            sealing: x25519::Identity::generate(),
            signing: new_signing_key(),
        }))
    }

    /// Reads the keys from a folder, making those that are missing, readable by their owner only.
    ///
    /// # Errors
    /// When the folder cannot be used or a file holds no key.
    pub fn in_folder(folder: &Path) -> Result<Self, KeyError> {
        fs::create_dir_all(folder).map_err(|source| file_error(folder, source))?;
        let sealing = text(&folder.join("sealing.key"), || {
            x25519::Identity::generate()
                .to_string()
                .expose_secret()
                .to_owned()
        })?;
        let signing = text(&folder.join("log.key"), || {
            hex::encode(new_signing_key().to_bytes())
        })?;
        let sealing = x25519::Identity::from_str(sealing.trim())
            .map_err(|_| KeyError::NotAKey("sealing.key".into()))?;
        let signing = hex::decode(signing.trim())
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .ok_or_else(|| KeyError::NotAKey("log.key".into()))?;
        Ok(Self(Arc::new(Pair {
            sealing,
            signing: SigningKey::from_bytes(&signing),
        })))
    }

    /// Seals to the server itself: a draft, or a key that is not split.
    ///
    /// # Errors
    /// When the library fails.
    pub fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        age::encrypt(&self.0.sealing.to_public(), plain)
            .map_err(|error| SealError(error.to_string()))
    }

    /// Unseals what [`Keys::seal`] sealed.
    ///
    /// # Errors
    /// When it was not sealed to this server, or was altered.
    pub fn unseal(&self, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        age::decrypt(&self.0.sealing, sealed).map_err(|error| SealError(error.to_string()))
    }

    /// Signs a checkpoint of the log.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.signing.sign(message).to_bytes()
    }

    /// Whether a signature is this server's.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        verifies(&self.0.signing.verifying_key(), message, signature)
    }

    /// 32 secret bytes for a named purpose, always the same for the same key folder.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update(b"perigee derived secret\n")
            .chain_update(self.0.signing.to_bytes())
            .chain_update(purpose.as_bytes())
            .finalize()
            .into()
    }

    /// A short name of the signing key: the first 8 bytes of the SHA-256 of the public key, in hexadecimal.
    #[must_use]
    pub fn log_key_id(&self) -> String {
        hex::encode(&Sha256::digest(self.0.signing.verifying_key().as_bytes())[..8])
    }

    /// The public half of the signing key.
    #[must_use]
    pub fn log_verifying_key(&self) -> [u8; 32] {
        self.0.signing.verifying_key().to_bytes()
    }

    /// The public half of the signing key, in hexadecimal, for those who verify elsewhere.
    #[must_use]
    pub fn log_public_key(&self) -> String {
        hex::encode(self.0.signing.verifying_key().as_bytes())
    }
}

fn verifies(key: &VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

fn new_signing_key() -> SigningKey {
    SigningKey::from_bytes(&rand::random())
}

fn file_error(path: &Path, source: std::io::Error) -> KeyError {
    KeyError::File {
        path: path.display().to_string(),
        source,
    }
}

fn text(path: &Path, make: impl FnOnce() -> String) -> Result<String, KeyError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let text = make();
            write_private(path, &text).map_err(|source| file_error(path, source))?;
            Ok(text)
        }
        Err(source) => Err(file_error(path, source)),
    }
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_a_folder_are_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = Keys::in_folder(folder.path()).unwrap();
        let sealed = first.seal(b"price 12").unwrap();
        let again = Keys::in_folder(folder.path()).unwrap();
        assert_eq!(again.unseal(&sealed).unwrap(), b"price 12");
        assert_eq!(first.log_key_id(), again.log_key_id());
    }

    #[test]
    fn an_altered_ciphertext_does_not_open() {
        let keys = Keys::ephemeral();
        let mut sealed = keys.seal(b"draft").unwrap();
        *sealed.last_mut().unwrap() ^= 1;
        assert!(keys.unseal(&sealed).is_err());
    }
}
