//! What changed in the solicitation since the authors of an offer last took note of it.

use super::load::{Row, row_in};
use super::save::must_be_editable;
use crate::audit::{self, Happening};
use crate::db::DbError;
use crate::solicitations::amended_since;
use crate::{Call, Ctx, Error, begin};
use chrono::{DateTime, Utc};
use domain::offers::{Affected, OfferContent, affected};
use domain::policy::actions::NoteChanges;
use sqlx::FromRow;

/// A document that was added or replaced since.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ChangedDocument {
    /// The file's name.
    pub title: String,
    /// Which version it is, from 1.
    pub number: i64,
    /// What changed and why.
    pub note: Option<String>,
    /// When it was added, or withdrawn.
    pub changed_at: DateTime<Utc>,
    /// Whether it was withdrawn without a newer version.
    pub withdrawn: bool,
}

/// What was amended since.
#[derive(Clone, Debug)]
pub struct Amended {
    /// The newest amendment's number.
    pub number: i64,
    /// The fields that differ, before and after.
    pub changes: Vec<audit::Change>,
    /// What the draft answers and is to be looked at again for.
    pub affected: Vec<Affected>,
}

/// What changed since: nothing for readers of other organisations.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Documents.
    pub documents: Vec<ChangedDocument>,
    /// Fields, requirements and price lines.
    pub amended: Option<Amended>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.amended.is_none()
    }
}

const DOCUMENTS: &str = "SELECT title, number, note, COALESCE(replaced_at, created_at) AS changed_at, replaced_at IS NOT NULL AS withdrawn
    FROM document WHERE owner_kind = 'solicitation' AND owner_id = $1
        AND ((replaced_at IS NULL AND created_at > $2) OR (replaced_at > $2 AND NOT EXISTS (SELECT 1 FROM document AS newer
            WHERE newer.series = document.series AND newer.number > document.number)))
    ORDER BY position, number LIMIT 100";

/// Since when changes are not noted.
fn since(row: &Row) -> DateTime<Utc> {
    row.noted_at.unwrap_or(row.created_at)
}

/// What changed since the authors last took note.
pub(super) async fn changes(
    ctx: &Ctx,
    row: &Row,
    content: Option<&OfferContent>,
) -> Result<Changes, Error> {
    Ok(Changes {
        documents: documents(ctx, row).await?,
        amended: amended(ctx, row, content).await?,
    })
}

async fn documents(ctx: &Ctx, row: &Row) -> Result<Vec<ChangedDocument>, DbError> {
    ctx.db()
        .query(DOCUMENTS)
        .bind(row.sought.solicitation_id.0)
        .bind(since(row))
        .all()
        .await
}

async fn amended(
    ctx: &Ctx,
    row: &Row,
    content: Option<&OfferContent>,
) -> Result<Option<Amended>, Error> {
    let since = since(row);
    if row.amended_at.is_none_or(|amended| amended <= since) {
        return Ok(None);
    }
    let found = amended_since(ctx, row.sought.solicitation_id, since).await?;
    let empty = OfferContent::default();
    Ok(found.map(|found| Amended {
        number: found.number,
        affected: affected(
            content.unwrap_or(&empty),
            &found.before.asked(),
            &found.after.asked(),
        ),
        changes: found.changes,
    }))
}

/// Notes that the authors have taken into account what changed until now; nothing of the draft changes.
///
/// # Errors
/// When the rules refuse, the offer cannot be changed any more, or the store fails.
pub async fn note_changes(ctx: &Ctx, call: &Call, offer_reference: &str) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let row = row_in(&mut work.tx, offer_reference).await?;
    let permit = work.permit::<NoteChanges>(row.subject())?;
    must_be_editable(&row)?;
    let at = work.at;
    work.tx
        .query("UPDATE offer SET noted_at = $1 WHERE id = $2")
        .bind(at)
        .bind(row.id.0)
        .run_one()
        .await?;
    let summary = "Noted what changed in the solicitation";
    let happening = Happening::to("offer", row.id.0, &row.reference, summary)
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening).await?;
    work.commit(()).await
}
