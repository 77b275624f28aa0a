//! What people set beside the offers: individual scores, moderated scores, and notes.

use super::notes::Note;
use super::read::Source;
use super::sheet::{Individual, Moderated};
use crate::Error;
use crate::db::{DecimalText, JsonText};
use chrono::{DateTime, Utc};
use domain::evaluation::remarks::Remark;
use domain::id::{AccountId, OfferId, SolicitationId};
use sqlx::FromRow;
use uuid::Uuid;

/// Everything of a solicitation, drafts and other people's notes included.
#[derive(Default)]
pub(super) struct Marks {
    pub scores: Vec<Individual>,
    pub moderated: Vec<Moderated>,
    pub notes: Vec<Note>,
}

#[derive(FromRow)]
struct Row {
    kind: String,
    offer_id: Uuid,
    criterion: String,
    account_id: Uuid,
    name: String,
    value: DecimalText,
    words: String,
    at: DateTime<Utc>,
    version: i64,
    remarks: JsonText<Vec<Remark>>,
}

pub(super) async fn marks(source: &mut Source<'_>, id: SolicitationId) -> Result<Marks, Error> {
    let sql = "SELECT 'individual' AS kind, score.offer_id, criterion, score.account_id, account.name, value, rationale AS words,
            saved_at AS at, CAST(0 AS BIGINT) AS version, remarks
         FROM score JOIN account ON account.id = score.account_id JOIN offer ON offer.id = score.offer_id
         WHERE offer.solicitation_id = $1
         UNION ALL
         SELECT 'moderated', moderated_score.offer_id, criterion, recorded_by, account.name, value, reason, recorded_at,
            moderated_score.version, remarks
         FROM moderated_score JOIN account ON account.id = moderated_score.recorded_by
            JOIN offer ON offer.id = moderated_score.offer_id
         WHERE offer.solicitation_id = $1
         UNION ALL
         SELECT reading_note.kind, reading_note.offer_id, question, reading_note.account_id, account.name, '0', words, written_at,
            reading_note.version, '[]'
         FROM reading_note JOIN account ON account.id = reading_note.account_id
            JOIN offer ON offer.id = reading_note.offer_id
         WHERE offer.solicitation_id = $1 ORDER BY 5, 3";
    let rows: Vec<Row> = source.query(sql).bind(id.0).all().await?;
    let mut marks = Marks::default();
    for row in rows {
        marks.take(row);
    }
    Ok(marks)
}

impl Marks {
    fn take(&mut self, row: Row) {
        let offer = OfferId(row.offer_id);
        match row.kind.as_str() {
            "individual" => self.scores.push(Individual {
                offer,
                criterion: row.criterion,
                account: AccountId(row.account_id),
                name: row.name,
                value: row.value.0,
                rationale: row.words,
                remarks: row.remarks.0,
            }),
            "moderated" => self.moderated.push(Moderated {
                offer,
                criterion: row.criterion,
                value: row.value.0,
                reason: row.words,
                remarks: row.remarks.0,
                by: row.name,
                at: row.at,
                version: row.version,
            }),
            kind => self.notes.push(Note {
                offer,
                question: row.criterion,
                account: AccountId(row.account_id),
                name: row.name,
                shared: kind == Note::SHARED,
                words: row.words,
                at: row.at,
                version: row.version,
            }),
        }
    }
}
