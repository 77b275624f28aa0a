//! What changed in the solicitation since the draft of an offer was last saved.

use super::load::Row;
use crate::Ctx;
use crate::db::DbError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// A document that was added or replaced after the draft was last saved.
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

const CHANGED: &str = "SELECT title, number, note, COALESCE(replaced_at, created_at) AS changed_at, replaced_at IS NOT NULL AS withdrawn
    FROM document WHERE owner_kind = 'solicitation' AND owner_id = $1
        AND ((replaced_at IS NULL AND created_at > $2) OR (replaced_at > $2 AND NOT EXISTS (SELECT 1 FROM document AS newer
            WHERE newer.series = document.series AND newer.number > document.number)))
    ORDER BY position, number LIMIT 100";

/// The documents that changed since the draft was last saved; since it was begun, where it never was.
pub(super) async fn changed(ctx: &Ctx, row: &Row) -> Result<Vec<ChangedDocument>, DbError> {
    ctx.db()
        .query(CHANGED)
        .bind(row.sought.solicitation_id.0)
        .bind(row.draft_saved_at.unwrap_or(row.created_at))
        .all()
        .await
}
