//! Signing in and changing one's password.

use super::password::{self, Password};
use super::session::{self, SignedIn};
use super::throttle;
use crate::audit::{self, Happening};
use crate::{Call, Ctx, Error, FieldErrors, begin};
use domain::actor::{Actor, Membership, Person};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::ChangePassword;
use uuid::Uuid;

/// What a person typed, and from where.
#[derive(Clone, Debug)]
pub struct SignIn<'a> {
    /// The account's e-mail address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// The browser's own description.
    pub browser: &'a str,
    /// The network address.
    pub address: &'a str,
}

/// Signs a person in.
///
/// # Errors
/// [`Error::Credentials`] for an unknown account, a wrong password and a disabled account alike, after the same work;
/// [`Error::TooMany`] after too many failures.
pub async fn sign_in(ctx: &Ctx, input: SignIn<'_>) -> Result<SignedIn, Error> {
    let email = input.email.trim().to_lowercase();
    throttle::attempt(ctx, &email, input.address).await?;
    let row: Option<(Uuid, String, Option<String>, bool)> = ctx
        .db()
        .query("SELECT id, name, password_hash, active FROM account WHERE email = $1")
        .bind(email.clone())
        .optional()
        .await?;
    let hash = row
        .as_ref()
        .filter(|(_, _, _, active)| *active)
        .and_then(|(_, _, hash, _)| hash.clone());
    let fits = password::fits(ctx, input.password, hash).await?;
    let Some((id, name, _, _)) = row.filter(|_| fits) else {
        return Err(Error::Credentials);
    };
    throttle::succeeded(ctx, &email, input.address).await?;
    signed_in(ctx, AccountId(id), name, &input).await
}

async fn signed_in(
    ctx: &Ctx,
    account: AccountId,
    name: String,
    input: &SignIn<'_>,
) -> Result<SignedIn, Error> {
    let person = Person {
        account,
        session: None,
        name: name.clone(),
        roles: Vec::new(),
        provider: None,
        membership: Membership::Reader,
        nation: None,
        own_zone: None,
        house_zone: None,
    };
    let call = Call::by(Actor::Person(person));
    let mut work = match ctx.begin::<()>(&call).await? {
        crate::Begin::New(work) => work,
        crate::Begin::Done(()) => return Err(Error::Credentials),
    };
    let started = session::start(ctx, &mut work.tx, account, input.browser, input.address).await?;
    audit::append(
        &mut work,
        "account.sign_in",
        Happening::to("account", account.0, name, "Signed in"),
    )
    .await?;
    work.commit(()).await?;
    Ok(started)
}

/// Changes one's own password; every other session of the account ends.
///
/// # Errors
/// Field by field: the present password does not fit, or the new one is not good enough.
pub async fn change_password(
    ctx: &Ctx,
    call: &Call,
    present: &str,
    new: &str,
) -> Result<(), Error> {
    let person = call.actor.person().ok_or(domain::policy::Refused::SignIn)?;
    let (email, hash): (String, Option<String>) = ctx
        .db()
        .query("SELECT email, password_hash FROM account WHERE id = $1")
        .bind(person.account.0)
        .one()
        .await?;
    let mut errors = FieldErrors::default();
    let new = errors.take("new_password", Password::new(new, &[&email, &person.name]));
    if !password::fits(ctx, present, hash).await? {
        errors.add("present_password", "this is not your present password");
    }
    errors.finish()?;
    let Some(new) = new else { return Ok(()) };
    let hash = password::hash(ctx, new).await?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ChangePassword>(Subject::ANY)?;
    work.tx
        .query("UPDATE account SET password_hash = $1, version = version + 1 WHERE id = $2")
        .bind(hash)
        .bind(person.account.0)
        .run_one()
        .await?;
    let at = work.at;
    session::end_all(&mut work.tx, at, person.account, person.session).await?;
    let happening = Happening::to(
        "account",
        person.account.0,
        &person.name,
        "Changed the password; other sessions ended",
    );
    work.record(&permit, happening).await?;
    work.commit(()).await
}
