//! The password once more, before something grave.

use super::{password, throttle};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::policy::Refused;

/// Checks the password of somebody who is signed in, so that a browser left open is not enough (ASVS 7.5.3).
///
/// # Errors
/// For the field `password`, when it does not fit; [`Error::TooMany`] after too many failures.
pub(crate) async fn confirm(
    ctx: &Ctx,
    actor: &Actor,
    password: &str,
    address: &str,
) -> Result<(), Error> {
    let person = actor.person().ok_or(Refused::SignIn)?;
    let (email, hash): (String, Option<String>) = ctx
        .db()
        .query("SELECT email, password_hash FROM account WHERE id = $1")
        .bind(person.account.0)
        .one()
        .await?;
    throttle::attempt(ctx, &email, address).await?;
    if !password::fits(ctx, password, hash).await? {
        return Err(Error::field("password", "this is not your password"));
    }
    throttle::succeeded(ctx, &email, address).await
}

/// Counts a try with a secret of somebody's before it is looked at.
///
/// # Errors
/// [`Error::TooMany`] after too many failures.
pub(crate) async fn attempt(ctx: &Ctx, secret: &str, address: &str) -> Result<(), Error> {
    throttle::attempt(ctx, secret, address).await
}

/// Forgets the failed tries with a secret after one that fitted.
///
/// # Errors
/// When the store fails.
pub(crate) async fn succeeded(ctx: &Ctx, secret: &str, address: &str) -> Result<(), Error> {
    throttle::succeeded(ctx, secret, address).await
}
