//! What one person brings to an opening, looked at before the transaction begins because passphrases take their time.

use super::consent::Secrets;
use super::hands::{Capacity, Shares};
use super::process::{Process, seen};
use crate::accounts::confirm;
use crate::opening_keys::unlock;
use crate::{Call, Ctx, Error};
use domain::policy::Refused;
use sealing::Identity;
use sealing::parts::Part;
use sealing::shares::Share;
use sqlx::FromRow;
use uuid::Uuid;

/// A person's key, unlocked, with the shares that were wrapped to it.
pub(super) struct Holding {
    pub capacity: Capacity,
    /// None where the server keeps the keys, because they were made before keys were split.
    pub identity: Option<Identity>,
    /// Of the parts that are opened now, and of no other.
    pub shares: Shares,
}

#[derive(FromRow)]
struct Row {
    capacity: String,
    part: String,
    wrapped: Vec<u8>,
    protected_identity: Vec<u8>,
}

/// Asks for password and passphrase and unwraps the person's shares.
///
/// # Errors
/// When the offers may not be opened now, the person is not named, or a secret does not fit.
pub(super) async fn holding(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    secrets: &Secrets<'_>,
) -> Result<Holding, Error> {
    let account = call.actor.account().ok_or(Refused::SignIn)?.0;
    let process = seen(ctx, reference).await?;
    let stage = process.stage(ctx.now())?;
    if process.legacy {
        confirm(ctx, &call.actor, secrets.password, secrets.address).await?;
        return Ok(Holding {
            capacity: Capacity::Officer,
            identity: None,
            shares: Shares::new(),
        });
    }
    let rows = rows(ctx, &process, account).await?;
    let Some(first) = rows.first() else {
        return Err(not_named(ctx, &process).await?);
    };
    confirm(ctx, &call.actor, secrets.password, secrets.address).await?;
    let protected = first.protected_identity.clone();
    let (words, address) = (secrets.passphrase, secrets.address);
    let identity = unlock(ctx, account, protected, words, address).await?;
    let shares = rows
        .iter()
        .filter_map(|row| Some((Part::from_code(&row.part)?, &row.wrapped)))
        .filter(|(part, _)| process.parts(stage).contains(part))
        .map(|(part, wrapped)| Ok((part, Share::from_bytes(&identity.open(wrapped)?)?)))
        .collect::<Result<Shares, sealing::SealingError>>()?;
    Ok(Holding {
        capacity: Capacity::from_code(&first.capacity),
        identity: Some(identity),
        shares,
    })
}

async fn rows(ctx: &Ctx, process: &Process, account: Uuid) -> Result<Vec<Row>, Error> {
    let select = "SELECT key_share.capacity, key_share.part, key_share.wrapped, opening_key.protected_identity
        FROM key_share JOIN opening_key ON opening_key.id = key_share.opening_key_id
        WHERE key_share.solicitation_id = $1 AND opening_key.account_id = $2";
    let query = ctx.db().query(select).bind(process.id).bind(account);
    Ok(query.all().await?)
}

async fn not_named(ctx: &Ctx, process: &Process) -> Result<Error, Error> {
    let select = "SELECT DISTINCT account.name FROM key_share JOIN opening_key ON opening_key.id = key_share.opening_key_id
        JOIN account ON account.id = opening_key.account_id
        WHERE key_share.solicitation_id = $1 AND key_share.capacity = 'officer' ORDER BY account.name";
    let names: Vec<String> = ctx.db().query(select).bind(process.id).scalars().await?;
    Ok(Error::not_now(format!(
        "you hold no share of these keys: {} were named at publication",
        names.join(", ")
    )))
}
