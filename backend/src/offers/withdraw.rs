//! Taking a submitted offer back.

use super::hashes::{PartHash, files_digest};
use super::load::{OfferRecord, lock, row_in};
use crate::audit::Happening;
use crate::receipts::{self, Sealed};
use crate::{Call, Ctx, Error, begin};
use domain::policy::actions::SubmitOffer;
use domain::states::OfferEvent;
use sealing::receipt::Act;

/// Withdraws a submitted offer until closing. Its sealed versions are kept but never opened; the organisation may start
/// another offer, because the withdrawn one no longer takes the place of its one offer.
///
/// # Errors
/// When the rules refuse, the offer is not submitted, closing has passed, or the store fails.
pub async fn withdraw(ctx: &Ctx, call: &Call, offer_reference: &str) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let row = row_in(&mut work.tx, offer_reference).await?;
    let permit = work.permit::<SubmitOffer>(row.subject())?;
    lock(&mut work.tx, row.sought.solicitation_id).await?;
    let row = row_in(&mut work.tx, offer_reference).await?;
    let status = row
        .state()?
        .apply(OfferEvent::Withdraw)
        .map_err(Error::not_now)?;
    row.sought.must_receive(work.at)?;
    receipts::commitments::must_be_open(&mut work.tx, row.sought.solicitation_id.0).await?;
    work.tx
        .query("UPDATE sealed_offer SET standing = $1 WHERE offer_id = $2 AND standing = 'current'")
        .bind(status.as_str())
        .bind(row.id.0)
        .run_one()
        .await?;
    work.tx
        .query("UPDATE offer SET status = $1, external_key = reference, version = version + 1 WHERE id = $2 AND version = $3")
        .bind(status.as_str())
        .bind(row.id.0)
        .bind(row.version)
        .run_one()
        .await?;
    let last = receipts::newest(&mut work, row.id).await?;
    let record = OfferRecord {
        status: status.as_str().to_owned(),
        parts: last.iter().flat_map(PartHash::of).collect(),
        files_sha256: last.as_ref().and_then(files_digest),
        ..row.record()
    };
    let happening = Happening::to("offer", row.id.0, &row.reference, "Withdrew the offer")
        .within(row.sought.solicitation_id.0);
    let happening = happening.before(&row.record())?.after(&record)?;
    let event = work.record_event(&permit, happening).await?;
    if let Some(last) = last {
        let received = row.received(Act::Withdrawn, last.submission, Sealed::of(&last));
        receipts::issue(&mut work, &event, received).await?;
    }
    work.commit(()).await
}
