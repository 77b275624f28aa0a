//! The timeline of a process: everything that happened since the need was written, as far as a person may see it.

use super::diff::{Change, diff_texts};
use super::sight::{Facts, Sight, sight};
use super::{Key, StoredEvent};
use crate::db::filter::{Select, Sort, Value};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::policy::actions::{ReadContracts, ReadDraftSolicitations, ReadSolicitations};
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// Whose timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// Of a solicitation.
    Solicitation,
    /// Of a contract.
    Contract,
}

/// Parts of a process that a timeline can be narrowed to: the first word of an action's code, and its name.
pub const PARTS: [(&str, &str); 6] = [
    ("solicitation", "Solicitation"),
    ("offer", "Offers and opening"),
    ("evaluation", "Evaluation"),
    ("award", "Award"),
    ("contract", "Contract"),
    ("milestone", "Milestones"),
];

/// What of a timeline is asked for.
#[derive(Clone, Debug, Default)]
pub struct TimelineInput {
    /// The moment as of which it is shown; later entries are left out.
    pub at: Option<DateTime<Utc>>,
    /// One of [`PARTS`].
    pub part: Option<String>,
    /// Where the page before ended.
    pub after: Option<Key>,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The event.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// What, in one sentence.
    pub what: String,
    /// Why; none to persons who are only told.
    pub reason: Option<String>,
    /// The reference of what it happened to.
    pub subject: String,
    /// What differs; none to persons who are only told, and none for the first record.
    pub changes: Vec<Change>,
}

/// A page of a timeline, newest first.
#[derive(Clone, Debug)]
pub struct ProcessTimeline {
    /// The reference of the contract or solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The entries.
    pub entries: Vec<Entry>,
    /// Where the next page begins.
    pub next: Option<Key>,
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    reference: String,
    title: String,
    process_id: Option<Uuid>,
    provider_id: Option<Uuid>,
    public: bool,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    event: StoredEvent,
    owner_id: Option<Uuid>,
    published_at: Option<DateTime<Utc>>,
    opened_at: Option<DateTime<Utc>>,
    names_hidden: Option<bool>,
    notified: bool,
}

/// Entries of a page.
const PAGE: i64 = 50;

const ROWS: &str = "SELECT event.*, COALESCE(offer.provider_id, contract.provider_id, question.provider_id, complaint.provider_id) AS owner_id,
     solicitation.published_at, solicitation.opened_at, solicitation.names_hidden,
     EXISTS (SELECT 1 FROM award WHERE award.id = event.subject_id AND award.notified_at IS NOT NULL) AS notified
 FROM event LEFT JOIN solicitation ON solicitation.id = event.process_id
     LEFT JOIN offer ON offer.id = event.subject_id LEFT JOIN contract ON contract.id = event.subject_id
     LEFT JOIN question ON question.id = event.subject_id LEFT JOIN complaint ON complaint.id = event.subject_id";

/// Everything that happened in the process of a contract or solicitation since the need was written, newest first,
/// as far as the person may see it.
///
/// # Errors
/// When there is no such contract or solicitation for this person, or the store fails.
pub async fn process_timeline(
    ctx: &Ctx,
    actor: &Actor,
    process: Process,
    reference: &str,
    input: &TimelineInput,
) -> Result<ProcessTimeline, Error> {
    let head = head(ctx, process, reference).await?;
    admit(actor, process, &head)?;
    let mut rows: Vec<Row> = select(&head, input).all(ctx.db()).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| Key {
        at: row.event.at,
        id: row.event.id,
    });
    Ok(ProcessTimeline {
        reference: head.reference,
        title: head.title,
        entries: rows
            .into_iter()
            .filter_map(|row| entry(actor, row))
            .collect(),
        next,
    })
}

async fn head(ctx: &Ctx, process: Process, reference: &str) -> Result<Head, Error> {
    let sql = match process {
        Process::Solicitation => {
            "SELECT id, reference, title, id AS process_id, NULL AS provider_id, published_at IS NOT NULL AS public
             FROM solicitation WHERE reference = $1"
        }
        Process::Contract => {
            "SELECT id, reference, title, solicitation_id AS process_id, provider_id, 1 = 1 AS public
             FROM contract WHERE reference = $1"
        }
    };
    let found = ctx
        .db()
        .query(sql)
        .bind(reference.to_uppercase())
        .optional();
    found.await?.ok_or(Error::NotFound)
}

fn admit(actor: &Actor, process: Process, head: &Head) -> Result<(), Error> {
    match process {
        Process::Solicitation if head.public => {
            permit::<ReadSolicitations>(actor, Subject::ANY)?;
        }
        // To those who may not read drafts, the draft does not exist.
        Process::Solicitation => {
            let read = permit::<ReadDraftSolicitations>(actor, Subject::ANY);
            match actor {
                Actor::Nobody => read.map(|_| ())?,
                _ => read.map(|_| ()).map_err(|_| Error::NotFound)?,
            }
        }
        Process::Contract => {
            let provider = head.provider_id.map(ProviderId);
            let subject = provider.map_or(Subject::ANY, Subject::of_provider);
            permit::<ReadContracts>(actor, subject)?;
        }
    }
    Ok(())
}

fn select(head: &Head, input: &TimelineInput) -> Select {
    let sort = Sort {
        column: "event.at",
        descending: true,
    };
    let part = input
        .part
        .as_ref()
        .map(|part| Value::Text(format!("{part}.%")));
    let select = match head.process_id {
        Some(process) => Select::new(ROWS).when("event.process_id = ?", Some(Value::Id(process))),
        // A contract that did not come from a solicitation here has only its own events.
        None => Select::new(ROWS).when("event.subject_id = ?", Some(Value::Id(head.id))),
    };
    select
        .when("event.at <= ?", input.at.map(Value::Moment))
        .when("event.action LIKE ?", part)
        .page(
            &sort,
            "event.id",
            input.after.map(|key| (Value::Moment(key.at), key.id)),
            PAGE,
        )
}

fn entry(actor: &Actor, row: Row) -> Option<Entry> {
    let facts = Facts {
        action: row.event.action.clone(),
        at: row.event.at,
        account: row.event.account_id,
        owner: row.owner_id.map(ProviderId),
        published_at: row.published_at,
        opened: row.opened_at.is_some(),
        names_hidden: row.names_hidden == Some(true),
        notified: row.notified,
    };
    let sight = sight(actor, &facts);
    let event = row.event;
    let changes = match (sight, &event.before_text) {
        (Sight::Hidden, _) => return None,
        (Sight::Whole, Some(before)) => diff_texts(Some(before), event.after_text.as_deref()),
        _ => Vec::new(),
    };
    Some(Entry {
        id: event.id,
        at: event.at,
        who: event.actor_name,
        what: event.summary,
        reason: event.reason.filter(|_| sight == Sight::Whole),
        subject: event.subject_reference,
        changes,
    })
}
