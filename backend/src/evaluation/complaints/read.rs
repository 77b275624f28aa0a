//! Complaints as they are recorded.

use crate::Error;
use crate::evaluation::read::{Source, read_state};
use chrono::{DateTime, NaiveDate, Utc};
use domain::awards::{AnswerStatus, Outcome};
use domain::id::{AccountId, AwardId, ProviderId, SolicitationId};
use domain::states::{ComplaintState, StateMachine};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// A complaint with everything that was answered to it.
#[derive(Clone, Debug, Serialize)]
pub struct Complaint {
    /// Its identity.
    pub id: Uuid,
    /// Its number within the solicitation, from 1.
    pub number: i64,
    /// The award that it is about.
    pub award: AwardId,
    /// The code of that award's lot; empty for the whole.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lot: String,
    /// The reference of the bidder's offer.
    pub offer: String,
    /// The bidder.
    pub provider: ProviderId,
    /// The bidder's name.
    pub provider_name: String,
    /// Where it stands.
    pub status: ComplaintState,
    /// What is wrong, in the bidder's words.
    pub grounds: String,
    /// What the bidder asks for.
    pub sought: String,
    /// When it was lodged.
    pub lodged_at: DateTime<Utc>,
    /// The last day on which it could be lodged.
    pub last_day: NaiveDate,
    /// When the authority acknowledged it.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Until when it may be filed again, or brought before the committee.
    pub until: Option<NaiveDate>,
    /// What was answered, the oldest first.
    pub answers: Vec<ComplaintAnswer>,
    /// Version for changes.
    pub version: i64,
}

/// An answer to a complaint: proposed by one officer, decided by another.
#[derive(Clone, Debug, Serialize)]
pub struct ComplaintAnswer {
    /// Its identity.
    pub id: Uuid,
    /// What is decided.
    pub outcome: Outcome,
    /// Whether an annulled award also opens the scores again.
    pub reopen: bool,
    /// The reasons; the bidder reads them once they are decided.
    pub text: String,
    /// Where it stands.
    pub status: AnswerStatus,
    /// Who wrote it.
    pub answered_by: Option<AccountId>,
    /// Name of who wrote it.
    pub author: Option<String>,
    /// When.
    pub answered_at: DateTime<Utc>,
    /// Name of who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was given back.
    pub note: Option<String>,
}

impl Complaint {
    /// Whether it is not ended.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.status.is_final()
    }

    /// The answer that waits for a second person.
    #[must_use]
    pub fn waiting(&self) -> Option<&ComplaintAnswer> {
        self.answers
            .iter()
            .find(|answer| answer.status == AnswerStatus::Proposed)
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    award_id: Uuid,
    lot: String,
    offer: String,
    provider_id: Uuid,
    provider_name: String,
    status: String,
    grounds: String,
    sought: String,
    lodged_at: DateTime<Utc>,
    last_day: NaiveDate,
    acknowledged_at: Option<DateTime<Utc>>,
    until_day: Option<NaiveDate>,
    version: i64,
    answer_id: Option<Uuid>,
    outcome: Option<String>,
    reopen: Option<bool>,
    answer: Option<String>,
    answer_status: Option<String>,
    answered_by: Option<Uuid>,
    author: Option<String>,
    answered_at: Option<DateTime<Utc>>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    note: Option<String>,
}

impl Row {
    fn complaint(&self) -> Result<Complaint, Error> {
        Ok(Complaint {
            id: self.id,
            number: self.number,
            award: AwardId(self.award_id),
            lot: self.lot.clone(),
            offer: self.offer.clone(),
            provider: ProviderId(self.provider_id),
            provider_name: self.provider_name.clone(),
            status: read_state(&self.status)?,
            grounds: self.grounds.clone(),
            sought: self.sought.clone(),
            lodged_at: self.lodged_at,
            last_day: self.last_day,
            acknowledged_at: self.acknowledged_at,
            until: self.until_day,
            answers: Vec::new(),
            version: self.version,
        })
    }

    fn answer(self) -> Result<Option<ComplaintAnswer>, Error> {
        let (Some(id), Some(outcome), Some(status), Some(answered_at)) = (
            self.answer_id,
            self.outcome,
            self.answer_status,
            self.answered_at,
        ) else {
            return Ok(None);
        };
        Ok(Some(ComplaintAnswer {
            id,
            outcome: read_state(&outcome)?,
            reopen: self.reopen.unwrap_or_default(),
            text: self.answer.unwrap_or_default(),
            status: read_state(&status)?,
            answered_by: self.answered_by.map(AccountId),
            author: self.author,
            answered_at,
            decider: self.decider,
            decided_at: self.decided_at,
            note: self.note,
        }))
    }
}

/// Every complaint of a process by number, with its answers.
pub(in crate::evaluation) async fn of_process(
    source: &mut Source<'_>,
    process: SolicitationId,
) -> Result<Vec<Complaint>, Error> {
    let sql = "SELECT complaint.id, complaint.number, complaint.award_id, award.lot, offer.reference AS offer, complaint.provider_id,
            provider.name AS provider_name, complaint.status, grounds, sought, lodged_at, last_day, acknowledged_at, until_day,
            complaint.version, reply.id AS answer_id, reply.outcome, reply.reopen, reply.text AS answer, reply.status AS answer_status,
            reply.answered_by, author.name AS author, reply.answered_at, decider.name AS decider, reply.decided_at, reply.note
         FROM complaint JOIN award ON award.id = complaint.award_id JOIN offer ON offer.id = complaint.offer_id JOIN provider ON provider.id = complaint.provider_id
            LEFT JOIN complaint_answer AS reply ON reply.complaint_id = complaint.id
            LEFT JOIN account AS author ON author.id = reply.answered_by LEFT JOIN account AS decider ON decider.id = reply.decided_by
         WHERE complaint.solicitation_id = $1 ORDER BY complaint.number, reply.answered_at, reply.id";
    let rows: Vec<Row> = source.query(sql).bind(process.0).all().await?;
    let mut all: Vec<Complaint> = Vec::new();
    for row in rows {
        if all.last().is_none_or(|last| last.id != row.id) {
            all.push(row.complaint()?);
        }
        let answer = row.answer()?;
        if let Some(complaint) = all.last_mut() {
            complaint.answers.extend(answer);
        }
    }
    Ok(all)
}
