//! The key pairs of a solicitation: made, split, forgotten.

use super::named::Openers;
use crate::{Error, Work};
use domain::id::SolicitationId;
use sealing::parts::Part;
use sealing::shares::{Share, split};
use sealing::{Identity, seal};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// Of the recovery share this many administrators are needed.
pub(crate) const RECOVERERS: u8 = 2;

/// A person's key to which a share is wrapped.
#[derive(Clone, FromRow)]
struct Key {
    id: Uuid,
    account_id: Uuid,
    name: String,
    recipient: String,
    role: String,
}

/// Among whom the keys of a solicitation were split.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Split {
    /// The names of the opening officers.
    pub officers: Vec<String>,
    /// How many of them are needed.
    pub threshold: u8,
    /// The names of the administrators who share the recovery share; empty when there is none.
    pub recovery: Vec<String>,
    /// Document and paragraph by which the prices stay sealed until the technical result; none where all is opened at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prices_wait: Option<&'static str>,
}

impl Split {
    /// What happened, for the log.
    pub fn summary(&self) -> String {
        let recovery = match self.recovery.as_slice() {
            [] => "without a recovery share".to_owned(),
            names => format!("with a recovery share for two of {}", names.join(", ")),
        };
        let wait = self.prices_wait.map_or_else(String::new, |source| {
            format!("; prices stay sealed until the technical result is fixed ({source})")
        });
        format!(
            "Split the keys of the offers among {}, {} of whom open together, {recovery}{wait}",
            self.officers.join(", "),
            self.threshold
        )
    }
}

/// Makes a key pair for each part of the offers, splits the private keys among the named officers, wraps each share to its
/// holder and forgets the rest. When at least two administrators have a key, one more share is split among them.
///
/// # Errors
/// For the field `openers`, when somebody named has no opening key; when the library or the store fails.
pub(crate) async fn make_parts(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
    openers: &Openers,
) -> Result<Split, Error> {
    let keys = keys(work).await?;
    let officers = officers(&keys, openers)?;
    let mut administrators: Vec<Key> = keys
        .into_iter()
        .filter(|key| key.role == "administrator")
        .filter(|key| {
            officers
                .iter()
                .all(|named| named.account_id != key.account_id)
        })
        .collect();
    if administrators.len() < usize::from(RECOVERERS) {
        administrators.clear();
    }
    for part in Part::ALL {
        make(
            work,
            solicitation,
            part,
            openers.threshold,
            (&officers, &administrators),
        )
        .await?;
    }
    let names = |keys: &[Key]| keys.iter().map(|key| key.name.clone()).collect();
    Ok(Split {
        officers: names(&officers),
        threshold: openers.threshold,
        recovery: names(&administrators),
        prices_wait: None,
    })
}

async fn keys(work: &mut Work<'_>) -> Result<Vec<Key>, Error> {
    let select = "SELECT opening_key.id, opening_key.account_id, account.name, opening_key.recipient, account_role.role
        FROM opening_key JOIN account ON account.id = opening_key.account_id
        JOIN account_role ON account_role.account_id = account.id
        WHERE opening_key.retired_at IS NULL AND account.active = $1 AND account_role.role IN ('opener', 'administrator')
        ORDER BY account.created_at, account.id";
    Ok(work.tx.query(select).bind(true).all().await?)
}

fn officers(keys: &[Key], openers: &Openers) -> Result<Vec<Key>, Error> {
    let ready: Vec<&Key> = keys.iter().filter(|key| key.role == "opener").collect();
    let officers: Vec<Key> = ready
        .iter()
        .filter(|key| openers.named.iter().any(|named| named.0 == key.account_id))
        .map(|key| (*key).clone())
        .collect();
    let needed = usize::from(openers.threshold).max(2);
    if officers.len() == openers.named.len() && officers.len() >= needed {
        return Ok(officers);
    }
    let names: Vec<&str> = ready.iter().map(|key| key.name.as_str()).collect();
    let who = match names.as_slice() {
        [] => "nobody has one yet".to_owned(),
        names => format!("these have one: {}", names.join(", ")),
    };
    Err(Error::field(
        "openers",
        format!(
            "name at least {needed} opening officers who have an opening key; {who}. An opening officer makes one under “Opening key”, linked from the own account"
        ),
    ))
}

async fn make(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
    part: Part,
    threshold: u8,
    (officers, administrators): (&[Key], &[Key]),
) -> Result<(), Error> {
    let identity = Identity::generate();
    let at = work.at;
    work.tx
        .query("INSERT INTO part_key (solicitation_id, part, recipient, threshold, made_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(solicitation.0)
        .bind(part.as_str())
        .bind(identity.recipient()?)
        .bind(i64::from(threshold))
        .bind(at)
        .run_one()
        .await?;
    let recovery = usize::from(!administrators.is_empty());
    let count =
        u8::try_from(officers.len() + recovery).map_err(|_| sealing::SealingError::BadThreshold)?;
    let shares = split(identity.expose().as_bytes(), threshold, count)?;
    for (key, share) in officers.iter().zip(&shares) {
        wrap(work, solicitation, part, "officer", key, share).await?;
    }
    let Some(recovery) = shares.get(officers.len()) else {
        return Ok(());
    };
    let count =
        u8::try_from(administrators.len()).map_err(|_| sealing::SealingError::BadThreshold)?;
    let shares = split(recovery.expose(), RECOVERERS, count)?;
    for (key, share) in administrators.iter().zip(&shares) {
        wrap(work, solicitation, part, "administrator", key, share).await?;
    }
    Ok(())
}

async fn wrap(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
    part: Part,
    capacity: &'static str,
    key: &Key,
    share: &Share,
) -> Result<(), Error> {
    work.tx
        .query("INSERT INTO key_share (solicitation_id, part, opening_key_id, capacity, wrapped) VALUES ($1, $2, $3, $4, $5)")
        .bind(solicitation.0)
        .bind(part.as_str())
        .bind(key.id)
        .bind(capacity)
        .bind(seal(&[&key.recipient], share.expose())?)
        .run_one()
        .await?;
    Ok(())
}
