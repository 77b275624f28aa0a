//! Holders that join and leave, and the windows in which they may.

use super::ceiling::sums;
use super::change::{close, open};
use super::holders::{HOLDERS, end_of_time, holders, takes_no_more};
use super::make::{free, holder, seat};
use super::record::FrameworkRecord;
use crate::contracts::change::open_now;
use crate::{Call, Ctx, Error, begin};
use domain::frameworks::{
    OffRampGround, Ramp, StandingOfHolder, may_join, may_leave, within_common_ceiling,
};
use domain::policy::actions::{KeepFramework, ManageContract};
use domain::text::Prose;

/// Which kind of window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RampKind {
    /// Holders may join.
    On,
    /// Holders may leave.
    Off,
}

/// Adds a window; what was announced is never taken back.
///
/// # Errors
/// When it ends before it begins or lies in the past, somebody was faster, the rules refuse, or the store fails.
pub async fn add_ramp(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    (kind, ramp): (RampKind, Ramp),
    reason: Prose<2_000>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<KeepFramework>(&mut work, reference, version).await?;
    if ramp.to < ramp.from {
        return Err(Error::field("ramp_to", "the end lies before the start"));
    }
    if ramp.from < work.at.date_naive() {
        return Err(Error::field(
            "ramp_from",
            "a window is announced before it begins",
        ));
    }
    let mut after = before.clone();
    let (windows, name) = match kind {
        RampKind::On => (&mut after.on_ramps, "on-ramp"),
        RampKind::Off => (&mut after.off_ramps, "off-ramp"),
    };
    windows.push(ramp);
    let summary = format!(
        "Announced an {name} window, {} to {}",
        ramp.from.format("%-d %b %Y"),
        ramp.to.format("%-d %b %Y")
    );
    let told = (summary, Some(reason.as_str().to_owned()));
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

/// A new holder joins with its signed contract, inside an on-ramp window; it is the last in rank and in turn.
///
/// # Errors
/// Outside a window, when the contract does not fit or its orders would exceed the ceiling, somebody was faster, or the store fails.
pub async fn join(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    contract: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<KeepFramework>(&mut work, reference, version).await?;
    let today = work.at.date_naive();
    may_join(&before.on_ramps, today).map_err(Error::not_now)?;
    let opened = open_now::<ManageContract>(&mut work, contract).await;
    let opened = opened.map_err(|error| match error {
        Error::NotFound => Error::field("contract", "choose a contract"),
        other => other,
    })?;
    fits(&before, &opened.0)?;
    let mut after = before.clone();
    let number = i64::try_from(before.holders.len()).unwrap_or(i64::MAX) + 1;
    let requests = i64::try_from(before.requests.len()).unwrap_or(i64::MAX);
    let joined = holder(&work, number, requests, &opened.0, today);
    let summary = format!("{} joined with {contract}", joined.name);
    after.holders.push(joined);
    close(&mut work, &permit, &before, &mut after, (summary, None)).await?;
    seat(&mut work, &after, number, opened).await?;
    let lock = format!("ceiling of {}", after.reference);
    work.tx.lock(&lock).await?;
    let (ceiling, ordered) = sums(&mut work.tx, after.id.0).await?;
    within_common_ceiling(ceiling, ordered).map_err(|over| Error::field("contract", over))?;
    work.commit(after.reference).await
}

fn fits(
    record: &FrameworkRecord,
    contract: &crate::contracts::ContractRecord,
) -> Result<(), Error> {
    free(contract).map_err(|error| match error {
        Error::Invalid(mut fields) => {
            fields
                .iter_mut()
                .for_each(|field| "contract".clone_into(&mut field.field));
            Error::Invalid(fields)
        }
        other => other,
    })?;
    if contract.vehicle == Some(record.kind) && contract.currency == record.currency {
        Ok(())
    } else {
        let words = format!(
            "the contracts of this framework are: {}, in {}",
            record.kind.label(),
            record.currency.code()
        );
        Err(Error::field("contract", words))
    }
}

/// Takes a holder off, on a ground and with a reason. Its contract goes on with the orders that it has.
///
/// # Errors
/// When the ground does not hold, a call-off waits for the holder, somebody was faster, the rules refuse, or the store fails.
pub async fn leave(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
    (ground, reason): (OffRampGround, Prose<2_000>),
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<KeepFramework>(&mut work, reference, version).await?;
    let today = work.at.date_naive();
    let now = holders(work.tx.query(HOLDERS), &before, end_of_time()).await?;
    let held = now.iter().find(|now| now.number == number);
    let standing = StandingOfHolder {
        declined: before.declined(number),
        ended: held.is_some_and(|now| takes_no_more(now.contract.status)),
    };
    may_leave(ground, &before.off_ramps, standing, today)
        .map_err(|refused| Error::field("ground", refused))?;
    if let Some(waiting) = before.waiting_for(number) {
        return Err(Error::not_now(format!(
            "call-off {waiting} waits for this holder: let it end first"
        )));
    }
    let mut after = before.clone();
    let leaving = after.holders.iter_mut();
    let leaving = leaving
        .filter(|holder| holder.left_on.is_none())
        .find(|holder| holder.number == number)
        .ok_or(Error::NotFound)?;
    leaving.left_on = Some(today);
    leaving.ground = Some(ground);
    leaving.reason = Some(reason.as_str().to_owned());
    let summary = format!("{} left: {}", before.name_of(number, &now), ground.label());
    let told = (summary, Some(reason.as_str().to_owned()));
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}
