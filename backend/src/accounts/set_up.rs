//! The first administrator, and links with which passwords are set.

use super::keep::{NewAccount, OneTimeLink, make_link};
use super::password::{self, Password};
use super::session::{self, Token};
use crate::audit::{self, Happening};
use crate::{Call, Ctx, Error};
use domain::actor::Role;
use domain::id::AccountId;
use uuid::Uuid;

/// Whether nobody can administrate yet.
///
/// # Errors
/// When the store fails.
pub async fn needs_first_administrator(ctx: &Ctx) -> Result<bool, Error> {
    let there: bool = ctx
        .db()
        .query("SELECT EXISTS (SELECT 1 FROM account_role WHERE role = $1)")
        .bind(Role::Administrator.as_str())
        .scalar()
        .await?;
    Ok(!there)
}

/// Makes the one-time link for the first administrator; earlier ones become void.
///
/// # Errors
/// When there is an administrator already, or the store fails.
pub async fn open_first_administrator(ctx: &Ctx) -> Result<OneTimeLink, Error> {
    if !needs_first_administrator(ctx).await? {
        return Err(Error::not_now("there is an administrator already"));
    }
    let mut tx = ctx.db().begin().await?;
    tx.query("DELETE FROM one_time_link WHERE purpose = 'first_administrator'")
        .run()
        .await?;
    let link = make_link(&mut tx, ctx.now(), "first_administrator", None).await?;
    tx.commit().await?;
    Ok(link)
}

/// What an unused link is for: `first_administrator`, or `set_password` with the account's name.
///
/// # Errors
/// [`Error::NotFound`] when it is unknown, used or expired.
pub async fn link_purpose(ctx: &Ctx, secret: &str) -> Result<(String, Option<String>), Error> {
    let row = ctx
        .db()
        .query(
            "SELECT one_time_link.purpose, account.name FROM one_time_link LEFT JOIN account ON account.id = one_time_link.account_id
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        )
        .bind(Token::received(secret).hash())
        .bind(ctx.now())
        .one()
        .await?;
    Ok(row)
}

/// Uses a link: sets the password of its account, or of the first administrator, whom it makes.
///
/// # Errors
/// When the link is void, the password is not good enough, or for the first administrator name and address are missing.
pub async fn use_link(
    ctx: &Ctx,
    secret: &str,
    administrator: Option<NewAccount>,
    password: &str,
) -> Result<(), Error> {
    let known = match &administrator {
        Some(account) => vec![account.email.clone(), account.name.as_str().to_owned()],
        None => link_purpose(ctx, secret).await?.1.into_iter().collect(),
    };
    let about: Vec<&str> = known.iter().map(String::as_str).collect();
    let password =
        Password::new(password, &about).map_err(|weak| Error::field("new_password", weak))?;
    let hash = password::hash(ctx, password).await?;
    let call = Call::system("one-time link");
    let mut work = match ctx.begin::<()>(&call).await? {
        crate::Begin::New(work) => work,
        crate::Begin::Done(()) => return Ok(()),
    };
    let account = claim(&mut work, secret, administrator).await?;
    work.tx
        .query("UPDATE account SET password_hash = $1, version = version + 1 WHERE id = $2")
        .bind(hash)
        .bind(account.0)
        .run_one()
        .await?;
    let at = work.at;
    session::end_all(&mut work.tx, at, account, None).await?;
    audit::append(
        &mut work,
        "account.set_password",
        Happening::to(
            "account",
            account.0,
            known.join(", "),
            "Set a password with a one-time link",
        ),
    )
    .await?;
    work.commit(()).await
}

async fn claim(
    work: &mut crate::Work<'_>,
    secret: &str,
    administrator: Option<NewAccount>,
) -> Result<AccountId, Error> {
    let at = work.at;
    let row: Option<(String, Option<Uuid>)> = work
        .tx
        .query(
            "UPDATE one_time_link SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $1
             RETURNING purpose, account_id",
        )
        .bind(at)
        .bind(Token::received(secret).hash())
        .optional()
        .await?;
    match (row, administrator) {
        (Some((_, Some(account))), _) => Ok(AccountId(account)),
        (Some((_, None)), Some(account)) => make_administrator(work, account).await,
        _ => Err(Error::NotFound),
    }
}

async fn make_administrator(
    work: &mut crate::Work<'_>,
    account: NewAccount,
) -> Result<AccountId, Error> {
    let (id, at) = (AccountId(work.ctx().new_id()), work.at);
    super::keep::store(&mut work.tx, id, at, &account).await?;
    let happening = Happening::to(
        "account",
        id.0,
        account.name.as_str(),
        "Made the first administrator",
    );
    audit::append(
        work,
        "account.first_administrator",
        happening.after(&account)?,
    )
    .await?;
    Ok(id)
}
