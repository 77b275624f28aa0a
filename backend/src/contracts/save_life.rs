//! Writing the hard moments of a contract into their tables.

use super::record::{Claim, ContractRecord, FormerHolder, LifeMoment, Task};
use super::save::paired;
use crate::Error;
use crate::db::Tx;
use uuid::Uuid;

pub(super) async fn save_life(
    tx: &mut Tx,
    before: Option<&ContractRecord>,
    after: &ContractRecord,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let contract = after.id.0;
    let moments = before.map(|b| &b.life.moments[..]);
    for (old, moment) in paired(moments, &after.life.moments, |m| m.id) {
        if old != Some(moment) {
            save_moment(tx, contract, moment, by).await?;
        }
    }
    let claims = before.map(|b| &b.life.claims[..]);
    for (old, claim) in paired(claims, &after.life.claims, |c| c.id) {
        if old != Some(claim) {
            save_claim(tx, contract, claim, by).await?;
        }
    }
    let former = before.map(|b| &b.life.former[..]);
    for (old, holder) in paired(former, &after.life.former, |f| f.id) {
        if old.is_none() {
            insert_holder(tx, contract, holder).await?;
        }
    }
    let tasks = before.map(|b| &b.life.tasks[..]);
    for (old, task) in paired(tasks, &after.life.tasks, |t| t.id) {
        if old != Some(task) {
            save_task(tx, contract, task).await?;
        }
    }
    Ok(())
}

async fn insert_holder(tx: &mut Tx, contract: Uuid, holder: &FormerHolder) -> Result<(), Error> {
    tx.query(
        "INSERT INTO contract_holder (id, contract_id, provider_id, name, until_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(holder.id)
    .bind(contract)
    .bind(holder.provider.map(|id| id.0))
    .bind(holder.name.clone())
    .bind(holder.until)
    .run_one()
    .await?;
    Ok(())
}

async fn save_task(tx: &mut Tx, contract: Uuid, task: &Task) -> Result<(), Error> {
    tx.query(
        "INSERT INTO contract_task (id, contract_id, number, task, what, owner, due_on, state, settled_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, settled_on = excluded.settled_on",
    )
    .bind(task.id)
    .bind(contract)
    .bind(task.number.clone())
    .bind(task.task.as_str())
    .bind(task.what.clone())
    .bind(task.owner.clone())
    .bind(task.due_on)
    .bind(task.state.as_str())
    .bind(task.settled_on)
    .run_one()
    .await?;
    Ok(())
}

async fn save_moment(
    tx: &mut Tx,
    contract: Uuid,
    moment: &LifeMoment,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO contract_moment (id, contract_id, number, kind, state, what, reason, given_on, due_on, clock_on, ended_on, outcome,
             made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, due_on = excluded.due_on, clock_on = excluded.clock_on,
             ended_on = excluded.ended_on, outcome = excluded.outcome",
    )
    .bind(moment.id)
    .bind(contract)
    .bind(moment.number.clone())
    .bind(moment.kind.as_str())
    .bind(moment.state.as_str())
    .bind(moment.what.clone())
    .bind(moment.reason.clone())
    .bind(moment.given_on)
    .bind(moment.due_on)
    .bind(moment.clock())
    .bind(moment.ended_on)
    .bind(moment.outcome.map(|outcome| outcome.as_str().to_owned()))
    .bind(by)
    .bind(moment.at)
    .run_one()
    .await?;
    Ok(())
}

async fn save_claim(
    tx: &mut Tx,
    contract: Uuid,
    claim: &Claim,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO contract_claim (id, contract_id, number, basis, what, amount_minor, given_on, ended_on, accepted, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE SET ended_on = excluded.ended_on, accepted = excluded.accepted",
    )
    .bind(claim.id)
    .bind(contract)
    .bind(claim.number.clone())
    .bind(claim.basis.clone())
    .bind(claim.what.clone())
    .bind(claim.amount_minor)
    .bind(claim.given_on)
    .bind(claim.ended_on)
    .bind(claim.accepted)
    .bind(by)
    .run_one()
    .await?;
    Ok(())
}
