//! Puts committed events in order into the tree and signs checkpoints.

use crate::db::bulk::{Merge, Table};
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
        .query("SELECT EXISTS (SELECT 1 FROM event_to_seal)")
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
            "SELECT event.id, event.hash FROM (SELECT event_id, at FROM event_to_seal ORDER BY at, event_id LIMIT $1) AS waiting
                 JOIN event ON event.id = waiting.event_id
             ORDER BY waiting.at, waiting.event_id",
        )
        .bind(BATCH)
        .all()
        .await?;
    if !events.is_empty() {
        append_leaves(&mut tx, &mut tree, &events).await?;
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

const LEAF: Table = Table {
    name: "log_leaf",
    columns: &[
        ("position", Merge::Keep),
        ("event_id", Merge::Keep),
        ("leaf_hash", Merge::Keep),
    ],
};

/// Writes the next leaves, and takes their events from what waits: exactly these, whatever was committed meanwhile.
async fn append_leaves(
    tx: &mut Tx,
    tree: &mut Frontier,
    events: &[(Uuid, Vec<u8>)],
) -> Result<(), DbError> {
    let first = position(tree)?;
    let mut rows = Vec::with_capacity(events.len());
    for (event, hash) in events {
        let leaf_hash = leaf(hash);
        rows.push(vec![
            position(tree)?.into(),
            (*event).into(),
            leaf_hash.to_vec().into(),
        ]);
        tree.push(leaf_hash);
    }
    tx.insert_all(&LEAF, rows).await?;
    tx.query("DELETE FROM event_to_seal WHERE event_id IN (SELECT event_id FROM log_leaf WHERE position >= $1)")
        .bind(first)
        .run()
        .await?;
    Ok(())
}

/// Where the next leaf stands.
fn position(tree: &Frontier) -> Result<i64, DbError> {
    i64::try_from(tree.size()).map_err(|error| DbError::corrupt("log_leaf.position", error))
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
