//! Passwords: at least 15 characters, no rules of composition, not a well-known one (NIST SP 800-63B-4), argon2id.

use crate::{Ctx, Error};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::LazyLock;

/// The least number of characters of a password that is the only factor (NIST SP 800-63B-4, 3.1.1.2).
const LEAST: usize = 15;
/// The most; longer ones would only cost time.
const MOST: usize = 256;

/// A password that is good enough to be set. Never shown, never stored.
pub struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too short.
    #[error("use at least 15 characters; a few words in a row are easiest to remember")]
    TooShort,
    /// Too long.
    #[error("use at most 256 characters")]
    TooLong,
    /// A pattern that is tried first.
    #[error("this one is among the first that are tried: choose something only you would think of")]
    Common,
    /// Contains the person's own name or address.
    #[error("leave out your name and your e-mail address")]
    Personal,
}

impl Password {
    /// Checks a new password for a person.
    ///
    /// # Errors
    /// [`WeakPassword`] says what to do.
    pub fn new(text: &str, about: &[&str]) -> Result<Self, WeakPassword> {
        let length = text.chars().count();
        if length < LEAST {
            return Err(WeakPassword::TooShort);
        }
        if length > MOST {
            return Err(WeakPassword::TooLong);
        }
        if is_pattern(text) {
            return Err(WeakPassword::Common);
        }
        let lower = text.to_lowercase();
        let personal = about
            .iter()
            .flat_map(|text| text.split(['@', ' ', '.']))
            .filter(|part| part.chars().count() >= 5);
        if personal
            .map(str::to_lowercase)
            .any(|part| lower.contains(&part))
        {
            return Err(WeakPassword::Personal);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Few different characters, a run of neighbours, or well-known words with decoration.
fn is_pattern(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let known = [
        "password",
        "passwort",
        "motdepasse",
        "qwertyuiop",
        "qwerty",
        "letmein",
        "welcome",
        "administrator",
        "perigee",
        "changeme",
        "iloveyou",
        "azerty",
    ];
    let rest = known
        .iter()
        .fold(letters.clone(), |text, word| text.replace(word, ""));
    let runs = lower
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[1].wrapping_sub(pair[0]) <= 1)
        .count();
    distinct.len() < 6 || (rest.len() < 5 && letters != rest) || runs + 4 >= lower.len()
}

fn hasher() -> Argon2<'static> {
    // 19 MiB, 2 passes, 1 lane: the second of OWASP's and ASVS's equal choices.
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19 * 1024, 2, 1, None).unwrap_or_default(),
    )
}

/// The hash of a password that nobody knows, so that unknown accounts cost the same work as known ones.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let secret: [u8; 32] = rand::random();
    hasher()
        .hash_password(&secret)
        .map(|hash| hash.to_string())
        .unwrap_or_default()
});

/// Hashes a new password, a few at a time.
pub(super) async fn hash(ctx: &Ctx, password: Password) -> Result<String, Error> {
    let _place = ctx
        .hashing()
        .acquire()
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
    tokio::task::spawn_blocking(move || {
        hasher()
            .hash_password(password.0.as_bytes())
            .map(|hash| hash.to_string())
    })
    .await
    .map_err(|error| Error::Internal(error.to_string()))?
    .map_err(|error| Error::Internal(error.to_string()))
}

/// The hash of a test's password, computed once, because all people of a test share it.
#[cfg(feature = "testing")]
pub(crate) fn hash_for_test(password: &str) -> String {
    static KNOWN: LazyLock<std::sync::Mutex<Option<String>>> = LazyLock::new(Default::default);
    let mut known = KNOWN
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let hash = known.get_or_insert_with(|| {
        hasher()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .unwrap_or_default()
    });
    hash.clone()
}

/// Whether a password fits a stored hash; with no hash the same work is done for nothing.
pub(super) async fn fits(ctx: &Ctx, password: &str, stored: Option<String>) -> Result<bool, Error> {
    let _place = ctx
        .hashing()
        .acquire()
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
    let password: String = password.chars().take(MOST).collect();
    tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let text = stored.unwrap_or_else(|| NOBODY.clone());
        let fits = PasswordHash::new(&text)
            .is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok());
        known && fits
    })
    .await
    .map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_unusual_passes_whatever_its_characters() {
        assert!(Password::new("correct horse battery", &["ann@example.org"]).is_ok());
        assert!(Password::new("žluťoučký kůň úpěl", &[]).is_ok());
    }

    #[test]
    fn short_common_and_personal_ones_are_refused() {
        assert_eq!(
            Password::new("fourteen chars", &[]).unwrap_err(),
            WeakPassword::TooShort
        );
        assert_eq!(
            Password::new("aaaaaaaaaaaaaaaaaaaa", &[]).unwrap_err(),
            WeakPassword::Common
        );
        assert_eq!(
            Password::new("Password12345678!", &[]).unwrap_err(),
            WeakPassword::Common
        );
        assert_eq!(
            Password::new("abcdefghijklmnopqrst", &[]).unwrap_err(),
            WeakPassword::Common
        );
        assert_eq!(
            Password::new("moonlight jansen 77", &["k.jansen@example.org"]).unwrap_err(),
            WeakPassword::Personal
        );
    }
}
