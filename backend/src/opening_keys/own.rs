//! One's own opening key: made, renewed, retired.

use super::guard::protect;
use crate::accounts::{Password, confirm};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::KeepOpeningKey;
use domain::policy::{Permit, Refused, Subject, permit};
use sealing::Identity;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// An opening key of one's own.
#[derive(Clone, Debug, FromRow)]
pub struct KeyRow {
    /// Its public half.
    pub recipient: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it was retired; none while it is in use.
    pub retired_at: Option<DateTime<Utc>>,
    /// Solicitations whose sealed offers wait for it.
    pub waiting: i64,
}

/// What a person types to make an opening key.
pub struct KeyInput<'a> {
    /// The password of the account.
    pub password: &'a str,
    /// The passphrase of the key.
    pub passphrase: &'a str,
    /// The passphrase once more.
    pub again: &'a str,
    /// The network address of the browser.
    pub address: &'a str,
}

impl std::fmt::Debug for KeyInput<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyInput(…)")
    }
}

/// What the log keeps of a key.
#[derive(Serialize)]
struct KeyRecord<'a> {
    recipient: &'a str,
}

/// One's own opening keys, the newest first.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn own_keys(ctx: &Ctx, actor: &Actor) -> Result<Vec<KeyRow>, Error> {
    permit::<KeepOpeningKey>(actor, Subject::ANY)?;
    let account = actor.account().ok_or(Refused::SignIn)?;
    let select = "SELECT recipient, made_at, retired_at,
            (SELECT CAST(COUNT(DISTINCT solicitation_id) AS BIGINT) FROM key_share
                JOIN solicitation ON solicitation.id = key_share.solicitation_id
                WHERE key_share.opening_key_id = opening_key.id AND solicitation.status IN ('published', 'closed')) AS waiting
        FROM opening_key WHERE account_id = $1 ORDER BY made_at DESC, id DESC";
    Ok(ctx.db().query(select).bind(account.0).all().await?)
}

/// Makes an opening key, or renews it: the former one is kept for the offers that were sealed for it, but is named no more.
///
/// # Errors
/// Field by field; when the rules refuse or the store fails.
pub async fn make_key(ctx: &Ctx, call: &Call, input: &KeyInput<'_>) -> Result<(), Error> {
    permit::<KeepOpeningKey>(&call.actor, Subject::ANY)?;
    let person = call.actor.person().ok_or(Refused::SignIn)?;
    let mut errors = FieldErrors::default();
    errors.take(
        "passphrase",
        Password::new(input.passphrase, &[&person.name]),
    );
    if input.passphrase != input.again {
        errors.add("passphrase_again", "the two passphrases differ");
    }
    if input.passphrase == input.password {
        errors.add(
            "passphrase",
            "choose another one than your password, which the server checks each time you sign in",
        );
    }
    errors.finish()?;
    confirm(ctx, &call.actor, input.password, input.address).await?;
    let identity = Identity::generate();
    let recipient = identity.recipient()?;
    let protected = protect(ctx, identity, input.passphrase).await?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepOpeningKey>(Subject::ANY)?;
    let renewed = put_away(&mut work, person.account.0).await?;
    insert(&mut work, person.account.0, &recipient, protected).await?;
    let summary = if renewed {
        "Renewed the opening key; the former one is kept for what was sealed for it"
    } else {
        "Made an opening key"
    };
    note(&mut work, &permit, summary, &recipient).await?;
    work.commit(()).await
}

/// Retires the opening key: it is named for no other solicitation, and still opens those for which it was named.
///
/// # Errors
/// When the password does not fit, there is no key in use, the rules refuse, or the store fails.
pub async fn retire_key(
    ctx: &Ctx,
    call: &Call,
    password: &str,
    address: &str,
) -> Result<(), Error> {
    permit::<KeepOpeningKey>(&call.actor, Subject::ANY)?;
    let account = call.actor.account().ok_or(Refused::SignIn)?.0;
    confirm(ctx, &call.actor, password, address).await?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepOpeningKey>(Subject::ANY)?;
    let select = "SELECT recipient FROM opening_key WHERE account_id = $1 AND retired_at IS NULL";
    let recipient: Option<String> = work
        .tx
        .query(select)
        .bind(account)
        .optional_scalar()
        .await?;
    let recipient = recipient.ok_or_else(|| Error::not_now("you have no opening key in use"))?;
    put_away(&mut work, account).await?;
    let summary = "Retired the opening key; it is kept for what was sealed for it";
    note(&mut work, &permit, summary, &recipient).await?;
    work.commit(()).await
}

/// Marks the key in use as retired; whether there was one.
async fn put_away(work: &mut Work<'_>, account: Uuid) -> Result<bool, Error> {
    let at = work.at;
    let retired = work
        .tx
        .query(
            "UPDATE opening_key SET retired_at = $1 WHERE account_id = $2 AND retired_at IS NULL",
        )
        .bind(at)
        .bind(account)
        .run()
        .await?;
    Ok(retired > 0)
}

async fn insert(
    work: &mut Work<'_>,
    account: Uuid,
    recipient: &str,
    protected: Vec<u8>,
) -> Result<(), Error> {
    let (id, at) = (work.ctx().new_id(), work.at);
    work.tx
        .query("INSERT INTO opening_key (id, account_id, recipient, protected_identity, made_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(account)
        .bind(recipient.to_owned())
        .bind(protected)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}

async fn note(
    work: &mut Work<'_>,
    permit: &Permit<KeepOpeningKey>,
    summary: &str,
    recipient: &str,
) -> Result<(), Error> {
    let name = work.actor().name().to_owned();
    let account = work.account().unwrap_or_default();
    let happening = Happening::to("account", account, name, summary);
    work.record(permit, happening.after(&KeyRecord { recipient })?)
        .await
}
