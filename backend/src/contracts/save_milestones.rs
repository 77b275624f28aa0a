//! Writing milestones with their dates, evidence and decisions.

use super::record::{ContractRecord, DateChange, Decision, DelayNotice, Evidence, Milestone};
use super::save::paired;
use super::save_acceptance::save_acceptance;
use crate::Error;
use crate::db::Tx;
use uuid::Uuid;

pub(super) async fn save_milestone(
    tx: &mut Tx,
    record: &ContractRecord,
    old: Option<&Milestone>,
    milestone: &Milestone,
    by: Option<Uuid>,
) -> Result<(), Error> {
    upsert(tx, record.id.0, milestone).await?;
    for (old, change) in paired(old.map(|old| &old.changes[..]), &milestone.changes, |c| {
        c.id
    }) {
        if old.is_none() {
            insert_change(tx, milestone, change, by).await?;
        }
    }
    for (old, evidence) in paired(old.map(|old| &old.evidence[..]), &milestone.evidence, |e| {
        e.id
    }) {
        if old.is_none() {
            insert_evidence(tx, milestone, evidence, by).await?;
        }
    }
    for (old, decision) in paired(
        old.map(|old| &old.decisions[..]),
        &milestone.decisions,
        |d| d.id,
    ) {
        if old.is_none() {
            insert_decision(tx, milestone, decision, by).await?;
        }
    }
    for (old, notice) in paired(old.map(|old| &old.notices[..]), &milestone.notices, |n| {
        n.id
    }) {
        if old != Some(notice) {
            save_notice(tx, milestone, notice, by).await?;
        }
    }
    if let Some(staged) = &milestone.staged {
        let before = old.and_then(|old| old.staged.as_deref());
        save_acceptance(tx, milestone.id.0, before, staged, by).await?;
    }
    Ok(())
}

/// The original baseline is not among what an update writes.
async fn upsert(tx: &mut Tx, contract: Uuid, milestone: &Milestone) -> Result<(), Error> {
    tx.query(
        "INSERT INTO milestone (id, contract_id, number, title, class, criteria, value_minor, status, original_baseline,
             current_baseline, forecast, actual, slip_days, external_key, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', 1)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, current_baseline = excluded.current_baseline,
             forecast = excluded.forecast, actual = excluded.actual, slip_days = excluded.slip_days, version = milestone.version + 1",
    )
    .bind(milestone.id.0)
    .bind(contract)
    .bind(milestone.number)
    .bind(milestone.title.clone())
    .bind(milestone.class.as_str())
    .bind(milestone.criteria.clone())
    .bind(milestone.value_minor)
    .bind(milestone.status.as_str())
    .bind(milestone.original_baseline)
    .bind(milestone.current_baseline)
    .bind(milestone.forecast)
    .bind(milestone.actual)
    .bind(milestone.slip_days())
    .run_one()
    .await?;
    Ok(())
}

async fn insert_change(
    tx: &mut Tx,
    milestone: &Milestone,
    change: &DateChange,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO milestone_date_change (id, milestone_id, which, old_day, new_day, reason, cause, attributable_to,
             modification_id, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(change.id)
    .bind(milestone.id.0)
    .bind(change.which.as_str())
    .bind(change.old)
    .bind(change.new)
    .bind(change.reason.clone())
    .bind(change.cause.map(|cause| cause.as_str()))
    .bind(change.attributable_to.map(|who| who.as_str()))
    .bind(change.modification.map(|id| id.0))
    .bind(by)
    .bind(change.at)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_evidence(
    tx: &mut Tx,
    milestone: &Milestone,
    evidence: &Evidence,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO milestone_evidence (id, milestone_id, statement, document_id, submitted_by, submitted_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(evidence.id)
    .bind(milestone.id.0)
    .bind(evidence.statement.clone())
    .bind(evidence.file.as_ref().map(|file| file.id.0))
    .bind(by)
    .bind(evidence.at)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_decision(
    tx: &mut Tx,
    milestone: &Milestone,
    decision: &Decision,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO acceptance (id, milestone_id, accepted, statement, delivered_on, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(decision.id)
    .bind(milestone.id.0)
    .bind(decision.accepted)
    .bind(decision.statement.clone())
    .bind(decision.delivered_on)
    .bind(by)
    .bind(decision.at)
    .run_one()
    .await?;
    Ok(())
}

async fn save_notice(
    tx: &mut Tx,
    milestone: &Milestone,
    notice: &DelayNotice,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let decision = notice.decision.as_ref();
    tx.query(
        "INSERT INTO delay_notice (id, milestone_id, number, problem, cause, items, began_on, action, recovery_on, proposed_on,
             given_by, received_at, excused_days, reason, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (id) DO UPDATE SET excused_days = excluded.excused_days, reason = excluded.reason,
             decided_by = excluded.decided_by, decided_at = excluded.decided_at",
    )
    .bind(notice.id)
    .bind(milestone.id.0)
    .bind(notice.number)
    .bind(notice.problem.clone())
    .bind(notice.cause.as_str())
    .bind(notice.items.clone())
    .bind(notice.began_on)
    .bind(notice.action.clone())
    .bind(notice.recovery_on)
    .bind(notice.proposed_on)
    .bind(by)
    .bind(notice.at)
    .bind(decision.map(|one| i64::from(one.excused_days)))
    .bind(decision.map(|one| one.reason.clone()))
    .bind(decision.and(by))
    .bind(decision.map(|one| one.at))
    .run_one()
    .await?;
    Ok(())
}
