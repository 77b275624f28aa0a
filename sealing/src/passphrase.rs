//! A private key behind a passphrase (age's scrypt recipient).

use crate::seal::library;
use crate::{Identity, SealingError};
use age::scrypt;
use age::secrecy::SecretString;
use std::io::Write;

/// The base-2 logarithm of scrypt's cost on a server: 128 MiB and a good part of a second for each try (OWASP's
/// first choice: N = 2^17, r = 8, p = 1).
pub const WORK: u8 = 17;

/// A key that asks for more work than this is not tried: it would only keep the server busy.
const MOST_WORK: u8 = 20;

/// Protects a private key. `work` is the base-2 logarithm of scrypt's cost; see [`WORK`].
///
/// # Errors
/// When the library fails.
pub fn protect(identity: &Identity, passphrase: &str, work: u8) -> Result<Vec<u8>, SealingError> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(work);
    let each = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(each).map_err(library)?;
    let mut protected = Vec::new();
    let mut writer = encryptor.wrap_output(&mut protected).map_err(library)?;
    writer
        .write_all(identity.expose().as_bytes())
        .map_err(library)?;
    writer.finish().map_err(library)?;
    Ok(protected)
}

/// The private key behind a passphrase.
///
/// # Errors
/// [`SealingError::WrongPassphrase`] when it is another passphrase, or the protected key was altered.
pub fn unprotect(protected: &[u8], passphrase: &str) -> Result<Identity, SealingError> {
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let text = age::decrypt(&identity, protected).map_err(|_| SealingError::WrongPassphrase)?;
    Identity::parse(&zeroize::Zeroizing::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passphrase_gives_the_key_back() {
        let identity = Identity::generate();
        let protected = protect(&identity, "seven grey herons wade", 2).unwrap();
        let again = unprotect(&protected, "seven grey herons wade").unwrap();
        assert_eq!(again.recipient(), identity.recipient());
        let refused = unprotect(&protected, "seven grey herons wades").unwrap_err();
        assert_eq!(refused, SealingError::WrongPassphrase);
    }
}
