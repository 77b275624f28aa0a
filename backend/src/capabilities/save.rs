//! Writing a capability into its tables: what lists and other pages look for. The whole record is in the event.

use super::change::stale;
use super::record::{CapabilityMilestone, CapabilityRecord};
use crate::Error;
use crate::db::{DbError, Tx};
use domain::text::folded;
use uuid::Uuid;

/// Writes `after` over what was there, if nobody was faster; a new row where nothing was.
pub(super) async fn save(
    tx: &mut Tx,
    before: Option<&CapabilityRecord>,
    after: &CapabilityRecord,
) -> Result<(), Error> {
    if before.is_none() {
        insert(tx, after).await?;
    }
    head(tx, before.unwrap_or(after), after).await?;
    clear(tx, after.id.0).await?;
    for milestone in &after.milestones {
        put(tx, after.id.0, milestone).await?;
    }
    for code in &after.strategy {
        tx.query("INSERT INTO capability_strategy (capability_id, strategy_code) VALUES ($1, $2)")
            .bind(after.id.0)
            .bind(code.clone())
            .run_one()
            .await?;
    }
    for contract in &after.contracts {
        tx.query("INSERT INTO capability_contract (capability_id, contract_id) VALUES ($1, $2)")
            .bind(after.id.0)
            .bind(contract.id.0)
            .run_one()
            .await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, record: &CapabilityRecord) -> Result<(), Error> {
    tx.query(
        "INSERT INTO capability (id, reference, origin, name, folded_name, owner, open_lines, open_reservations, created_at, version)
         VALUES ($1, $2, $3, '', '', '', 0, 0, $4, $5)",
    )
    .bind(record.id.0)
    .bind(record.reference.clone())
    .bind(record.origin.clone())
    .bind(record.created_at)
    .bind(record.version)
    .run_one()
    .await?;
    Ok(())
}

async fn head(
    tx: &mut Tx,
    before: &CapabilityRecord,
    after: &CapabilityRecord,
) -> Result<(), Error> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let saved = tx
        .query(
            "UPDATE capability SET name = $1, folded_name = $2, functional_area = $3, programme_code = $4,
                 need_id = (SELECT need.id FROM need WHERE need.reference = $5), owner = $6, need_date = $7, open_lines = $8,
                 open_reservations = $9, version = $10
             WHERE id = $11 AND version = $12",
        )
        .bind(after.name.clone())
        .bind(folded(&after.name))
        .bind(after.functional_area.clone())
        .bind(after.programme.clone())
        .bind(after.need.clone())
        .bind(after.owner.clone())
        .bind(after.need_date)
        .bind(count(after.open_lines()))
        .bind(count(after.open_reservations()))
        .bind(after.version)
        .bind(after.id.0)
        .bind(before.version)
        .run_one()
        .await;
    match saved {
        Err(DbError::NotFound) => Err(stale(before)),
        other => Ok(other?),
    }
}

/// Links are few and have no history of their own here: they are written anew.
async fn clear(tx: &mut Tx, id: Uuid) -> Result<(), Error> {
    for statement in [
        "DELETE FROM capability_gate WHERE capability_milestone_id IN
             (SELECT id FROM capability_milestone WHERE capability_id = $1)",
        "DELETE FROM capability_strategy WHERE capability_id = $1",
        "DELETE FROM capability_contract WHERE capability_id = $1",
    ] {
        tx.query(statement).bind(id).run().await?;
    }
    Ok(())
}

async fn put(tx: &mut Tx, capability: Uuid, milestone: &CapabilityMilestone) -> Result<(), Error> {
    tx.query(
        "INSERT INTO capability_milestone (id, capability_id, number, kind, title, need_date, original_baseline,
             current_baseline, forecast, actual, override_rag)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, need_date = excluded.need_date,
             original_baseline = excluded.original_baseline, current_baseline = excluded.current_baseline,
             forecast = excluded.forecast, actual = excluded.actual, override_rag = excluded.override_rag",
    )
    .bind(milestone.id)
    .bind(capability)
    .bind(milestone.number)
    .bind(milestone.kind.as_str())
    .bind(milestone.title.clone())
    .bind(milestone.need_date)
    .bind(milestone.original_baseline)
    .bind(milestone.current_baseline)
    .bind(milestone.forecast)
    .bind(milestone.actual)
    .bind(milestone.override_rag.as_ref().map(|set| set.rag.as_str()))
    .run_one()
    .await?;
    for gate in &milestone.gates {
        tx.query(
            "INSERT INTO capability_gate (capability_milestone_id, milestone_id) VALUES ($1, $2)",
        )
        .bind(milestone.id)
        .bind(gate.id.0)
        .run_one()
        .await?;
    }
    Ok(())
}
