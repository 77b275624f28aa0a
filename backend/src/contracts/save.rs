//! Writing a record into its tables: new rows are inserted, rows that may change are updated, nothing is deleted.

use super::record::{
    CallOffOrder, ContractLine, ContractOption, ContractRecord, Modification, Obligation, Payment,
};
use super::save_life::save_life;
use super::save_milestones::save_milestone;
use super::save_money::save_money;
use super::save_readiness::save_readiness;
use super::save_service::save_service;
use crate::Error;
use crate::db::{DecimalText, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Writes the difference between two records of a contract that exists already.
pub(super) async fn save(
    tx: &mut Tx,
    before: &ContractRecord,
    after: &ContractRecord,
    by: Option<Uuid>,
) -> Result<(), Error> {
    update_contract(tx, before, after).await?;
    save_parts(tx, Some(before), after, by).await
}

/// Writes a new contract.
pub(crate) async fn insert(
    tx: &mut Tx,
    record: &ContractRecord,
    external_key: &str,
    by: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    insert_contract(tx, record, external_key, by, at).await?;
    save_parts(tx, None, record, by).await
}

async fn save_parts(
    tx: &mut Tx,
    before: Option<&ContractRecord>,
    after: &ContractRecord,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let contract = after.id.0;
    for (old, line) in paired(before.map(|b| &b.lines[..]), &after.lines, |line| line.id) {
        if old.is_none() {
            insert_line(tx, contract, line).await?;
        }
    }
    for (old, modification) in paired(
        before.map(|b| &b.modifications[..]),
        &after.modifications,
        |m| m.id.0,
    ) {
        if old.is_none() {
            insert_modification(tx, contract, modification, by).await?;
        }
    }
    for (old, option) in paired(before.map(|b| &b.options[..]), &after.options, |option| {
        option.id
    }) {
        if old != Some(option) {
            save_option(tx, contract, option).await?;
        }
    }
    for (old, order) in paired(before.map(|b| &b.orders[..]), &after.orders, |order| {
        order.id.0
    }) {
        if old != Some(order) {
            save_order(tx, contract, order, by).await?;
        }
    }
    for (old, obligation) in paired(
        before.map(|b| &b.obligations[..]),
        &after.obligations,
        |o| o.id,
    ) {
        if old.is_none() {
            insert_obligation(tx, contract, obligation, by).await?;
        }
    }
    for (old, milestone) in paired(before.map(|b| &b.milestones[..]), &after.milestones, |m| {
        m.id.0
    }) {
        if old != Some(milestone) {
            save_milestone(tx, after, old, milestone, by).await?;
        }
    }
    save_money(tx, before, after, by).await?;
    save_payments(tx, before, after, by).await?;
    save_readiness(tx, before, after, by).await?;
    save_service(tx, before, after, by).await?;
    save_life(tx, before, after, by).await
}

async fn save_payments(
    tx: &mut Tx,
    before: Option<&ContractRecord>,
    after: &ContractRecord,
    by: Option<Uuid>,
) -> Result<(), Error> {
    for (old, payment) in paired(
        before.map(|b| &b.payments[..]),
        &after.payments,
        |payment| payment.id,
    ) {
        if old.is_none() {
            insert_payment(tx, after, payment, by).await?;
        }
    }
    Ok(())
}

/// Each part as it is, with the same part as it was.
pub(super) fn paired<'a, T>(
    before: Option<&'a [T]>,
    after: &'a [T],
    id: impl Fn(&T) -> Uuid,
) -> Vec<(Option<&'a T>, &'a T)> {
    let before = before.unwrap_or_default();
    let old = |part: &T| before.iter().find(|old| id(old) == id(part));
    after.iter().map(|part| (old(part), part)).collect()
}

async fn update_contract(
    tx: &mut Tx,
    before: &ContractRecord,
    after: &ContractRecord,
) -> Result<(), Error> {
    let totals = after.totals();
    tx.query(
        "UPDATE contract SET status = $1, ceiling_minor = $2, exercised_minor = $3, obligated_minor = $4, accepted_minor = $5,
             paid_minor = $6, signed_on = $7, effective_on = $8, starts_on = $9, ends_on = $10, ordering_ends_on = $11, version = $12,
             provider_id = $13, provider_name = $14
         WHERE id = $15 AND version = $16",
    )
    .bind(after.status.as_str())
    .bind(after.ceiling_minor)
    .bind(totals.exercised)
    .bind(totals.obligated)
    .bind(totals.accepted)
    .bind(totals.paid)
    .bind(after.signed_on)
    .bind(after.effective_on)
    .bind(after.starts_on)
    .bind(after.ends_on)
    .bind(after.ordering_ends_on)
    .bind(after.version)
    .bind(after.provider.map(|id| id.0))
    .bind(after.provider_name.clone())
    .bind(after.id.0)
    .bind(before.version)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_contract(
    tx: &mut Tx,
    record: &ContractRecord,
    external_key: &str,
    by: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let totals = record.totals();
    tx.query(
        "INSERT INTO contract (id, reference, solicitation_id, award_id, provider_id, provider_name, programme_code, origin,
             external_key, status, title, folded_title, vehicle, currency, ceiling_minor, base_value_minor, exercised_minor,
             obligated_minor, accepted_minor, paid_minor, guaranteed_minimum_minor, min_order_minor, max_order_minor, effective_on,
             starts_on, ends_on, ordering_ends_on, created_by, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
             $25, $26, $27, $28, $29, $30)",
    )
    .bind(record.id.0)
    .bind(record.reference.clone())
    .bind(record.solicitation.map(|id| id.0))
    .bind(record.award.map(|id| id.0))
    .bind(record.provider.map(|id| id.0))
    .bind(record.provider_name.clone())
    .bind(record.programme.clone())
    .bind(record.origin.clone())
    .bind(external_key.to_owned())
    .bind(record.status.as_str())
    .bind(record.title.clone())
    .bind(domain::text::folded(&record.title))
    .bind(record.vehicle.map_or("", |vehicle| vehicle.as_str()))
    .bind(record.currency.code().to_owned())
    .bind(record.ceiling_minor)
    .bind(record.base_value_minor)
    .bind(totals.exercised)
    .bind(totals.obligated)
    .bind(totals.accepted)
    .bind(totals.paid)
    .bind(record.guaranteed_minimum_minor)
    .bind(record.min_order_minor)
    .bind(record.max_order_minor)
    .bind(record.effective_on)
    .bind(record.starts_on)
    .bind(record.ends_on)
    .bind(record.ordering_ends_on)
    .bind(by)
    .bind(at)
    .bind(record.version)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_line(tx: &mut Tx, contract: Uuid, line: &ContractLine) -> Result<(), Error> {
    tx.query(
        "INSERT INTO contract_line (id, contract_id, number, description, unit, quantity, unit_price_minor, total_minor, option_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(line.id)
    .bind(contract)
    .bind(line.number.clone())
    .bind(line.description.clone())
    .bind(line.unit.clone())
    .bind(DecimalText(line.quantity))
    .bind(line.unit_price_minor)
    .bind(line.total_minor)
    .bind(line.option)
    .run_one()
    .await?;
    Ok(())
}

async fn save_option(tx: &mut Tx, contract: Uuid, option: &ContractOption) -> Result<(), Error> {
    tx.query(
        "INSERT INTO contract_option (id, contract_id, number, title, value_minor, starts_on, ends_on, notice_by, status, modification_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, modification_id = excluded.modification_id",
    )
    .bind(option.id)
    .bind(contract)
    .bind(option.number)
    .bind(option.title.clone())
    .bind(option.value_minor)
    .bind(option.starts_on)
    .bind(option.ends_on)
    .bind(option.notice_by)
    .bind(option.status.as_str())
    .bind(option.modification.map(|id| id.0))
    .run_one()
    .await?;
    Ok(())
}

async fn save_order(
    tx: &mut Tx,
    contract: Uuid,
    order: &CallOffOrder,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO call_off_order (id, contract_id, number, title, amount_minor, status, issued_on, starts_on, ends_on, issued_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET status = excluded.status",
    )
    .bind(order.id.0)
    .bind(contract)
    .bind(order.number.clone())
    .bind(order.title.clone())
    .bind(order.amount_minor)
    .bind(order.status.as_str())
    .bind(order.issued_on)
    .bind(order.starts_on)
    .bind(order.ends_on)
    .bind(by)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_obligation(
    tx: &mut Tx,
    contract: Uuid,
    obligation: &Obligation,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO obligation (id, contract_id, order_id, amount_minor, obligated_on, note, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(obligation.id)
    .bind(contract)
    .bind(obligation.order.map(|id| id.0))
    .bind(obligation.amount_minor)
    .bind(obligation.on)
    .bind(obligation.note.clone())
    .bind(by)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_modification(
    tx: &mut Tx,
    contract: Uuid,
    made: &Modification,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let percent = made
        .cumulative_percent
        .map(|percent| percent.normalize().to_string());
    tx.query(
        "INSERT INTO modification (id, contract_id, number, kind, status, title, reason, value_delta_minor, ceiling_delta_minor,
             ends_on_before, ends_on_after, in_scope, bilateral, cumulative_percent, executed_on, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(made.id.0)
    .bind(contract)
    .bind(made.number.clone())
    .bind(made.kind.as_str())
    .bind(made.status.as_str())
    .bind(made.title.clone())
    .bind(made.reason.clone())
    .bind(made.value_delta_minor)
    .bind(made.ceiling_delta_minor)
    .bind(made.ends_on_before)
    .bind(made.ends_on_after)
    .bind(made.in_scope)
    .bind(made.bilateral)
    .bind(percent.unwrap_or_default())
    .bind(made.executed_on)
    .bind(by)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_payment(
    tx: &mut Tx,
    record: &ContractRecord,
    payment: &Payment,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO payment (id, contract_id, milestone_id, amount_minor, currency, paid_on, note, external_key, recorded_by, recorded_at, invoice_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10)",
    )
    .bind(payment.id)
    .bind(record.id.0)
    .bind(payment.milestone.map(|id| id.0))
    .bind(payment.amount_minor)
    .bind(record.currency.code().to_owned())
    .bind(payment.paid_on)
    .bind(payment.note.clone())
    .bind(by)
    .bind(payment.at)
    .bind(payment.invoice)
    .run_one()
    .await?;
    Ok(())
}
