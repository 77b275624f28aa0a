//! Private keys of the age format (X25519, ChaCha20-Poly1305), which open what was sealed to them.

use crate::SealingError;
use age::secrecy::ExposeSecret;
use age::{Decryptor, x25519};
use std::io::Read;
use std::iter;
use std::str::FromStr;
use zeroize::Zeroizing;

/// A private key. Its text is wiped from memory when it is dropped, and never shown.
#[derive(Clone)]
pub struct Identity(Zeroizing<String>);

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(…)")
    }
}

impl Identity {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        Self::of(&x25519::Identity::generate())
    }

    fn of(identity: &x25519::Identity) -> Self {
        Self(Zeroizing::new(
            identity.to_string().expose_secret().to_owned(),
        ))
    }

    /// Reads the text of a private key.
    ///
    /// # Errors
    /// [`SealingError::NotAnIdentity`] when it is something else.
    pub fn parse(text: &[u8]) -> Result<Self, SealingError> {
        let text = std::str::from_utf8(text).map_err(|_| SealingError::NotAnIdentity)?;
        let identity = x25519::Identity::from_str(text).map_err(|_| SealingError::NotAnIdentity)?;
        Ok(Self::of(&identity))
    }

    /// The text, to be protected, split or wrapped.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn inner(&self) -> Result<x25519::Identity, SealingError> {
        x25519::Identity::from_str(&self.0).map_err(|_| SealingError::NotAnIdentity)
    }

    /// The public half, to which anything can be sealed.
    ///
    /// # Errors
    /// When the library fails.
    pub fn recipient(&self) -> Result<String, SealingError> {
        Ok(self.inner()?.to_public().to_string())
    }

    /// Opens what was sealed to this key.
    ///
    /// # Errors
    /// [`SealingError::DoesNotOpen`] when it was sealed to another, or altered.
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealingError> {
        age::decrypt(&self.inner()?, sealed)
            .map(Zeroizing::new)
            .map_err(|_| SealingError::DoesNotOpen)
    }

    /// Opens what was sealed to this key while it is read, so that a large file is never whole in memory. An altered or
    /// missing piece shows as an error of the reading.
    ///
    /// # Errors
    /// [`SealingError::DoesNotOpen`] when it was sealed to another, or does not begin as something that was sealed.
    pub fn reader<R: Read>(&self, sealed: R) -> Result<impl Read + use<R>, SealingError> {
        let opened = Decryptor::new(sealed).map_err(|_| SealingError::DoesNotOpen)?;
        let identity = self.inner()?;
        opened
            .decrypt(iter::once(&identity as &dyn age::Identity))
            .map_err(|_| SealingError::DoesNotOpen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal;

    #[test]
    fn each_recipient_opens_and_nobody_else() {
        let [one, other, third] = [(); 3].map(|()| Identity::generate());
        let recipients = [one.recipient().unwrap(), other.recipient().unwrap()];
        let sealed = seal(&[&recipients[0], &recipients[1]], b"offer").unwrap();
        assert_eq!(one.open(&sealed).unwrap().as_slice(), b"offer");
        assert_eq!(other.open(&sealed).unwrap().as_slice(), b"offer");
        assert_eq!(third.open(&sealed), Err(SealingError::DoesNotOpen));
    }

    #[test]
    fn an_altered_byte_keeps_it_closed() {
        let identity = Identity::generate();
        let mut sealed = seal(&[&identity.recipient().unwrap()], b"offer").unwrap();
        *sealed.last_mut().unwrap() ^= 1;
        assert_eq!(identity.open(&sealed), Err(SealingError::DoesNotOpen));
    }

    #[test]
    fn a_key_is_read_from_its_text_and_never_shown() {
        let identity = Identity::generate();
        let again = Identity::parse(identity.expose().as_bytes()).unwrap();
        assert_eq!(again.recipient(), identity.recipient());
        assert_eq!(format!("{identity:?}"), "Identity(…)");
        assert!(Identity::parse(b"AGE-SECRET-KEY-1").is_err());
    }
}
