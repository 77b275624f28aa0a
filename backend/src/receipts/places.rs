//! The places of the events of an opening with their proofs, for all of them at once.

use super::place::{Place, bytes, proven};
use crate::audit::{self, StoredEvent};
use crate::db::DbError;
use crate::db::query::Record;
use crate::offers::PRICES_OPENED;
use crate::{Ctx, Error};
use sealing::bytes::Hex;
use sealing::merkle::{Frontier, Hash};
use sealing::opening::Logged;
use sqlx::FromRow;
use uuid::Uuid;

/// The events of closing, of late offers that were taken, and of opening, of the solicitation `$1`; that of the prices only
/// with `$2`.
macro_rules! of_opening {
    () => {
        "event.process_id = $1 AND event.subject_kind = 'solicitation' AND event.after_text IS NOT NULL
             AND event.action IN ('offer.commit', 'offer.decide_late', 'offer.open', 'offer.recover') AND ($2 OR event.summary <> $3)"
    };
}

const EVENTS: &str = concat!(
    "SELECT event.*, log_leaf.position, checkpoint.tree_size, checkpoint.root_hash, checkpoint.signature
     FROM event LEFT JOIN log_leaf ON log_leaf.event_id = event.id LEFT JOIN checkpoint ON checkpoint.tree_size =
         (SELECT MIN(later.tree_size) FROM checkpoint AS later WHERE later.tree_size > log_leaf.position)
     WHERE ",
    of_opening!(),
    " ORDER BY event.at, event.id"
);

const FRONTIERS: &str = concat!(
    "SELECT tree_size, peaks FROM checkpoint WHERE tree_size IN
         (SELECT (SELECT MAX(earlier.tree_size) FROM checkpoint AS earlier WHERE earlier.tree_size <= log_leaf.position)
          FROM log_leaf JOIN event ON event.id = log_leaf.event_id WHERE ",
    of_opening!(),
    ") ORDER BY tree_size"
);

const LEAVES: &str = concat!(
    "SELECT DISTINCT leaf.position, leaf.leaf_hash FROM log_leaf AS leaf JOIN
         (SELECT COALESCE((SELECT MAX(earlier.tree_size) FROM checkpoint AS earlier WHERE earlier.tree_size <= log_leaf.position), 0)
              AS low, (SELECT MIN(later.tree_size) FROM checkpoint AS later WHERE later.tree_size > log_leaf.position) AS high
          FROM log_leaf JOIN event ON event.id = log_leaf.event_id WHERE ",
    of_opening!(),
    ") AS span ON leaf.position >= span.low AND leaf.position < span.high ORDER BY leaf.position"
);

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    event: StoredEvent,
    position: Option<i64>,
    tree_size: Option<i64>,
    root_hash: Option<Vec<u8>>,
    signature: Option<Vec<u8>>,
}

impl Row {
    fn place(&self) -> Result<Option<Place>, DbError> {
        let (Some(position), Some(tree_size), Some(root), Some(signature)) = (
            self.position,
            self.tree_size,
            self.root_hash.clone(),
            self.signature.clone(),
        ) else {
            return Ok(None);
        };
        let root = Hex(bytes("checkpoint.root_hash", root)?);
        let signature = Hex(bytes("checkpoint.signature", signature)?);
        Ok(Some(Place {
            position: position.unsigned_abs(),
            tree_size: tree_size.unsigned_abs(),
            root,
            signature,
        }))
    }
}

/// Which events are read, and what of the log their proofs need.
struct Reading<'a> {
    ctx: &'a Ctx,
    solicitation: Uuid,
    prices: bool,
}

impl Reading<'_> {
    async fn all<T: Record>(&self, select: &'static str) -> Result<Vec<T>, DbError> {
        let query = self.ctx.db().query(select).bind(self.solicitation);
        query.bind(self.prices).bind(PRICES_OPENED).all().await
    }

    /// The events; those that still wait for their place are taken into the tree first.
    async fn events(&self) -> Result<Vec<Row>, Error> {
        let rows: Vec<Row> = self.all(EVENTS).await?;
        if rows.iter().all(|row| row.position.is_some()) {
            return Ok(rows);
        }
        while audit::seal(self.ctx).await?.more {}
        Ok(self.all(EVENTS).await?)
    }
}

/// The events of an opening with the proofs that the log has them, in three statements.
pub(super) async fn logged(
    ctx: &Ctx,
    solicitation: Uuid,
    prices: bool,
) -> Result<Vec<Logged>, Error> {
    let reading = Reading {
        ctx,
        solicitation,
        prices,
    };
    let rows = reading.events().await?;
    let frontiers: Vec<(i64, Vec<u8>)> = reading.all(FRONTIERS).await?;
    let leaves: Vec<(i64, Vec<u8>)> = reading.all(LEAVES).await?;
    let mut logged = Vec::new();
    for row in rows {
        let place = row.place()?.ok_or(Error::NotFound)?;
        let before = frontier(&frontiers, place.position)?;
        let leaves = between(&leaves, before.size(), place.tree_size)?;
        logged.push(Logged {
            text: row.event.text(),
            log: proven(place, &before, &leaves)?,
        });
    }
    Ok(logged)
}

/// The tree at the last checkpoint that does not cover the position; empty before the first.
fn frontier(frontiers: &[(i64, Vec<u8>)], position: u64) -> Result<Frontier, DbError> {
    let mut newest_first = frontiers.iter().rev();
    let found = newest_first.find(|(size, _)| size.unsigned_abs() <= position);
    let Some((size, peaks)) = found else {
        return Ok(Frontier::default());
    };
    Frontier::restore(size.unsigned_abs(), peaks)
        .ok_or_else(|| DbError::corrupt("checkpoint.peaks", "they do not fit the size"))
}

fn between(leaves: &[(i64, Vec<u8>)], low: u64, high: u64) -> Result<Vec<Hash>, DbError> {
    let within = |position: i64| (low..high).contains(&position.unsigned_abs());
    leaves
        .iter()
        .filter(|(position, _)| within(*position))
        .map(|(_, hash)| bytes("log_leaf.leaf_hash", hash.clone()))
        .collect()
}
