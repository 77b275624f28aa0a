//! Reading the log: the list, one event with its place in the tree, a random sample.

use super::diff::{Change, diff_texts};
use super::{Key, StoredEvent};
use crate::db::filter::{Select, Sort, Value, escaped};
use crate::{Ctx, Error};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::ReadAudit;
use domain::policy::{Subject, permit};
use sealing::merkle::{Hash, checkpoint_text};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What of the log is asked for.
#[derive(Clone, Debug, Default)]
pub struct LogInput {
    /// Words of the sentence, or the beginning of a reference.
    pub text: Option<String>,
    /// Part of the name of who acted.
    pub actor: Option<String>,
    /// The code of an action.
    pub action: Option<String>,
    /// The kind of the subject.
    pub kind: Option<String>,
    /// From this day on, UTC.
    pub from: Option<NaiveDate>,
    /// Until this day, its end included, UTC.
    pub to: Option<NaiveDate>,
    /// Where the page before ended.
    pub after: Option<Key>,
}

/// A line of the log.
#[derive(Clone, Debug, FromRow)]
pub struct LogRow {
    /// The event.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor_name: String,
    /// The action's code.
    pub action: String,
    /// The kind of the subject.
    pub subject_kind: String,
    /// The subject's reference.
    pub subject_reference: String,
    /// What, in one sentence.
    pub summary: String,
    /// Why.
    pub reason: Option<String>,
    /// Its place in the tree, once sealed.
    pub position: Option<i64>,
}

/// A page of the log, newest first.
#[derive(Clone, Debug)]
pub struct LogPage {
    /// The lines.
    pub rows: Vec<LogRow>,
    /// Where the next page begins.
    pub next: Option<Key>,
}

/// Lines of a page.
pub const PAGE: i64 = 50;
/// Lines of an export at most; a longer period is exported in parts by its days.
pub const EXPORT: i64 = 20_000;

pub(super) const ROWS: &str = "SELECT event.id, event.at, event.actor_name, event.action, event.subject_kind, event.subject_reference,
     event.summary, event.reason, log_leaf.position
 FROM event LEFT JOIN log_leaf ON log_leaf.event_id = event.id";

fn select(input: &LogInput, limit: i64) -> Select {
    let sort = Sort {
        column: "event.at",
        descending: true,
    };
    let begin = |day: NaiveDate| Value::Moment(day.and_time(NaiveTime::MIN).and_utc());
    let end = input.to.and_then(|day| day.checked_add_days(Days::new(1)));
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    let holds = |text: &str| Value::Text(format!("%{}%", escaped(text)));
    let words = input.text.as_deref().unwrap_or_default().split_whitespace();
    // Words are compared by the database's own idea of case: the sentences have no folded column.
    words
        .fold(Select::new(ROWS), |select, word| {
            select.when(
                "(LOWER(event.summary) LIKE LOWER(?) ESCAPE '!' OR LOWER(event.subject_reference) LIKE LOWER(?) ESCAPE '!')",
                Some(holds(word)),
            )
        })
        .when("LOWER(event.actor_name) LIKE LOWER(?) ESCAPE '!'", input.actor.as_deref().map(holds))
        .when("event.action = ?", text(&input.action))
        .when("event.subject_kind = ?", text(&input.kind))
        .when("event.at >= ?", input.from.map(begin))
        .when("event.at < ?", end.map(begin))
        .page(&sort, "event.id", input.after.map(|key| (Value::Moment(key.at), key.id)), limit)
}

/// A page of the log.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn log(ctx: &Ctx, actor: &Actor, input: &LogInput) -> Result<LogPage, Error> {
    permit::<ReadAudit>(actor, Subject::ANY)?;
    let limit = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let mut rows: Vec<LogRow> = select(input, PAGE).all(ctx.db()).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| Key {
        at: row.at,
        id: row.id,
    });
    Ok(LogPage { rows, next })
}

/// The lines for a file: the same filters, at most [`EXPORT`] lines.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, input: &LogInput) -> Result<Vec<LogRow>, Error> {
    permit::<ReadAudit>(actor, Subject::ANY)?;
    Ok(select(input, EXPORT - 1).all(ctx.db()).await?)
}

/// A random sample that anybody can draw again.
#[derive(Clone, Debug)]
pub struct Sample {
    /// How many sealed events it was drawn from.
    pub of: i64,
    /// The drawn events in the order of the log.
    pub rows: Vec<LogRow>,
}

/// Draws `size` of the first `of` sealed events: the same seed draws the same events, whoever asks, however the log has grown.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn sample(
    ctx: &Ctx,
    actor: &Actor,
    size: usize,
    seed: u64,
    of: Option<i64>,
) -> Result<Sample, Error> {
    permit::<ReadAudit>(actor, Subject::ANY)?;
    let count = "SELECT COALESCE(MAX(position) + 1, 0) FROM log_leaf";
    let sealed: i64 = ctx.db().query(count).scalar().await?;
    let of = of.unwrap_or(sealed).clamp(0, sealed);
    let drawn = draw(size.min(500), seed, of);
    if drawn.is_empty() {
        return Ok(Sample {
            of,
            rows: Vec::new(),
        });
    }
    let places = drawn.into_iter().map(Value::Number).collect();
    let select = Select::new(ROWS)
        .any_of("log_leaf.position", places)
        .tail("ORDER BY log_leaf.position");
    let rows = select.all(ctx.db()).await?;
    Ok(Sample { of, rows })
}

/// The places that a seed draws: the first 8 bytes of SHA-256("seed:0"), SHA-256("seed:1") … modulo `of`, repeats skipped.
fn draw(size: usize, seed: u64, of: i64) -> BTreeSet<i64> {
    let Some(of) = u64::try_from(of).ok().filter(|of| *of > 0) else {
        return BTreeSet::new();
    };
    let size = size.min(usize::try_from(of).unwrap_or(usize::MAX));
    let mut drawn = BTreeSet::new();
    let mut turn = 0_u64;
    while drawn.len() < size {
        let hash = Sha256::digest(format!("{seed}:{turn}"));
        let number = hash
            .iter()
            .take(8)
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        drawn.insert(i64::try_from(number % of).unwrap_or_default());
        turn += 1;
    }
    drawn
}

/// A signed checkpoint that covers an event.
#[derive(Clone, Debug)]
pub struct Covering {
    /// How many events it covers.
    pub tree_size: i64,
    /// The root, hexadecimal.
    pub root: String,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// The key.
    pub key_id: String,
    /// Whether the signature is of this server's key.
    pub signed_here: bool,
}

/// An event beside another in its process.
#[derive(Clone, Debug, FromRow)]
pub struct Neighbour {
    /// Whether it came before.
    pub earlier: bool,
    /// The event.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub summary: String,
}

/// Everything about an event.
#[derive(Clone, Debug)]
pub struct EventSheet {
    /// The event as stored.
    pub event: StoredEvent,
    /// Its hash, computed anew, hexadecimal.
    pub computed: String,
    /// Whether the computed hash is the stored one.
    pub intact: bool,
    /// Its place in the tree, once sealed.
    pub position: Option<i64>,
    /// The hash of its leaf, once sealed, hexadecimal.
    pub leaf: Option<String>,
    /// The first checkpoint that covers it.
    pub checkpoint: Option<Covering>,
    /// What differs between before and after.
    pub changes: Vec<Change>,
    /// The events before and after it in its process.
    pub neighbours: Vec<Neighbour>,
}

#[derive(FromRow)]
struct Placed {
    #[sqlx(flatten)]
    event: StoredEvent,
    position: Option<i64>,
    leaf_hash: Option<Vec<u8>>,
}

/// Everything about one event.
///
/// # Errors
/// When the rules refuse, there is none, or the store fails.
pub async fn event(ctx: &Ctx, actor: &Actor, id: Uuid) -> Result<EventSheet, Error> {
    permit::<ReadAudit>(actor, Subject::ANY)?;
    let placed: Placed = ctx
        .db()
        .query(
            "SELECT event.*, log_leaf.position, log_leaf.leaf_hash FROM event
             LEFT JOIN log_leaf ON log_leaf.event_id = event.id WHERE event.id = $1",
        )
        .bind(id)
        .one()
        .await?;
    let checkpoint = match placed.position {
        Some(position) => covering(ctx, position).await?,
        None => None,
    };
    let neighbours = neighbours(ctx, &placed.event).await?;
    let event = placed.event;
    let computed = event.computed_hash();
    Ok(EventSheet {
        changes: diff_texts(event.before_text.as_deref(), event.after_text.as_deref()),
        intact: computed.as_slice() == event.hash,
        computed: hex::encode(computed),
        position: placed.position,
        leaf: placed.leaf_hash.map(hex::encode),
        checkpoint,
        neighbours,
        event,
    })
}

async fn covering(ctx: &Ctx, position: i64) -> Result<Option<Covering>, Error> {
    type Row = (i64, Vec<u8>, DateTime<Utc>, String, Vec<u8>);
    let row: Option<Row> = ctx
        .db()
        .query(
            "SELECT tree_size, root_hash, signed_at, key_id, signature FROM checkpoint
             WHERE tree_size > $1 ORDER BY tree_size LIMIT 1",
        )
        .bind(position)
        .optional()
        .await?;
    Ok(row.map(|(tree_size, root, signed_at, key_id, signature)| {
        let hash = Hash::try_from(root.as_slice()).unwrap_or_default();
        let text = checkpoint_text(tree_size.unsigned_abs(), &hash);
        let signed_here =
            key_id == ctx.keys().log_key_id() && ctx.keys().verifies(&text, &signature);
        Covering {
            tree_size,
            root: hex::encode(root),
            signed_at,
            key_id,
            signed_here,
        }
    }))
}

async fn neighbours(ctx: &Ctx, event: &StoredEvent) -> Result<Vec<Neighbour>, Error> {
    // An event outside any process has the events of its subject beside it.
    let scope = if event.process_id.is_some() {
        ("process_id", event.process_id.unwrap_or_default())
    } else {
        ("subject_id", event.subject_id)
    };
    let sql = match scope.0 {
        "process_id" => {
            "SELECT * FROM (SELECT 1 = 1 AS earlier, id, at, summary FROM event
                 WHERE process_id = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT 1) AS before_it
             UNION ALL SELECT * FROM (SELECT 1 = 0 AS earlier, id, at, summary FROM event
                 WHERE process_id = $1 AND (at, id) > ($2, $3) ORDER BY at, id LIMIT 1) AS after_it"
        }
        _ => {
            "SELECT * FROM (SELECT 1 = 1 AS earlier, id, at, summary FROM event
                 WHERE subject_id = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT 1) AS before_it
             UNION ALL SELECT * FROM (SELECT 1 = 0 AS earlier, id, at, summary FROM event
                 WHERE subject_id = $1 AND (at, id) > ($2, $3) ORDER BY at, id LIMIT 1) AS after_it"
        }
    };
    let rows = ctx
        .db()
        .query(sql)
        .bind(scope.1)
        .bind(event.at)
        .bind(event.id);
    Ok(rows.all().await?)
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn the_same_seed_draws_the_same_places() {
        assert_eq!(draw(20, 7, 1_000), draw(20, 7, 1_000));
        assert_ne!(draw(20, 7, 1_000), draw(20, 8, 1_000));
        assert_eq!(draw(20, 7, 1_000).len(), 20);
    }

    #[test]
    fn no_more_is_drawn_than_there_is() {
        assert_eq!(draw(20, 7, 3).into_iter().collect::<Vec<_>>(), [0, 1, 2]);
        assert!(draw(20, 7, 0).is_empty());
    }
}
