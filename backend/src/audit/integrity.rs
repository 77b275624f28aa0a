//! Whether the log is sound: what is known at a glance, and verification by a person.

use super::{Happening, Verdict, verify};
use crate::{Call, Ctx, Error, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::VerifyAudit;
use domain::policy::{Subject, permit};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// The setting that keeps the last verification.
const LAST: &str = "audit.last_verified";

/// A verification that a person ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What was found.
    pub verdict: Verdict,
}

impl Verification {
    /// The event that the verdict names as the first that does not fit.
    #[must_use]
    pub fn broken_event(&self) -> Option<Uuid> {
        let mut words = self.verdict.broken.as_deref()?.split_whitespace();
        words.find_map(|word| word.trim_end_matches(':').parse().ok())
    }
}

/// What is known of the log at a glance.
#[derive(Clone, Debug)]
pub struct Integrity {
    /// Events in the log, sealed or not.
    pub events: i64,
    /// Events that wait for the sealer.
    pub unsealed: i64,
    /// When the newest checkpoint was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// The newest root, hexadecimal.
    pub root: Option<String>,
    /// The last verification that a person ran.
    pub last: Option<Verification>,
}

#[derive(FromRow)]
struct Row {
    sealed: i64,
    unsealed: i64,
    signed_at: Option<DateTime<Utc>>,
    root_hash: Option<Vec<u8>>,
    last: Option<String>,
}

/// Count, checkpoint and last verification, in one statement.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn integrity(ctx: &Ctx, actor: &Actor) -> Result<Integrity, Error> {
    permit::<VerifyAudit>(actor, Subject::ANY)?;
    let row: Row = ctx
        .db()
        .query(
            "SELECT (SELECT COALESCE(MAX(position) + 1, 0) FROM log_leaf) AS sealed,
                 (SELECT CAST(COUNT(*) AS BIGINT) FROM event_to_seal) AS unsealed,
                 newest.signed_at, newest.root_hash, (SELECT value FROM setting WHERE name = $1) AS last
             FROM (SELECT 1 AS one) AS always
                 LEFT JOIN (SELECT signed_at, root_hash FROM checkpoint ORDER BY tree_size DESC LIMIT 1) AS newest ON 1 = 1",
        )
        .bind(LAST)
        .one()
        .await?;
    Ok(Integrity {
        events: row.sealed + row.unsealed,
        unsealed: row.unsealed,
        signed_at: row.signed_at,
        root: row.root_hash.map(hex::encode),
        last: row.last.and_then(|text| serde_json::from_str(&text).ok()),
    })
}

/// Verifies the log, keeps what was found, and records that it was done.
///
/// # Errors
/// When the rules refuse or the store fails; what does not fit is in the verdict.
pub async fn verify_and_record(ctx: &Ctx, call: &Call) -> Result<Verification, Error> {
    permit::<VerifyAudit>(&call.actor, Subject::ANY)?;
    // Before the transaction: it reads the whole log, and nobody else's writing should wait for it.
    let verdict = verify(ctx).await?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<VerifyAudit>(Subject::ANY)?;
    let found = Verification {
        at: work.at,
        by: work.actor().name().to_owned(),
        verdict,
    };
    work.tx
        .query(
            "INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
        )
        .bind(LAST)
        .bind(domain::canonical::text(&found)?)
        .bind(found.at)
        .run_one()
        .await?;
    let happening = Happening::to("log", Uuid::nil(), "log", sentence(&found.verdict));
    work.record(&permit, happening.after(&found)?).await?;
    work.commit(found).await
}

fn sentence(verdict: &Verdict) -> String {
    match &verdict.broken {
        None => format!("Verified the log: {} events, intact", verdict.events),
        Some(broken) => format!("Verified the log: it is not intact, {broken}"),
    }
}
