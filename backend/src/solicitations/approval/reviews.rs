//! The reviews of a draft: what waits, what was decided.

use crate::db::Tx;
use crate::{Ctx, Error, Work};
use chrono::{DateTime, Utc};
use domain::id::SolicitationId;
use sqlx::FromRow;
use uuid::Uuid;

/// A review: who asked with which note, who decided what.
#[derive(Clone, Debug, FromRow)]
pub struct ReviewRow {
    /// The record's version that was sent.
    pub version: i64,
    /// The note of the person who sent it.
    pub note: Option<String>,
    /// The account that sent it.
    pub asked_by: Uuid,
    /// The name of the person who sent it.
    pub asked_name: String,
    /// When it was sent.
    pub asked_at: DateTime<Utc>,
    /// `approved`, `returned`, or `withdrawn` because the draft was changed; none while it waits.
    pub decision: Option<String>,
    /// The note of the person who decided.
    pub decision_note: Option<String>,
    /// The name of the person who decided.
    pub decided_name: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// The newest review beside its solicitation, where there is one.
#[derive(Clone, Debug, FromRow)]
pub(in super::super) struct LatestReview {
    review_version: Option<i64>,
    review_note: Option<String>,
    review_asked_by: Option<Uuid>,
    review_asked_name: Option<String>,
    review_asked_at: Option<DateTime<Utc>>,
    review_decision: Option<String>,
    review_decision_note: Option<String>,
    review_decided_name: Option<String>,
    review_decided_at: Option<DateTime<Utc>>,
}

impl LatestReview {
    /// The review.
    pub fn review(self) -> Option<ReviewRow> {
        Some(ReviewRow {
            version: self.review_version?,
            note: self.review_note,
            asked_by: self.review_asked_by?,
            asked_name: self.review_asked_name?,
            asked_at: self.review_asked_at?,
            decision: self.review_decision,
            decision_note: self.review_decision_note,
            decided_name: self.review_decided_name,
            decided_at: self.review_decided_at,
        })
    }
}

/// Every review of a solicitation, the newest first.
pub(in super::super) async fn reviews(
    ctx: &Ctx,
    solicitation: SolicitationId,
) -> Result<Vec<ReviewRow>, Error> {
    let rows = ctx.db().query(
        "SELECT review.version, review.note, review.asked_by, asking.name AS asked_name, review.asked_at, review.decision,
             review.decision_note, deciding.name AS decided_name, review.decided_at
         FROM review JOIN account AS asking ON asking.id = review.asked_by
             LEFT JOIN account AS deciding ON deciding.id = review.decided_by
         WHERE review.solicitation_id = $1 ORDER BY review.asked_at DESC, review.id DESC LIMIT 50",
    );
    Ok(rows.bind(solicitation.0).all().await?)
}

/// A review that waits.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Open {
    pub id: Uuid,
    pub version: i64,
    pub asked_by: Uuid,
}

pub(super) async fn open(tx: &mut Tx, solicitation: SolicitationId) -> Result<Option<Open>, Error> {
    let waiting = tx.query(
        "SELECT id, version, asked_by FROM review WHERE solicitation_id = $1 AND decision IS NULL",
    );
    Ok(waiting.bind(solicitation.0).optional().await?)
}

pub(super) async fn close(
    work: &mut Work<'_>,
    review: &Open,
    decision: &'static str,
    note: Option<String>,
) -> Result<(), Error> {
    let (account, at) = (work.account(), work.at);
    work.tx
        .query("UPDATE review SET decision = $1, decision_note = $2, decided_by = $3, decided_at = $4 WHERE id = $5 AND decision IS NULL")
        .bind(decision)
        .bind(note)
        .bind(account)
        .bind(at)
        .bind(review.id)
        .run_one()
        .await?;
    Ok(())
}

/// What waits lapses, because the draft is changed.
pub(in super::super) async fn lapse(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
) -> Result<(), Error> {
    if let Some(review) = open(&mut work.tx, solicitation).await? {
        close(work, &review, "withdrawn", None).await?;
    }
    Ok(())
}
