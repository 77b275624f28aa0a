//! Writing what is agreed on payment, and invoices, into their tables.

use super::record::{ContractRecord, DamageAssessment, Invoice, InvoiceStep, MoneyTerms};
use super::save::paired;
use crate::Error;
use crate::db::Tx;
use uuid::Uuid;

pub(super) async fn save_money(
    tx: &mut Tx,
    before: Option<&ContractRecord>,
    after: &ContractRecord,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let old_terms = before.and_then(|before| before.money.terms.as_ref());
    if let Some(terms) = after.money.terms.as_ref()
        && old_terms != Some(terms)
    {
        save_terms(tx, after.id.0, terms).await?;
    }
    let invoices = before.map(|before| &before.money.invoices[..]);
    for (old, invoice) in paired(invoices, &after.money.invoices, |one| one.id) {
        if old == Some(invoice) {
            continue;
        }
        save_invoice(tx, after, invoice, by).await?;
        for (old, step) in paired(old.map(|old| &old.steps[..]), &invoice.steps, |step| {
            step.id
        }) {
            if old.is_none() {
                insert_step(tx, invoice.id, step, by).await?;
            }
        }
    }
    let damages = before.map(|before| &before.money.damages[..]);
    for (old, found) in paired(damages, &after.money.damages, |one| one.id) {
        if old != Some(found) {
            save_damages(tx, after, found, by).await?;
        }
    }
    Ok(())
}

async fn save_terms(tx: &mut Tx, contract: Uuid, terms: &MoneyTerms) -> Result<(), Error> {
    let text = serde_json::to_string(terms)?;
    tx.query(
        "INSERT INTO money_terms (contract_id, terms) VALUES ($1, $2) ON CONFLICT (contract_id) DO UPDATE SET terms = excluded.terms",
    )
    .bind(contract)
    .bind(text)
    .run_one()
    .await?;
    Ok(())
}

async fn save_invoice(
    tx: &mut Tx,
    record: &ContractRecord,
    invoice: &Invoice,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let milestone = invoice
        .milestone
        .and_then(|number| record.milestone(number));
    let last = invoice.steps.last().map(|step| step.at.date_naive());
    let settled = invoice.settled;
    tx.query(
        "INSERT INTO invoice (id, contract_id, number, own_number, kind, milestone_id, status, amount_minor, last_one, received_on,
             held_on, due_on, paid_on, disputed_minor, gross_minor, retention_minor, advance_minor, damages_minor, credits_minor,
             net_minor, interest_minor, sent_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, held_on = excluded.held_on, due_on = excluded.due_on,
             paid_on = excluded.paid_on, disputed_minor = excluded.disputed_minor, gross_minor = excluded.gross_minor,
             retention_minor = excluded.retention_minor, advance_minor = excluded.advance_minor,
             damages_minor = excluded.damages_minor, credits_minor = excluded.credits_minor, net_minor = excluded.net_minor,
             interest_minor = excluded.interest_minor",
    )
    .bind(invoice.id)
    .bind(record.id.0)
    .bind(invoice.number)
    .bind(invoice.own_number.clone())
    .bind(invoice.kind.as_str())
    .bind(milestone.map(|milestone| milestone.id.0))
    .bind(invoice.status.as_str())
    .bind(invoice.amount_minor)
    .bind(invoice.last)
    .bind(invoice.received_on)
    .bind(invoice.held_on())
    .bind(invoice.due(last.unwrap_or(invoice.received_on)))
    .bind(invoice.paid_on)
    .bind(invoice.disputed_minor)
    .bind(settled.map(|settled| settled.gross))
    .bind(settled.map(|settled| settled.retention))
    .bind(settled.map(|settled| settled.advance))
    .bind(settled.map(|settled| settled.damages))
    .bind(settled.map(|settled| settled.credits))
    .bind(settled.map(|settled| settled.net))
    .bind(invoice.interest_minor)
    .bind(by)
    .run_one()
    .await?;
    Ok(())
}

async fn insert_step(
    tx: &mut Tx,
    invoice: Uuid,
    step: &InvoiceStep,
    by: Option<Uuid>,
) -> Result<(), Error> {
    tx.query("INSERT INTO invoice_step (id, invoice_id, event, note, taken_by, taken_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(step.id)
        .bind(invoice)
        .bind(step.event.as_str())
        .bind(step.note.clone())
        .bind(by)
        .bind(step.at)
        .run_one()
        .await?;
    Ok(())
}

async fn save_damages(
    tx: &mut Tx,
    record: &ContractRecord,
    found: &DamageAssessment,
    by: Option<Uuid>,
) -> Result<(), Error> {
    let milestone = record.milestone(found.milestone).ok_or(Error::NotFound)?;
    let decider = found.decided_at.and(by);
    tx.query(
        "INSERT INTO damage_assessment (id, contract_id, milestone_id, rule, days, base_minor, accrued_minor, due_minor, status,
             proposed_by, proposed_at, decided_by, decided_at, decision)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, decided_by = excluded.decided_by,
             decided_at = excluded.decided_at, decision = excluded.decision",
    )
    .bind(found.id)
    .bind(record.id.0)
    .bind(milestone.id.0)
    .bind(found.rule.as_str())
    .bind(i64::from(found.working.days))
    .bind(found.working.base_minor)
    .bind(found.working.accrued_minor)
    .bind(found.working.due_minor)
    .bind(found.status.as_str())
    .bind(found.proposer)
    .bind(found.at)
    .bind(decider)
    .bind(found.decided_at)
    .bind(found.decision.clone())
    .run_one()
    .await?;
    Ok(())
}
