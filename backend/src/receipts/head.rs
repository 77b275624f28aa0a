//! What the server publishes of its log, for everybody: its key and a signed checkpoint.

use super::place::bytes;
use crate::{Ctx, Error};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sealing::bytes::{Hex, Hex32};
use sealing::merkle::checkpoint_text;
use sqlx::FromRow;

/// The server's key, and the checkpoint that it publishes.
#[derive(Clone, Debug)]
pub struct ServerKey {
    /// The public key (Ed25519), hexadecimal.
    pub public_key: String,
    /// Its short name.
    pub key_id: String,
    /// The newest checkpoint of before the full hour: how many events there are between two offers must not tell anybody
    /// that an offer came.
    pub head: Option<Head>,
    /// From when on a newer one is published.
    pub next_at: DateTime<Utc>,
}

/// A signed checkpoint of the log.
#[derive(Clone, Debug)]
pub struct Head {
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// How many events it covers.
    pub tree_size: u64,
    /// The root over them.
    pub root: Hex32,
    /// The signature over [`Head::text`].
    pub signature: Hex<64>,
}

impl Head {
    /// What was signed, as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&checkpoint_text(self.tree_size, &self.root.0)).into_owned()
    }
}

#[derive(FromRow)]
struct Row {
    signed_at: DateTime<Utc>,
    tree_size: i64,
    root_hash: Vec<u8>,
    signature: Vec<u8>,
}

/// The server's key and the checkpoint of the last full hour. Everybody may read it, with or without an account.
///
/// # Errors
/// When the store fails.
pub async fn server_key(ctx: &Ctx) -> Result<ServerKey, Error> {
    let hour = TimeDelta::hours(1);
    let full = ctx.now().duration_trunc(hour).unwrap_or_else(|_| ctx.now());
    let row: Option<Row> = ctx
        .db()
        .query(
            "SELECT signed_at, tree_size, root_hash, signature FROM checkpoint WHERE signed_at < $1
             ORDER BY tree_size DESC LIMIT 1",
        )
        .bind(full)
        .optional()
        .await?;
    let head = row.map(head).transpose()?;
    Ok(ServerKey {
        public_key: ctx.keys().log_public_key(),
        key_id: ctx.keys().log_key_id(),
        head,
        next_at: full + hour,
    })
}

fn head(row: Row) -> Result<Head, Error> {
    Ok(Head {
        signed_at: row.signed_at,
        tree_size: row.tree_size.unsigned_abs(),
        root: Hex(bytes("checkpoint.root_hash", row.root_hash)?),
        signature: Hex(bytes("checkpoint.signature", row.signature)?),
    })
}
