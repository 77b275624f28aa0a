//! Opening the prices after the technical result: of the offers that are technically acceptable, and of no other.

use super::load::OfferRecord;
use super::open::{excluded, happened, moved, note_parts, readable};
use super::process::Process;
use super::unseal::{Current, Identities, UnsealedPrice, current, parts_of, unseal_price};
use crate::audit::Happening;
use crate::db::JsonText;
use crate::{Error, Work};
use domain::actor::Actor;
use domain::money::Money;
use domain::offers::{OfferContent, Price};
use domain::policy::actions::OpenPrices;
use domain::policy::{Action, Permit, Subject, permit};
use domain::states::{OfferEvent, OfferState};
use sealing::parts::{Part, Place};
use sealing::{Identity, SealingError};
use serde::Serialize;

/// What the log says of the opening of the prices. Providers read the sentence before they have their notices: it tells
/// neither which nor how many.
pub(crate) const PRICES_OPENED: &str = "Opened the prices of the technically acceptable offers";

/// What the log keeps of the opening of the prices.
#[derive(Serialize)]
struct PricesRecord {
    reference: String,
    offers: Vec<OfferRecord>,
    still_sealed: Vec<String>,
}

/// Opens the price of every technically acceptable offer; answers how many. The prices of the others stay sealed.
pub(super) async fn open_prices<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    process: &Process,
    identities: &Identities,
) -> Result<i64, Error> {
    let identity = identities.get(&Part::Price);
    let identity = identity.ok_or(SealingError::NotEnoughShares)?;
    let acceptable = OfferState::TechnicallyAcceptable.as_str();
    let all = current(work, process.id).await?;
    let (rows, others): (Vec<Current>, Vec<Current>) = all
        .into_iter()
        .partition(|row| row.offer_status == acceptable);
    let mut offers = Vec::new();
    for row in &rows {
        offers.push(open_price(work, process, identity, row).await?);
    }
    let count = offers.len();
    work.tx
        .query("UPDATE solicitation SET price_opened_at = $1, version = version + 1 WHERE id = $2 AND version = $3")
        .bind(work.at)
        .bind(process.id)
        .bind(process.version)
        .run_one()
        .await?;
    let after = PricesRecord {
        reference: process.reference.clone(),
        offers,
        still_sealed: others.into_iter().map(|row| row.offer_reference).collect(),
    };
    let happening = Happening::to(
        "solicitation",
        process.id,
        &process.reference,
        PRICES_OPENED,
    );
    let happening = happening.within(process.id).after(&after)?;
    work.record(permit, happening).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The event of each offer is the program's own act and for its own provider and the buying side alone.
async fn open_price(
    work: &mut Work<'_>,
    process: &Process,
    identity: &Identity,
    row: &Current,
) -> Result<OfferRecord, Error> {
    let place = Place {
        solicitation: &process.reference,
        offer: &row.offer_reference,
    };
    let parts = parts_of(work, row.id).await?;
    let UnsealedPrice { part, price } = unseal_price(identity, place, &parts)?;
    let (mut after, reason) = match price {
        Ok((price, total)) => (priced(work, row, price, total).await?, None),
        Err(error) => {
            let status = moved(row, &[OfferEvent::OpenPrice, OfferEvent::RejectPrice])?;
            let words = format!("Its price cannot be read: {error}.");
            let after = excluded(work, row, status, words).await?;
            (after, Some(error.to_string()))
        }
    };
    note_parts(work, row, std::iter::once(&part), reason.as_ref()).await?;
    after.solicitation.clone_from(&process.reference);
    after.parts = vec![part];
    let summary = match &reason {
        None => "Opened the price",
        Some(_) => "Opened the price, which could not be read; the offer is excluded",
    };
    let happening = happened(process, row, summary, (&after, reason.as_ref()))?;
    let permit = permit::<OpenPrices>(&Actor::System("opening"), Subject::ANY)?;
    work.record(&permit, happening).await?;
    Ok(after)
}

/// Puts the price beside the volumes that are open.
async fn priced(
    work: &mut Work<'_>,
    row: &Current,
    price: Price,
    total: Money,
) -> Result<OfferRecord, Error> {
    let JsonText(volumes): JsonText<OfferContent> = work
        .tx
        .query("SELECT content FROM offer WHERE id = $1")
        .bind(row.offer_id)
        .scalar()
        .await?;
    let content = OfferContent { price, ..volumes };
    let status = moved(row, &[OfferEvent::OpenPrice])?;
    readable(work, row, status, (&content, Some(total))).await
}
