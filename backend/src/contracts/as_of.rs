//! A contract as it was at a past moment, and what changed between two moments.

use super::record::ContractRecord;
use crate::audit::{Change, diff};
use crate::db::DbError;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::policy::actions::ReadContracts;
use domain::policy::{Subject, permit};
use serde::Deserialize;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

/// An event of a contract, without the record it holds.
#[derive(Clone, Debug, FromRow)]
pub struct EventLine {
    /// Its identity.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor_name: String,
    /// The code of the action.
    pub action: String,
    /// What happened.
    pub summary: String,
    /// Why.
    pub reason: Option<String>,
}

/// A contract at a moment.
#[derive(Clone, Debug)]
pub struct AsOf {
    /// The record as it was.
    pub record: ContractRecord,
    /// The event that made it so.
    pub event: EventLine,
    /// How many changes came later.
    pub later_changes: i64,
}

#[derive(FromRow)]
struct Stored {
    #[sqlx(flatten)]
    event: EventLine,
    after_text: String,
    provider_id: Option<Uuid>,
    later: i64,
}

const LAST: &str = "SELECT event.id, event.at, event.actor_name, event.action, event.summary, event.reason, event.after_text,
     contract.provider_id,
     (SELECT COUNT(*) FROM event AS later WHERE later.subject_kind = 'contract' AND later.subject_id = contract.id
          AND later.at > $2) AS later
 FROM contract JOIN event ON event.subject_kind = 'contract' AND event.subject_id = contract.id
 WHERE contract.reference = $1 AND event.at <= $2 AND event.after_text IS NOT NULL
 ORDER BY event.at DESC, event.id DESC LIMIT 1";

async fn stored(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    moment: DateTime<Utc>,
) -> Result<Option<Stored>, Error> {
    let stored: Option<Stored> = ctx
        .db()
        .query(LAST)
        .bind(reference.to_owned())
        .bind(moment)
        .optional()
        .await?;
    if let Some(stored) = &stored {
        let then: Holder = serde_json::from_str(&stored.after_text)
            .map_err(|error| DbError::corrupt("contract", error))?;
        let of = |provider| Subject {
            provider,
            ..Subject::ANY
        };
        // Who holds it now reads all of its past; who held it then reads that moment.
        let now = permit::<ReadContracts>(actor, of(stored.provider_id.map(Into::into)));
        now.or_else(|_| permit::<ReadContracts>(actor, of(then.provider)))?;
    }
    Ok(stored)
}

/// Who held a contract when a record of it was written.
#[derive(Deserialize)]
struct Holder {
    provider: Option<ProviderId>,
}

/// The contract as the last event at or before the moment left it; none before it was made.
///
/// # Errors
/// When the rules refuse, a stored record cannot be read, or the store fails.
pub async fn as_of(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    moment: DateTime<Utc>,
) -> Result<Option<AsOf>, Error> {
    let Some(stored) = stored(ctx, actor, reference, moment).await? else {
        return Ok(None);
    };
    let record = serde_json::from_str(&stored.after_text)
        .map_err(|error| DbError::corrupt("contract", error))?;
    Ok(Some(AsOf {
        record,
        event: stored.event,
        later_changes: stored.later,
    }))
}

/// Every field that differs between two moments; everything is new when the contract did not exist at the first.
///
/// # Errors
/// When there is no such contract at the second moment, the rules refuse, or the store fails.
pub async fn changes_between(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Change>, Error> {
    let before = stored(ctx, actor, reference, from).await?;
    let after = stored(ctx, actor, reference, to)
        .await?
        .ok_or(Error::NotFound)?;
    let read = |stored: &Stored| serde_json::from_str::<Value>(&stored.after_text);
    let before = before.as_ref().map(read).transpose()?;
    Ok(diff(before.as_ref(), Some(&read(&after)?)))
}
