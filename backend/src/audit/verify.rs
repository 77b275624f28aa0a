//! Recomputes the whole log and names the first event that does not fit.

use super::append::StoredEvent;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use sealing::merkle::{Frontier, Hash, checkpoint_text, leaf};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Events recomputed.
    pub events: u64,
    /// Events that are not yet in the tree: the sealer takes them within half a second.
    pub unsealed: u64,
    /// Signed checkpoints that were checked.
    pub checkpoints: u64,
    /// The root of the tree, in hexadecimal.
    pub root: String,
    /// When the newest checkpoint was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// The first thing that does not fit; none when the log is intact.
    pub broken: Option<String>,
}

impl Verdict {
    /// Whether everything fits.
    #[must_use]
    pub fn intact(&self) -> bool {
        self.broken.is_none()
    }
}

#[derive(FromRow)]
struct Leaf {
    position: i64,
    leaf_hash: Vec<u8>,
    #[sqlx(flatten)]
    event: StoredEvent,
}

#[derive(FromRow)]
struct Checkpoint {
    tree_size: i64,
    root_hash: Vec<u8>,
    signed_at: DateTime<Utc>,
    key_id: String,
    signature: Vec<u8>,
}

/// Leaves read at a time, so that a log of any length fits in memory.
const CHUNK: i64 = 1_000;

/// Recomputes every event's hash, the tree and every checkpoint's signature.
///
/// # Errors
/// When the store fails; what does not fit is in the verdict.
pub async fn verify(ctx: &Ctx) -> Result<Verdict, Error> {
    let mut check = Check::new(ctx).await?;
    let mut next = 0;
    loop {
        let leaves = leaves_from(ctx, next).await?;
        let Some(last) = leaves.last() else { break };
        next = last.position + 1;
        if let Some(broken) = leaves.iter().find_map(|leaf| check.leaf(ctx, leaf)) {
            return Ok(check.verdict(Some(broken)));
        }
    }
    let broken = check.ends().or(check.unsealed(ctx).await?);
    Ok(check.verdict(broken))
}

async fn leaves_from(ctx: &Ctx, position: i64) -> Result<Vec<Leaf>, Error> {
    Ok(ctx
        .db()
        .query(
            "SELECT log_leaf.position, log_leaf.leaf_hash, event.* FROM log_leaf JOIN event ON event.id = log_leaf.event_id
             WHERE log_leaf.position >= $1 ORDER BY log_leaf.position LIMIT $2",
        )
        .bind(position)
        .bind(CHUNK)
        .all()
        .await?)
}

struct Check {
    tree: Frontier,
    checkpoints: std::iter::Peekable<std::vec::IntoIter<Checkpoint>>,
    checked: u64,
    signed_at: Option<DateTime<Utc>>,
    unsealed: u64,
}

impl Check {
    async fn new(ctx: &Ctx) -> Result<Self, Error> {
        let checkpoints: Vec<Checkpoint> = ctx
            .db()
            .query("SELECT * FROM checkpoint ORDER BY tree_size")
            .all()
            .await?;
        let checkpoints = checkpoints.into_iter().peekable();
        Ok(Self {
            tree: Frontier::default(),
            checkpoints,
            checked: 0,
            signed_at: None,
            unsealed: 0,
        })
    }

    /// Takes one leaf in; answers what does not fit.
    fn leaf(&mut self, ctx: &Ctx, row: &Leaf) -> Option<String> {
        let name = format!(
            "event {} ({} of {}, {})",
            row.event.id, row.event.action, row.event.subject_reference, row.event.at
        );
        if u64::try_from(row.position) != Ok(self.tree.size()) {
            return Some(format!(
                "before {name}: an event is missing from position {}",
                self.tree.size()
            ));
        }
        let hash = row.event.computed_hash();
        if hash.as_slice() != row.event.hash {
            return Some(format!("{name}: its content was altered"));
        }
        if leaf(&hash).as_slice() != row.leaf_hash {
            return Some(format!("{name}: it is not the event that was sealed"));
        }
        self.tree.push(leaf(&hash));
        self.checkpoint(ctx)
            .map(|broken| format!("{name}: {broken}"))
    }

    fn checkpoint(&mut self, ctx: &Ctx) -> Option<String> {
        let size = i64::try_from(self.tree.size()).ok()?;
        let checkpoint = self
            .checkpoints
            .next_if(|checkpoint| checkpoint.tree_size == size)?;
        let root = self.tree.root();
        self.checked += 1;
        self.signed_at = Some(checkpoint.signed_at);
        if checkpoint.root_hash != root {
            return Some(format!(
                "the tree of {size} events does not have the root that was signed"
            ));
        }
        let text = checkpoint_text(self.tree.size(), &Hash::from(root));
        let own = checkpoint.key_id == ctx.keys().log_key_id();
        (!own || !ctx.keys().verifies(&text, &checkpoint.signature))
            .then(|| format!("the signature over {size} events is not of this server's key"))
    }

    /// A checkpoint beyond the last leaf means that the end was cut off.
    fn ends(&mut self) -> Option<String> {
        let beyond = self.checkpoints.next()?;
        Some(format!(
            "the log was signed with {} events, {} are there",
            beyond.tree_size,
            self.tree.size()
        ))
    }

    /// Events that wait for the sealer must fit, too.
    async fn unsealed(&mut self, ctx: &Ctx) -> Result<Option<String>, Error> {
        let waiting: Vec<StoredEvent> = ctx
            .db()
            .query("SELECT * FROM event WHERE NOT EXISTS (SELECT 1 FROM log_leaf WHERE event_id = event.id) ORDER BY at, id")
            .all()
            .await?;
        self.unsealed = waiting.len() as u64;
        let altered = waiting
            .iter()
            .find(|event| event.computed_hash().as_slice() != event.hash);
        Ok(altered.map(|event| {
            format!(
                "event {} ({} of {}): its content was altered",
                event.id, event.action, event.subject_reference
            )
        }))
    }

    fn verdict(&self, broken: Option<String>) -> Verdict {
        Verdict {
            events: self.tree.size() + self.unsealed,
            unsealed: self.unsealed,
            checkpoints: self.checked,
            root: hex::encode(self.tree.root()),
            signed_at: self.signed_at,
            broken,
        }
    }
}
