//! Inquiries as they are recorded.

use crate::Error;
use crate::evaluation::read::{Source, read_state};
use chrono::{DateTime, NaiveDate, Utc};
use domain::evaluation::inquiries::{InquiryFinding, InquiryKind};
use domain::id::{OfferId, ProviderId, SolicitationId};
use domain::states::InquiryState;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// An inquiry with what was answered and found.
#[derive(Clone, Debug, Serialize)]
pub struct Inquiry {
    /// Its identity.
    pub id: Uuid,
    /// Its number within the solicitation, from 1.
    pub number: i64,
    /// The offer.
    pub offer_id: OfferId,
    /// Its reference.
    pub offer: String,
    /// The bidder.
    pub provider: ProviderId,
    /// The bidder's name.
    pub provider_name: String,
    /// What it is about.
    pub kind: InquiryKind,
    /// Where it stands.
    pub status: InquiryState,
    /// What is asked.
    pub question: String,
    /// The last day for the answer, UTC.
    pub answer_by: NaiveDate,
    /// Name of who asked.
    pub asker: Option<String>,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The bidder's answer.
    pub answer: Option<String>,
    /// Name of who answered.
    pub answerer: Option<String>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
    /// What the authority finds.
    pub finding: Option<InquiryFinding>,
    /// Why.
    pub conclusion: Option<String>,
    /// Name of who concluded.
    pub concluder: Option<String>,
    /// When.
    pub concluded_at: Option<DateTime<Utc>>,
}

impl Inquiry {
    /// Whether the last day for the answer has passed without one.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.status == InquiryState::Asked && today > self.answer_by
    }

    /// What its bidder may see: not what the authority makes of it.
    pub(super) fn without_finding(self) -> Self {
        Self {
            finding: None,
            conclusion: None,
            concluder: None,
            concluded_at: None,
            ..self
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    offer_id: Uuid,
    offer: String,
    provider_id: Uuid,
    provider_name: String,
    kind: String,
    status: String,
    question: String,
    answer_by: NaiveDate,
    asker: Option<String>,
    asked_at: DateTime<Utc>,
    answer: Option<String>,
    answerer: Option<String>,
    answered_at: Option<DateTime<Utc>>,
    finding: Option<String>,
    conclusion: Option<String>,
    concluder: Option<String>,
    concluded_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Inquiry {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            number: row.number,
            offer_id: OfferId(row.offer_id),
            offer: row.offer,
            provider: ProviderId(row.provider_id),
            provider_name: row.provider_name,
            kind: read_state(&row.kind)?,
            status: read_state(&row.status)?,
            question: row.question,
            answer_by: row.answer_by,
            asker: row.asker,
            asked_at: row.asked_at,
            answer: row.answer,
            answerer: row.answerer,
            answered_at: row.answered_at,
            finding: row.finding.as_deref().map(read_state).transpose()?,
            conclusion: row.conclusion,
            concluder: row.concluder,
            concluded_at: row.concluded_at,
        })
    }
}

/// Every inquiry of a process by number.
pub(in crate::evaluation) async fn of_process(
    source: &mut Source<'_>,
    process: SolicitationId,
) -> Result<Vec<Inquiry>, Error> {
    let sql = "SELECT inquiry.id, inquiry.number, inquiry.offer_id, offer.reference AS offer, offer.provider_id, provider.name AS provider_name,
            inquiry.kind, inquiry.status, inquiry.question, inquiry.answer_by, asker.name AS asker, inquiry.asked_at, inquiry.answer,
            answerer.name AS answerer, inquiry.answered_at, inquiry.finding, inquiry.conclusion, concluder.name AS concluder,
            inquiry.concluded_at
         FROM inquiry JOIN offer ON offer.id = inquiry.offer_id JOIN provider ON provider.id = offer.provider_id
            LEFT JOIN account AS asker ON asker.id = inquiry.asked_by LEFT JOIN account AS answerer ON answerer.id = inquiry.answered_by
            LEFT JOIN account AS concluder ON concluder.id = inquiry.concluded_by
         WHERE inquiry.solicitation_id = $1 ORDER BY inquiry.number";
    let rows: Vec<Row> = source.query(sql).bind(process.0).all().await?;
    rows.into_iter().map(Inquiry::try_from).collect()
}
