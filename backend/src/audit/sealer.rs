//! Puts committed events in order into the tree and signs checkpoints.

use crate::db::{DbError, Tx};
use crate::{Ctx, Error};
use sealing::merkle::{Frontier, checkpoint_text, leaf};
use uuid::Uuid;

/// Events taken into the tree in one transaction.
const BATCH: i64 = 500;

/// What a run of the sealer did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SealReport {
    /// Events newly in the tree.
    pub sealed: u64,
    /// Whether the run stopped at its limit and more wait.
    pub more: bool,
}

/// Takes the next batch of committed events into the tree. One runs at a time, whatever the number of servers.
///
/// # Errors
/// When the store fails.
pub async fn seal(ctx: &Ctx) -> Result<SealReport, Error> {
    let waiting: bool = ctx
        .db()
        .query("SELECT EXISTS (SELECT 1 FROM event WHERE NOT EXISTS (SELECT 1 FROM log_leaf WHERE event_id = event.id))")
        .scalar()
        .await?;
    if !waiting {
        return Ok(SealReport::default());
    }
    let mut tx = ctx.db().begin().await?;
    tx.lock("audit.sealer").await?;
    let mut tree = frontier(&mut tx).await?;
    let events: Vec<(Uuid, Vec<u8>)> = tx
        .query(
            "SELECT id, hash FROM event WHERE NOT EXISTS (SELECT 1 FROM log_leaf WHERE event_id = event.id)
             ORDER BY at, id LIMIT $1",
        )
        .bind(BATCH)
        .all()
        .await?;
    for (event, hash) in &events {
        append_leaf(&mut tx, &mut tree, *event, hash).await?;
    }
    if !events.is_empty() {
        sign(ctx, &mut tx, &tree).await?;
    }
    tx.commit().await?;
    let sealed = events.len() as u64;
    Ok(SealReport {
        sealed,
        more: sealed == BATCH.unsigned_abs(),
    })
}

/// The right edge of the tree, from the newest checkpoint.
async fn frontier(tx: &mut Tx) -> Result<Frontier, DbError> {
    let newest: Option<(i64, Vec<u8>)> = tx
        .query("SELECT tree_size, peaks FROM checkpoint ORDER BY tree_size DESC LIMIT 1")
        .optional()
        .await?;
    let Some((size, peaks)) = newest else {
        return Ok(Frontier::default());
    };
    Frontier::restore(size.unsigned_abs(), &peaks)
        .ok_or_else(|| DbError::corrupt("checkpoint.peaks", "they do not fit the size"))
}

async fn append_leaf(
    tx: &mut Tx,
    tree: &mut Frontier,
    event: Uuid,
    hash: &[u8],
) -> Result<(), DbError> {
    let leaf_hash = leaf(hash);
    let position =
        i64::try_from(tree.size()).map_err(|error| DbError::corrupt("log_leaf.position", error))?;
    tree.push(leaf_hash);
    tx.query("INSERT INTO log_leaf (position, event_id, leaf_hash) VALUES ($1, $2, $3)")
        .bind(position)
        .bind(event)
        .bind(leaf_hash.to_vec())
        .run_one()
        .await
}

async fn sign(ctx: &Ctx, tx: &mut Tx, tree: &Frontier) -> Result<(), DbError> {
    let root = tree.root();
    let signature = ctx.keys().sign(&checkpoint_text(tree.size(), &root));
    let size = i64::try_from(tree.size())
        .map_err(|error| DbError::corrupt("checkpoint.tree_size", error))?;
    tx.query("INSERT INTO checkpoint (tree_size, root_hash, peaks, signed_at, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(size)
        .bind(root.to_vec())
        .bind(tree.peaks())
        .bind(ctx.now())
        .bind(ctx.keys().log_key_id())
        .bind(signature.to_vec())
        .run_one()
        .await
}
