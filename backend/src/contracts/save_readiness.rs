//! Writing readiness terms and surges into their tables.

use super::record::{ContractRecord, ReadinessTerm, Surge};
use super::save::paired;
use crate::Error;
use crate::db::{DecimalText, Tx};
use domain::contracts::SurgeRate;
use uuid::Uuid;

pub(super) async fn save_readiness(
    tx: &mut Tx,
    before: Option<&ContractRecord>,
    after: &ContractRecord,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let contract = after.id.0;
    for (old, term) in paired(before.map(|b| &b.readiness[..]), &after.readiness, |t| t.id) {
        if old != Some(term) {
            save_term(tx, contract, term, by).await?;
        }
    }
    for (old, surge) in paired(before.map(|b| &b.surges[..]), &after.surges, |s| s.id) {
        if old != Some(surge) {
            save_surge(tx, contract, surge, by).await?;
        }
        if old.is_none() {
            insert_lines(tx, surge).await?;
        }
    }
    Ok(())
}

async fn save_term(
    tx: &mut Tx,
    contract: Uuid,
    term: &ReadinessTerm,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let (multiplier, price) = match term.rate {
        SurgeRate::Multiplier(times) => (Some(DecimalText(times)), None),
        SurgeRate::UnitPrice(minor) => (None, Some(minor)),
    };
    tx.query(
        "INSERT INTO readiness_term (id, contract_id, level, line_number, authority, notice_hours, quantity, per_days, multiplier,
             unit_price_minor, max_days, priority, denial, basis, agreed_on, ended_on, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (id) DO UPDATE SET ended_on = excluded.ended_on",
    )
    .bind(term.id)
    .bind(contract)
    .bind(term.level.as_str())
    .bind(term.line.clone())
    .bind(term.authority.clone())
    .bind(i64::from(term.notice_hours))
    .bind(DecimalText(term.quantity))
    .bind(i64::from(term.per_days))
    .bind(multiplier)
    .bind(price)
    .bind(term.max_days.map(i64::from))
    .bind(term.priority.as_str())
    .bind(term.denial.as_str())
    .bind(term.basis.clone())
    .bind(term.agreed_on)
    .bind(term.ended_on)
    .bind(by)
    .run_one()
    .await?;
    Ok(())
}

async fn save_surge(
    tx: &mut Tx,
    contract: Uuid,
    surge: &Surge,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO surge (id, contract_id, number, level, authority, decision, reason, first_day, last_day, ended_on, order_id,
             modification_id, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO UPDATE SET ended_on = excluded.ended_on",
    )
    .bind(surge.id)
    .bind(contract)
    .bind(surge.number.clone())
    .bind(surge.level.as_str())
    .bind(surge.authority.clone())
    .bind(surge.decision.clone())
    .bind(surge.reason.clone())
    .bind(surge.first_day)
    .bind(surge.last_day)
    .bind(surge.ended_on)
    .bind(surge.order.map(|id| id.0))
    .bind(surge.modification.map(|id| id.0))
    .bind(by)
    .bind(surge.at)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_lines(tx: &mut Tx, surge: &Surge) -> Result<(), Error> {
    for line in &surge.lines {
        tx.query("INSERT INTO surge_line (surge_id, term_id, line_number, units, cost_minor) VALUES ($1, $2, $3, $4, $5)")
            .bind(surge.id)
            .bind(line.term)
            .bind(line.line.clone())
            .bind(DecimalText(line.units))
            .bind(line.cost_minor)
            .run_one()
            .await?;
    }
    Ok(())
}
