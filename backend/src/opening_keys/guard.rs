//! Passphrases at work: on a thread of their own, and never two at once, because each takes 128 MiB.

use crate::accounts::{attempt, succeeded};
use crate::{Ctx, Error};
use sealing::{Identity, SealingError, passphrase};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A private key behind a passphrase.
pub(super) async fn protect(ctx: &Ctx, identity: Identity, words: &str) -> Result<Vec<u8>, Error> {
    let (words, work) = (Zeroizing::new(words.to_owned()), ctx.passphrase_work());
    alone(ctx, move || passphrase::protect(&identity, &words, work)).await
}

/// The private key of a person. Wrong passphrases are counted like wrong passwords.
///
/// # Errors
/// For the field `passphrase`, when it does not fit; [`Error::TooMany`] after too many failures.
pub(crate) async fn unlock(
    ctx: &Ctx,
    account: Uuid,
    protected: Vec<u8>,
    words: &str,
    address: &str,
) -> Result<Identity, Error> {
    let secret = format!("opening key of {account}");
    attempt(ctx, &secret, address).await?;
    let words = Zeroizing::new(words.to_owned());
    let unlocked = alone(ctx, move || passphrase::unprotect(&protected, &words)).await;
    let identity = unlocked.map_err(|error| match error {
        Error::Seal(words) if words == SealingError::WrongPassphrase.to_string() => Error::field(
            "passphrase",
            "this is not the passphrase of the opening key that was named for this solicitation",
        ),
        other => other,
    })?;
    succeeded(ctx, &secret, address).await?;
    Ok(identity)
}

async fn alone<T: Send + 'static>(
    ctx: &Ctx,
    work: impl FnOnce() -> Result<T, SealingError> + Send + 'static,
) -> Result<T, Error> {
    let _places = ctx.hashing_alone().await?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
        .map_err(Error::from)
}
