//! Writing service levels, measurements and credits into their tables.

use super::record::{ContractRecord, Credit, Excuse, Measurement, RootCause, ServiceLevel};
use super::save::paired;
use super::service_totals::Waits;
use crate::Error;
use crate::db::{DecimalText, JsonText, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub(super) async fn save_service(
    tx: &mut Tx,
    before: Option<&ContractRecord>,
    after: &ContractRecord,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let levels = before.map(|before| &before.service.levels[..]);
    for (old, level) in paired(levels, &after.service.levels, |level| level.id) {
        let waits = after.waits(level);
        // Who has to act also follows from the contract's end and state.
        let waited = before.zip(old).map(|(before, old)| before.waits(old));
        if old != Some(level) || waited.as_ref() != Some(&waits) {
            save_level(tx, after.id.0, level, &waits, by).await?;
        }
        if old != Some(level) {
            save_parts(tx, old, level, by).await?;
        }
    }
    Ok(())
}

async fn save_level(
    tx: &mut Tx,
    contract: Uuid,
    level: &ServiceLevel,
    waits: &Waits,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO service_level (id, contract_id, number, metric, unit, promise, time_window, measured_from, line_number, fee_minor,
             report_days, analysis_days, exclusions, source, basis, agreed_on, ended_on, made_by, unmeasured, report_by, to_answer,
             reported_at, disputed, analysis_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
         ON CONFLICT (id) DO UPDATE SET ended_on = excluded.ended_on, unmeasured = excluded.unmeasured,
             report_by = excluded.report_by, to_answer = excluded.to_answer, reported_at = excluded.reported_at,
             disputed = excluded.disputed, analysis_by = excluded.analysis_by",
    )
    .bind(level.id)
    .bind(contract)
    .bind(level.number)
    .bind(level.metric.clone())
    .bind(level.unit.clone())
    .bind(JsonText(&level.promise))
    .bind(level.window.as_str())
    .bind(level.from)
    .bind(level.line.clone())
    .bind(level.fee_minor)
    .bind(i64::from(level.report_days))
    .bind(i64::from(level.analysis_days))
    .bind(level.exclusions.clone())
    .bind(level.source.clone())
    .bind(level.basis.clone())
    .bind(level.agreed_on)
    .bind(level.ended_on)
    .bind(by)
    .bind(waits.unmeasured)
    .bind(waits.report_by)
    .bind(waits.to_answer)
    .bind(waits.reported_at)
    .bind(waits.disputed)
    .bind(waits.analysis_by)
    .run_one()
    .await?;
    Ok(())
}

async fn save_parts(
    tx: &mut Tx,
    old: Option<&ServiceLevel>,
    level: &ServiceLevel,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let values = old.map(|old| &old.measurements[..]);
    for (old, value) in paired(values, &level.measurements, |one| one.id) {
        if old != Some(value) {
            save_measurement(tx, level.id, value).await?;
        }
    }
    let excuses = old.map(|old| &old.excuses[..]);
    for (old, excuse) in paired(excuses, &level.excuses, |one| one.id) {
        if old.is_none() {
            insert_note(tx, level.id, Note::from(excuse), by).await?;
        }
    }
    let analyses = old.map(|old| &old.analyses[..]);
    for (old, analysis) in paired(analyses, &level.analyses, |one| one.id) {
        if old.is_none() {
            insert_note(tx, level.id, Note::from(analysis), by).await?;
        }
    }
    let credits = old.map(|old| &old.credits[..]);
    for (old, credit) in paired(credits, &level.credits, |one| one.id) {
        if old != Some(credit) {
            save_credit(tx, level.id, credit, by).await?;
        }
    }
    Ok(())
}

async fn save_measurement(tx: &mut Tx, level: Uuid, one: &Measurement) -> Result<(), Error> {
    let answer = one.answer.as_ref();
    tx.query(
        "INSERT INTO service_measurement (id, level_id, period, value, note, reported_at, reported_by, agreed, own_value, reason,
             answered_at, answered_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET agreed = excluded.agreed, own_value = excluded.own_value, reason = excluded.reason,
             answered_at = excluded.answered_at, answered_by = excluded.answered_by",
    )
    .bind(one.id)
    .bind(level)
    .bind(one.period)
    .bind(DecimalText(one.value))
    .bind(one.note.clone())
    .bind(one.at)
    .bind(one.by.clone())
    .bind(answer.map(|answer| answer.agreed))
    .bind(answer.and_then(|answer| answer.value).map(DecimalText))
    .bind(answer.map(|answer| answer.reason.clone()))
    .bind(answer.map(|answer| answer.at))
    .bind(answer.map(|answer| answer.by.clone()))
    .run_one()
    .await?;
    Ok(())
}

/// What was said of a period besides its value.
struct Note<'a> {
    id: Uuid,
    period: NaiveDate,
    kind: &'static str,
    text: &'a str,
    at: DateTime<Utc>,
}

impl<'a> From<&'a Excuse> for Note<'a> {
    fn from(excuse: &'a Excuse) -> Self {
        Self {
            id: excuse.id,
            period: excuse.period,
            kind: if excuse.excused {
                "excused"
            } else {
                "not_excused"
            },
            text: &excuse.reason,
            at: excuse.at,
        }
    }
}

impl<'a> From<&'a RootCause> for Note<'a> {
    fn from(analysis: &'a RootCause) -> Self {
        Self {
            id: analysis.id,
            period: analysis.period,
            kind: "root_cause",
            text: &analysis.text,
            at: analysis.at,
        }
    }
}

async fn insert_note(
    tx: &mut Tx,
    level: Uuid,
    note: Note<'_>,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query("INSERT INTO service_note (id, level_id, period, kind, text, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(note.id)
        .bind(level)
        .bind(note.period)
        .bind(note.kind)
        .bind(note.text.to_owned())
        .bind(by)
        .bind(note.at)
        .run_one()
        .await?;
    Ok(())
}

async fn save_credit(
    tx: &mut Tx,
    level: Uuid,
    credit: &Credit,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let decider = credit.decided_at.and(by);
    tx.query(
        "INSERT INTO service_credit (id, level_id, period, value, percent, fee_minor, amount_minor, status, proposed_by, proposed_at,
             decided_by, decided_at, decision)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, decided_by = excluded.decided_by,
             decided_at = excluded.decided_at, decision = excluded.decision",
    )
    .bind(credit.id)
    .bind(level)
    .bind(credit.period)
    .bind(DecimalText(credit.value))
    .bind(DecimalText(credit.percent))
    .bind(credit.fee_minor)
    .bind(credit.amount_minor)
    .bind(credit.status.as_str())
    .bind(credit.proposer)
    .bind(credit.at)
    .bind(decider)
    .bind(credit.decided_at)
    .bind(credit.decision.clone())
    .run_one()
    .await?;
    Ok(())
}
