//! Where an event stands in the log, with the proof of it.

use crate::db::{Db, DbError};
use crate::{Ctx, Error, audit};
use sealing::bytes::{Hex, Hex32};
use sealing::merkle::{Frontier, Hash, inclusion_proof};
use sealing::receipt::LogProof;
use sqlx::FromRow;
use uuid::Uuid;

/// An event's place, and the first checkpoint that covers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place, from 0.
    pub position: u64,
    /// How many events the checkpoint covers.
    pub tree_size: u64,
    /// The root of the tree over them.
    pub root: Hex32,
    pub(super) signature: Hex<64>,
}

#[derive(FromRow)]
struct Row {
    position: i64,
    tree_size: i64,
    root_hash: Vec<u8>,
    signature: Vec<u8>,
}

/// The place of an event. One that still waits is taken into the tree now, so that nobody gets half a receipt.
pub(super) async fn place(ctx: &Ctx, event: Uuid) -> Result<Option<Place>, Error> {
    if let Some(found) = find(ctx.db(), event).await? {
        return Ok(Some(found));
    }
    while audit::seal(ctx).await?.more {}
    Ok(find(ctx.db(), event).await?)
}

async fn find(db: &Db, event: Uuid) -> Result<Option<Place>, DbError> {
    let row: Option<Row> = db
        .query(
            "SELECT log_leaf.position, checkpoint.tree_size, checkpoint.root_hash, checkpoint.signature
             FROM log_leaf JOIN checkpoint ON checkpoint.tree_size =
                 (SELECT MIN(later.tree_size) FROM checkpoint AS later WHERE later.tree_size > log_leaf.position)
             WHERE log_leaf.event_id = $1",
        )
        .bind(event)
        .optional()
        .await?;
    row.map(|row| {
        Ok(Place {
            position: row.position.unsigned_abs(),
            tree_size: row.tree_size.unsigned_abs(),
            root: Hex(bytes("checkpoint.root_hash", row.root_hash)?),
            signature: Hex(bytes("checkpoint.signature", row.signature)?),
        })
    })
    .transpose()
}

/// Exactly `N` bytes of a column.
pub(super) fn bytes<const N: usize>(
    column: &'static str,
    stored: Vec<u8>,
) -> Result<[u8; N], DbError> {
    <[u8; N]>::try_from(stored).map_err(|_| DbError::corrupt(column, "it has another length"))
}

/// The proof that leads from a place to its checkpoint. It reads only the leaves since the checkpoint before.
pub(super) async fn proof(ctx: &Ctx, place: Place) -> Result<LogProof, Error> {
    let before = before(ctx.db(), place.position).await?;
    let leaves: Vec<Vec<u8>> = ctx
        .db()
        .query("SELECT leaf_hash FROM log_leaf WHERE position >= $1 AND position < $2 ORDER BY position")
        .bind(number(before.size())?)
        .bind(number(place.tree_size)?)
        .scalars()
        .await?;
    let leaves: Vec<Hash> = leaves
        .into_iter()
        .map(|leaf| bytes("log_leaf.leaf_hash", leaf))
        .collect::<Result<_, _>>()?;
    Ok(proven(place, &before, &leaves)?)
}

/// The proof, from the tree before and the leaves since.
pub(super) fn proven(
    place: Place,
    before: &Frontier,
    leaves: &[Hash],
) -> Result<LogProof, DbError> {
    let proof = inclusion_proof(before, leaves, place.position)
        .ok_or_else(|| DbError::corrupt("log_leaf.position", "the log has a gap"))?;
    Ok(LogProof {
        position: place.position,
        tree_size: place.tree_size,
        root: place.root,
        proof: proof.into_iter().map(Hex).collect(),
        signature: place.signature,
    })
}

fn number(size: u64) -> Result<i64, DbError> {
    i64::try_from(size).map_err(|error| DbError::corrupt("log_leaf.position", error))
}

/// The tree at the last checkpoint that does not cover the position; empty before the first.
async fn before(db: &Db, position: u64) -> Result<Frontier, DbError> {
    let newest: Option<(i64, Vec<u8>)> = db
        .query("SELECT tree_size, peaks FROM checkpoint WHERE tree_size <= $1 ORDER BY tree_size DESC LIMIT 1")
        .bind(number(position)?)
        .optional()
        .await?;
    let Some((size, peaks)) = newest else {
        return Ok(Frontier::default());
    };
    Frontier::restore(size.unsigned_abs(), &peaks)
        .ok_or_else(|| DbError::corrupt("checkpoint.peaks", "they do not fit the size"))
}
