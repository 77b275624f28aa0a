//! Mini-competition: a solicitation among the holders, and an order from its award.

use super::call_off::of;
use super::holders::{HOLDERS, HolderNow, end_of_time, holders};
use super::record::{CallOffRequest, FrameworkRecord};
use crate::contracts::{cleared, conclude};
use crate::db::Tx;
use crate::solicitations::{self, Draft, DraftInput};
use crate::{Error, Work};
use domain::id::{ProviderId, SolicitationId};
use domain::methods::Method;
use domain::money::Money;

/// Begins a draft solicitation that only the holders can answer (NPP 20; ESA-PR 8, 27). The officer writes what is asked, and it goes
/// the way of every solicitation: approval, publication, sealed offers, evaluation, award.
pub(super) async fn begin(
    work: &mut Work<'_>,
    after: &mut FrameworkRecord,
    number: i64,
    now: &[HolderNow],
) -> Result<String, Error> {
    let invited: Vec<ProviderId> = after
        .seated(now)
        .filter_map(|(_, held)| held.provider)
        .collect();
    if invited.len() < 2 {
        return Err(Error::not_now(
            "a mini-competition needs at least two holders that have an organisation here",
        ));
    }
    let (reference, draft) = (after.reference.clone(), draft(after, number)?);
    let made = solicitations::begin_in(work, draft).await?;
    let reason = format!("Holder of the framework {reference}");
    solicitations::name_holders(work, made.id, &invited, &reason).await?;
    let request = of(after, number)?;
    request.solicitation = Some(made.id);
    request.solicitation_reference = Some(made.reference.clone());
    Ok(format!(
        "Began the mini-competition {} among {} holders for call-off {number}",
        made.reference,
        invited.len()
    ))
}

fn draft(record: &FrameworkRecord, number: i64) -> Result<Draft, Error> {
    let request = record.request(number).ok_or(Error::NotFound)?;
    let estimate = Money::new(request.amount_minor, record.currency);
    let input = DraftInput {
        title: request.title.clone(),
        need: format!(
            "A call-off under the framework {} for {}. Its terms and its original ceiling hold; only its holders may offer.",
            record.reference, request.purchaser
        ),
        programme: record.programme.clone().unwrap_or_default(),
        method: Method::Mini.as_str().to_owned(),
        estimate: estimate.major().to_string(),
        estimate_currency: record.currency.code().to_owned(),
        vehicle: record.kind.as_str().to_owned(),
        closes_at: solicitations::MomentInput {
            zone: "Europe/Brussels".to_owned(),
            ..Default::default()
        },
        ..DraftInput::default()
    };
    let draft = Draft::try_from(input)?;
    Ok(Draft {
        demonstration: record.origin == "demonstration",
        ..draft
    })
}

/// The holder that won, once its award is cleared for signature: the award is signed with the order, the solicitation concluded, and
/// the call-off takes the value of the offer.
pub(super) async fn won(
    work: &mut Work<'_>,
    after: &mut FrameworkRecord,
    number: i64,
) -> Result<i64, Error> {
    let request = of(after, number)?;
    let reference = request.solicitation_reference.clone().unwrap_or_default();
    let award = cleared(&mut work.tx, &reference).await?;
    let now = holders(work.tx.query(HOLDERS), after, end_of_time()).await?;
    let holder = after
        .seated(&now)
        .find(|(_, held)| held.provider.is_some() && held.provider == award.provider)
        .map(|(holder, _)| holder.number)
        .ok_or_else(|| {
            Error::not_now("the award went to no holder: no order can be issued from it")
        })?;
    if award.currency != after.currency {
        return Err(Error::not_now(format!(
            "the offer is in {}, the framework in {}: no order can be issued from it",
            award.currency.code(),
            after.currency.code()
        )));
    }
    of(after, number)?.amount_minor = award.value_minor;
    conclude(work, award.award, (award.solicitation, Some(&reference))).await?;
    Ok(holder)
}

/// Refuses while the mini-competition still runs.
pub(super) async fn over(work: &mut Work<'_>, request: &CallOffRequest) -> Result<(), Error> {
    let Some(solicitation) = request.solicitation else {
        return Ok(());
    };
    let query = "SELECT status FROM solicitation WHERE id = $1";
    let status: String = work.tx.query(query).bind(solicitation.0).scalar().await?;
    if matches!(status.as_str(), "cancelled" | "failed") {
        return Ok(());
    }
    let reference = request.solicitation_reference.clone().unwrap_or_default();
    Err(Error::not_now(format!(
        "its mini-competition {reference} still runs: cancel it first"
    )))
}

/// The framework whose mini-competition a solicitation is, if it is one.
pub(crate) async fn competition_of(
    tx: &mut Tx,
    solicitation: SolicitationId,
) -> Result<Option<String>, Error> {
    let query = "SELECT framework.reference FROM framework_request
             JOIN framework ON framework.id = framework_request.framework_id
         WHERE framework_request.solicitation_id = $1";
    Ok(tx
        .query(query)
        .bind(solicitation.0)
        .optional_scalar()
        .await?)
}
