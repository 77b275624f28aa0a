//! What an organisation reads of a contract that it held before it passed to another.

use super::as_of::as_of;
use super::sheet::{ContractSheet, history};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;

/// The last moment at which an organisation held a contract that passed to another.
pub(super) async fn held_until(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<Option<DateTime<Utc>>, Error> {
    let Some(own) = actor.provider() else {
        return Ok(None);
    };
    let sql = "SELECT contract_holder.until_at FROM contract_holder JOIN contract ON contract.id = contract_holder.contract_id
         WHERE contract.reference = $1 AND contract_holder.provider_id = $2 ORDER BY contract_holder.until_at DESC LIMIT 1";
    let query = ctx.db().query(sql).bind(reference.to_owned()).bind(own.0);
    let found: Option<(DateTime<Utc>,)> = query.optional().await?;
    Ok(found.map(|(until,)| until))
}

/// A contract for an organisation that held it, at the last moment at which it did; of what came later it learns nothing.
pub(super) async fn left(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    until: DateTime<Utc>,
) -> Result<ContractSheet, Error> {
    let found = as_of(ctx, actor, reference, until).await?;
    let record = found.ok_or(Error::NotFound)?.record;
    let entries = history(ctx, record.id, until).await?;
    Ok(ContractSheet {
        record,
        moment: Some((until, 0)),
        since: Vec::new(),
        seal: entries.first().map(|entry| entry.place.clone()),
        history: entries.into_iter().map(|entry| entry.event).collect(),
        source: None,
    })
}
