//! What of contracts a capability rests on: contracts that serve it, and their milestones that gate its own.

use super::change::{close, milestone_of, open};
use super::record::{CapabilityRecord, GateLink, LinkedContract};
use crate::contracts::change::{Now, Told};
use crate::db::Tx;
use crate::{Call, Ctx, Error, begin};
use domain::id::{ContractId, MilestoneId};
use domain::policy::actions::KeepCapabilities;
use domain::text::{Line, Prose};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Found {
    id: Uuid,
    contract_id: Uuid,
}

/// `ctr-2026-0001 / 2` as the contract's reference and the milestone's number.
#[must_use]
pub fn milestone_named(text: &str) -> Option<(String, i64)> {
    let name = text.split_whitespace().collect::<String>().to_uppercase();
    let (contract, number) = name.rsplit_once('/')?;
    Some((contract.to_owned(), number.parse().ok()?))
}

async fn found(tx: &mut Tx, text: &str) -> Result<(String, i64, Found), Error> {
    let wanted = "Enter a contract's reference, a slash and the milestone's number, such as CTR-2026-0001/2.";
    let (contract, number) =
        milestone_named(text).ok_or_else(|| Error::field("milestone", wanted))?;
    let row: Option<Found> = tx
        .query(
            "SELECT milestone.id, milestone.contract_id FROM milestone JOIN contract ON contract.id = milestone.contract_id
             WHERE contract.reference = $1 AND milestone.number = $2",
        )
        .bind(contract.clone())
        .bind(number)
        .optional()
        .await?;
    let row = row.ok_or_else(|| Error::field("milestone", "There is no such milestone."))?;
    Ok((contract, number, row))
}

/// Says that a capability milestone waits for a contract milestone, named as `CTR-2026-0001/2`. Its contract serves the
/// capability from then on.
///
/// # Errors
/// When there is no such milestone, it gates the other already, the capability milestone is declared, the rules refuse,
/// somebody was faster, or the store fails.
pub async fn gate(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    number: i64,
    milestone: &str,
    reason: Prose<2_000>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<KeepCapabilities>(&mut work, reference, version).await?;
    let (contract, its_number, found) = found(&mut work.tx, milestone).await?;
    let mut after = before.clone();
    let gated = milestone_of(&mut after, number)?;
    if gated.actual.is_some() {
        return Err(Error::not_now(format!("{} stands already", gated.title)));
    }
    if gated.gates.iter().any(|gate| gate.id.0 == found.id) {
        return Err(Error::field("milestone", "It gates this one already."));
    }
    let now = Now::of(&work);
    let name = format!("{contract}/{its_number}");
    let told = Told::that(format!("{name} gates {}", gated.title)).because(reason.as_str());
    gated.gates.push(GateLink {
        id: MilestoneId(found.id),
        name,
        reason: reason.into(),
        at: now.at,
        by: now.by,
    });
    serves(&mut after, found.contract_id, &contract, "");
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

fn serves(record: &mut CapabilityRecord, id: Uuid, reference: &str, brings: &str) {
    let mut contracts = record.contracts.iter_mut();
    match contracts.find(|one| one.id.0 == id) {
        Some(one) if !brings.is_empty() => brings.clone_into(&mut one.brings),
        Some(_) => {}
        None => record.contracts.push(LinkedContract {
            id: ContractId(id),
            reference: reference.to_owned(),
            brings: brings.to_owned(),
        }),
    }
}

/// Says that a contract milestone no longer gates a capability milestone. The link stays in the history.
///
/// # Errors
/// When it does not gate it, the capability milestone is declared, the rules refuse, somebody was faster, or the store fails.
pub async fn ungate(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    number: i64,
    gate: MilestoneId,
    reason: Prose<2_000>,
) -> Result<String, Error> {
    super::change::change::<KeepCapabilities>(ctx, call, at, |record, _| {
        let gated = milestone_of(record, number)?;
        if gated.actual.is_some() {
            return Err(Error::not_now(format!("{} stands already", gated.title)));
        }
        let place = gated.gates.iter().position(|one| one.id == gate);
        let gone = gated.gates.remove(place.ok_or(Error::NotFound)?);
        let told = format!("{} no longer gates {}", gone.name, gated.title);
        Ok(Told::that(told).because(reason.as_str()))
    })
    .await
}

/// Says that a contract serves the capability, and what it brings; or says the latter anew.
///
/// # Errors
/// When there is no such contract, the rules refuse, somebody was faster, or the store fails.
pub async fn link_contract(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    contract: &str,
    brings: Line<400>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<KeepCapabilities>(&mut work, reference, version).await?;
    let contract = contract.trim().to_uppercase();
    let id: Option<(Uuid,)> = work
        .tx
        .query("SELECT id FROM contract WHERE reference = $1")
        .bind(contract.clone())
        .optional()
        .await?;
    let (id,) =
        id.ok_or_else(|| Error::field("contract", "There is no contract with this reference."))?;
    let mut after = before.clone();
    serves(&mut after, id, &contract, brings.as_str());
    let told = Told::that(format!("{contract} serves it: {}", brings.as_str()));
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

/// Says that a contract no longer serves the capability.
///
/// # Errors
/// While one of its milestones gates one of the capability's; when the rules refuse, somebody was faster, or the store fails.
pub async fn unlink_contract(
    ctx: &Ctx,
    call: &Call,
    at: (&str, i64),
    contract: &str,
) -> Result<String, Error> {
    super::change::change::<KeepCapabilities>(ctx, call, at, |record, _| {
        let begins = format!("{contract}/");
        let mut gates = record.milestones.iter().flat_map(|one| &one.gates);
        if gates.any(|gate| gate.name.starts_with(&begins)) {
            let words = format!(
                "a milestone of {contract} gates one of this capability: take that link away first"
            );
            return Err(Error::not_now(words));
        }
        let place = record
            .contracts
            .iter()
            .position(|one| one.reference == contract);
        record.contracts.remove(place.ok_or(Error::NotFound)?);
        Ok(Told::that(format!("{contract} no longer serves it")))
    })
    .await
}
