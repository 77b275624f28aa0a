//! Issuing the order of a call-off under its holder's contract.

use super::call_off::{move_to, of};
use super::change::{close, open};
use super::compete;
use super::record::{FrameworkRecord, OrderPlace, WaitsFor};
use crate::contracts::change::{self, Now, open_now};
use crate::contracts::{OrderGround, OrderInput};
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, Work, begin};
use domain::money::Money;
use domain::policy::actions::{CallOff, IssueOrder};
use domain::states::order::{OrderEvent, OrderState};
use domain::text::Line;

/// Issues the order to the holder that accepted it, or that won the mini-competition and whose award is cleared.
///
/// # Errors
/// When nobody accepted it yet, the award is not cleared, a limit of the contract or of the framework refuses it, somebody was
/// faster, or the store fails.
pub async fn issue(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<CallOff>(&mut work, reference, version).await?;
    let request = before.request(number).ok_or(Error::NotFound)?;
    let mut after = before.clone();
    let holder = match request.waits_for() {
        WaitsFor::Issue(holder) => holder,
        WaitsFor::Competition => compete::won(&mut work, &mut after, number).await?,
        _ => {
            return Err(Error::not_now(
                "an order is issued once a holder has accepted the call-off",
            ));
        }
    };
    move_to(&mut after, number, OrderEvent::Select)?;
    let summary = issue_to(&mut work, &mut after, number, holder).await?;
    close(&mut work, &permit, &before, &mut after, (summary, None)).await?;
    work.commit(number).await
}

/// Issues the order under a holder's contract, in the same transaction; answers with the sentence for the log.
pub(super) async fn issue_to(
    work: &mut Work<'_>,
    after: &mut FrameworkRecord,
    number: i64,
    holder: i64,
) -> Result<String, Error> {
    let about = after.request_reference(number);
    let held = after.holder(holder).ok_or(Error::NotFound)?.clone();
    let request = of(after, number)?;
    let input = OrderInput {
        title: Line::parse(&request.title).map_err(Error::not_now)?,
        amount_minor: request.amount_minor,
        starts_on: request.starts_on,
        ends_on: request.ends_on,
    };
    let (before, permit) = open_now::<IssueOrder>(work, &held.contract_reference).await?;
    let mut contract = before.clone();
    let ground = OrderGround::Request(&about);
    let told = contract.ordered(&input, ground, &Now::of(work))?;
    change::close(work, &permit, &before, &mut contract, told).await?;
    let order = contract.orders.last().map(|order| order.number.clone());
    let order = order.unwrap_or_default();
    request.holder = Some(holder);
    request.order = Some(OrderPlace {
        contract: contract.reference.clone(),
        number: order.clone(),
    });
    move_to(after, number, OrderEvent::Issue)?;
    debug_assert!(
        after
            .request(number)
            .is_some_and(|one| one.status == OrderState::Issued)
    );
    let amount = Money::new(input.amount_minor, contract.currency);
    if let Some(provider) = contract.provider {
        let words = format!(
            "Order {order} for {amount} was issued under {}",
            contract.reference
        );
        let reference = contract.reference.clone();
        tell(
            work,
            &[To::Provider(provider)],
            "call_off.issued",
            &reference,
            &words,
        )
        .await?;
    }
    Ok(format!(
        "Issued order {order} for {amount} under {} to {} for call-off {number}",
        contract.reference, contract.provider_name
    ))
}
