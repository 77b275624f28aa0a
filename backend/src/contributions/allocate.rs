//! Allocating a part of a pledge to a contract.

use super::pay::refused;
use super::record::{AllocationRecord, load, save_status};
use crate::audit::Happening;
use crate::db::Tx;
use crate::{Call, Ctx, Error, Work, begin};
use domain::money::Money;
use domain::policy::Subject;
use domain::policy::actions::AllocateContribution;
use uuid::Uuid;

/// What is allocated to which contract.
#[derive(Clone, Debug)]
pub struct Allocation {
    /// The contract's reference.
    pub contract: String,
    /// The amount, in the pledge's currency.
    pub amount: Money,
}

/// Lets a part of a pledge of money pay for a contract; the day of the allocation is today's.
///
/// # Errors
/// When the pledge is in kind or does not bind the nation, more than is left is asked for, there is no such contract,
/// the contract belongs to another programme, somebody was faster, or the store fails.
pub async fn allocate(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    allocation: Allocation,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AllocateContribution>(Subject::ANY)?;
    let before = load(&mut work.tx, reference).await?;
    before.check(version)?;
    let progress = before.record.progress()?;
    let (contract, contract_reference) =
        contract(&mut work.tx, &allocation.contract, &before.record.programme).await?;
    let status = progress.allocated(allocation.amount).map_err(refused)?;
    save_status(&mut work, &before, status).await?;
    insert(&mut work, before.id, contract, allocation.amount).await?;
    let mut after = before.record.clone();
    after.status = status;
    after.allocations.push(AllocationRecord {
        contract: contract_reference.clone(),
        amount_minor: allocation.amount.minor,
        allocated_on: work.at.date_naive(),
    });
    let words = format!("Allocated {} to {contract_reference}", allocation.amount);
    let happening = Happening::to("pledge", before.id, reference, words);
    work.record(&permit, happening.before(&before.record)?.after(&after)?)
        .await?;
    work.commit(()).await
}

async fn contract(tx: &mut Tx, reference: &str, programme: &str) -> Result<(Uuid, String), Error> {
    let found: Option<(Uuid, String, Option<String>)> = tx
        .query("SELECT id, reference, programme_code FROM contract WHERE reference = $1")
        .bind(reference.trim().to_uppercase())
        .optional()
        .await?;
    let (id, reference, of) = found.ok_or_else(|| {
        Error::field(
            "contract",
            "no contract has this reference; write it as CTR-2026-0001",
        )
    })?;
    match of {
        Some(other) if other != programme => Err(Error::field(
            "contract",
            format!("{reference} belongs to {other}; the pledge is to {programme}"),
        )),
        _ => Ok((id, reference)),
    }
}

async fn insert(
    work: &mut Work<'_>,
    pledge: Uuid,
    contract: Uuid,
    amount: Money,
) -> Result<(), Error> {
    let (id, at, account) = (work.ctx().new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO allocation (id, pledge_id, contract_id, amount_minor, currency, allocated_on, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(pledge)
        .bind(contract)
        .bind(amount.minor)
        .bind(amount.currency.code().to_owned())
        .bind(at.date_naive())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}
