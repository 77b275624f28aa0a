//! Appending to the log.

use crate::db::Tx;
use crate::db::bulk::{Merge, Row, Table};
use crate::{Error, Work};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

/// What happened, to what, and how it changed.
#[derive(Clone, Debug)]
pub struct Happening {
    subject_kind: &'static str,
    subject_id: Uuid,
    subject_reference: String,
    process: Option<Uuid>,
    summary: String,
    reason: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

impl Happening {
    /// Something happened to a subject: its kind, identity and reference, and one sentence in the past tense for the timeline.
    pub fn to(
        kind: &'static str,
        id: impl Into<Uuid>,
        reference: impl Into<String>,
        summary: impl Into<String>,
    ) -> Self {
        Self {
            subject_kind: kind,
            subject_id: id.into(),
            subject_reference: reference.into(),
            process: None,
            summary: summary.into(),
            reason: None,
            before: None,
            after: None,
        }
    }

    /// The solicitation in whose process it happened, so that a contract's timeline goes back to the need.
    #[must_use]
    pub fn within(mut self, process: impl Into<Uuid>) -> Self {
        self.process = Some(process.into());
        self
    }

    /// Why, in the person's own words.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The record as it was.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn before<T: Serialize>(mut self, record: &T) -> Result<Self, Error> {
        self.before = Some(domain::canonical::text(record)?);
        Ok(self)
    }

    /// The record as it is now. A view of a past moment is read from here, so it must be complete,
    /// and it must hold nothing that is sealed.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn after<T: Serialize>(mut self, record: &T) -> Result<Self, Error> {
        self.after = Some(domain::canonical::text(record)?);
        Ok(self)
    }
}

/// An event as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct StoredEvent {
    /// Its identity; sorts by time.
    pub id: Uuid,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// `person`, `system` or `nobody`.
    pub actor_kind: String,
    /// The account that acted.
    pub account_id: Option<Uuid>,
    /// The name as it was then.
    pub actor_name: String,
    /// The action's code.
    pub action: String,
    /// The kind of the subject.
    pub subject_kind: String,
    /// The subject.
    pub subject_id: Uuid,
    /// The subject's reference.
    pub subject_reference: String,
    /// The solicitation in whose process it happened.
    pub process_id: Option<Uuid>,
    /// One sentence.
    pub summary: String,
    /// Why.
    pub reason: Option<String>,
    /// The record as it was, canonical JSON.
    pub before_text: Option<String>,
    /// The record as it became, canonical JSON.
    pub after_text: Option<String>,
    /// SHA-256 of everything above.
    pub hash: Vec<u8>,
}

impl StoredEvent {
    /// The SHA-256 over everything that the event says, as canonical JSON.
    #[must_use]
    pub fn computed_hash(&self) -> [u8; 32] {
        Sha256::digest(self.text().as_bytes()).into()
    }

    /// Everything that the event says, as the canonical JSON that its hash is made over.
    #[must_use]
    pub fn text(&self) -> String {
        let said = serde_json::json!({
            "id": self.id, "at": self.at.timestamp_micros(), "actor_kind": self.actor_kind, "account_id": self.account_id,
            "actor_name": self.actor_name, "action": self.action, "subject_kind": self.subject_kind,
            "subject_id": self.subject_id, "subject_reference": self.subject_reference, "process_id": self.process_id,
            "summary": self.summary, "reason": self.reason, "before": self.before_text, "after": self.after_text,
        });
        domain::canonical::of(&said)
    }
}

/// An event that was just appended, for those who prove that it was.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its identity.
    pub id: Uuid,
    /// The text over which its hash was made.
    pub text: String,
    /// SHA-256 of the text.
    pub hash: [u8; 32],
}

/// The event that tells of a happening.
fn event(work: &Work<'_>, action: &'static str, happening: Happening) -> StoredEvent {
    let actor = work.actor();
    let kind = match actor {
        Actor::Person(_) => "person",
        Actor::System(_) => "system",
        Actor::Nobody => "nobody",
    };
    let mut event = StoredEvent {
        id: work.ctx().new_id(),
        at: work.at,
        actor_kind: kind.to_owned(),
        account_id: work.account(),
        actor_name: actor.name().to_owned(),
        action: action.to_owned(),
        subject_kind: happening.subject_kind.to_owned(),
        subject_id: happening.subject_id,
        subject_reference: happening.subject_reference,
        process_id: happening.process,
        summary: happening.summary,
        reason: happening.reason,
        before_text: happening.before,
        after_text: happening.after,
        hash: Vec::new(),
    };
    event.hash = event.computed_hash().to_vec();
    event
}

/// Appends an event in the transaction of the work that it tells.
///
/// # Errors
/// When the store fails.
pub async fn append(
    work: &mut Work<'_>,
    action: &'static str,
    happening: Happening,
) -> Result<Recorded, Error> {
    let event = event(work, action, happening);
    let recorded = Recorded {
        id: event.id,
        text: event.text(),
        hash: event.computed_hash(),
    };
    work.tx.insert_all(&EVENT, vec![row(event)]).await?;
    Ok(recorded)
}

/// Appends many events at once, in order.
///
/// # Errors
/// When the store fails.
pub async fn append_all(
    work: &mut Work<'_>,
    action: &'static str,
    happenings: Vec<Happening>,
) -> Result<(), Error> {
    let rows = happenings
        .into_iter()
        .map(|happening| row(event(work, action, happening)))
        .collect();
    Ok(work.tx.insert_all(&EVENT, rows).await?)
}

/// Appends events that happened before, in order, with the hash over what they say: for stores that are filled for
/// measurements.
///
/// # Errors
/// When the store fails.
pub(crate) async fn append_stored(tx: &mut Tx, events: Vec<StoredEvent>) -> Result<(), Error> {
    let hashed = |mut event: StoredEvent| {
        event.hash = event.computed_hash().to_vec();
        row(event)
    };
    Ok(tx
        .insert_all(&EVENT, events.into_iter().map(hashed).collect())
        .await?)
}

const EVENT: Table = Table {
    name: "event",
    columns: &[
        ("id", Merge::Keep),
        ("at", Merge::Keep),
        ("actor_kind", Merge::Keep),
        ("account_id", Merge::Keep),
        ("actor_name", Merge::Keep),
        ("action", Merge::Keep),
        ("subject_kind", Merge::Keep),
        ("subject_id", Merge::Keep),
        ("subject_reference", Merge::Keep),
        ("process_id", Merge::Keep),
        ("summary", Merge::Keep),
        ("reason", Merge::Keep),
        ("before_text", Merge::Keep),
        ("after_text", Merge::Keep),
        ("hash", Merge::Keep),
    ],
};

fn row(event: StoredEvent) -> Row {
    vec![
        event.id.into(),
        event.at.into(),
        event.actor_kind.into(),
        event.account_id.into(),
        event.actor_name.into(),
        event.action.into(),
        event.subject_kind.into(),
        event.subject_id.into(),
        event.subject_reference.into(),
        event.process_id.into(),
        event.summary.into(),
        event.reason.into(),
        event.before_text.into(),
        event.after_text.into(),
        event.hash.into(),
    ]
}
