//! Writing an acceptance in stages into its tables.

use super::acceptance_record::{Defect, Opinion, StageStep, StagedAcceptance};
use super::save::paired;
use crate::Error;
use crate::db::Tx;
use uuid::Uuid;

pub(super) async fn save_acceptance(
    tx: &mut Tx,
    milestone: Uuid,
    before: Option<&StagedAcceptance>,
    after: &StagedAcceptance,
    by: Option<Uuid>,
) -> Result<(), Error> {
    if before == Some(after) {
        return Ok(());
    }
    upsert(tx, milestone, after).await?;
    for (old, step) in paired(before.map(|b| &b.steps[..]), &after.steps, |s| s.id) {
        if old.is_none() {
            insert_step(tx, milestone, step, by).await?;
        }
    }
    for (old, defect) in paired(before.map(|b| &b.defects[..]), &after.defects, |d| d.id) {
        if old != Some(defect) {
            save_defect(tx, milestone, defect, by).await?;
        }
    }
    for (old, answer) in paired(before.map(|b| &b.answers[..]), &after.answers, |a| a.id) {
        if old.is_none() {
            tx.query("INSERT INTO acceptance_answer (id, milestone_id, text, answered_by, answered_at) VALUES ($1, $2, $3, $4, $5)")
                .bind(answer.id)
                .bind(milestone)
                .bind(answer.text.clone())
                .bind(by)
                .bind(answer.at)
                .run_one()
                .await?;
        }
    }
    for (old, opinion) in paired(before.map(|b| &b.opinions[..]), &after.opinions, |o| o.id) {
        if old.is_none() {
            insert_opinion(tx, milestone, opinion, by).await?;
        }
    }
    Ok(())
}

async fn upsert(tx: &mut Tx, milestone: Uuid, after: &StagedAcceptance) -> Result<(), Error> {
    tx.query(
        "INSERT INTO staged_acceptance (milestone_id, state, received_on, test_days, delivered_on, rejected_on, warranty_from,
             warranty_months, final_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (milestone_id) DO UPDATE SET state = excluded.state, received_on = excluded.received_on,
             test_days = excluded.test_days, delivered_on = excluded.delivered_on, rejected_on = excluded.rejected_on,
             warranty_from = excluded.warranty_from, warranty_months = excluded.warranty_months, final_on = excluded.final_on",
    )
    .bind(milestone)
    .bind(after.state.as_str())
    .bind(after.received_on)
    .bind(i64::from(after.test_days))
    .bind(after.delivered_on)
    .bind(after.rejected_on)
    .bind(after.warranty_from)
    .bind(after.warranty_months.map(i64::from))
    .bind(after.final_on)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_step(
    tx: &mut Tx,
    milestone: Uuid,
    step: &StageStep,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let remedy = step.remedy.as_ref();
    tx.query(
        "INSERT INTO acceptance_step (id, milestone_id, event, statement, remedy, remedy_due_on, price_cut_minor, document_id,
             signed_by, signed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(step.id)
    .bind(milestone)
    .bind(step.event.as_str())
    .bind(step.statement.clone())
    .bind(remedy.map(|remedy| remedy.kind.as_str()))
    .bind(remedy.and_then(|remedy| remedy.due_on))
    .bind(remedy.and_then(|remedy| remedy.cut_minor))
    .bind(step.file.as_ref().map(|file| file.id.0))
    .bind(by)
    .bind(step.at)
    .run_one()
    .await?;
    Ok(())
}

async fn save_defect(
    tx: &mut Tx,
    milestone: Uuid,
    defect: &Defect,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO acceptance_defect (id, milestone_id, number, class, text, found_on, mended_on, settled, noted_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET mended_on = excluded.mended_on, settled = excluded.settled",
    )
    .bind(defect.id)
    .bind(milestone)
    .bind(defect.number)
    .bind(defect.class.as_str())
    .bind(defect.text.clone())
    .bind(defect.found_on)
    .bind(defect.mended_on)
    .bind(defect.settled)
    .bind(by)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_opinion(
    tx: &mut Tx,
    milestone: Uuid,
    opinion: &Opinion,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO user_opinion (id, milestone_id, nation_code, opinion, text, given_by, given_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(opinion.id)
    .bind(milestone)
    .bind(opinion.nation.clone())
    .bind(opinion.opinion.as_str())
    .bind(opinion.text.clone())
    .bind(by)
    .bind(opinion.at)
    .run_one()
    .await?;
    Ok(())
}
