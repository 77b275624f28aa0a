//! Opening every current offer of a solicitation in one transaction.

use super::hashes::PartHash;
use super::late;
use super::load::OfferRecord;
use super::names;
use super::process::Process;
use super::unseal::{Current, Found, Identities, Unsealed, current, parts_of, unseal};
use crate::audit::Happening;
use crate::db::{DbError, JsonText};
use crate::receipts::commitments;
use crate::{Error, Work};
use chrono::{DateTime, Utc};
use domain::money::Money;
use domain::offers::OfferContent;
use domain::policy::{Action, Permit};
use domain::states::{OfferEvent, OfferState, SolicitationEvent, SolicitationState};
use sealing::parts::{Part, Place};
use sealing::sha256;
use serde::Serialize;

/// What the log keeps of an opening.
#[derive(Serialize)]
struct OpeningRecord {
    reference: String,
    status: String,
    opened_at: Option<DateTime<Utc>>,
    offers: Vec<OfferRecord>,
}

/// Opens every current offer, the prices too unless the rule lets them wait; answers how many.
pub(super) async fn open_all<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    process: &Process,
    identities: &Identities,
) -> Result<i64, Error> {
    commitments::ensure(work, process.id).await?;
    late::turn_away(work, process.id).await?;
    let mut records = Vec::new();
    for row in current(work, process.id).await? {
        records.push(open_one(work, permit, process, identities, &row).await?);
    }
    erase_drafts(work, process).await?;
    names::hide(work, process.id.into()).await?;
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let status = close(work, process, count).await?;
    let noun = if count == 1 { "offer" } else { "offers" };
    let wait = match process.parts(Part::Offer).contains(&Part::Price) {
        true => "",
        false => "; the prices stay sealed until the technical result is fixed",
    };
    let summary = format!("Opened {count} {noun}{wait}");
    let record = |status: &str, opened_at, offers| OpeningRecord {
        reference: process.reference.clone(),
        status: status.to_owned(),
        opened_at,
        offers,
    };
    let before = record(&process.status, None, Vec::new());
    let after = record(status.as_str(), Some(work.at), records);
    let happening = Happening::to("solicitation", process.id, &process.reference, summary);
    let happening = happening
        .within(process.id)
        .before(&before)?
        .after(&after)?;
    work.record(permit, happening).await?;
    Ok(count)
}

/// Drafts that were kept for changes until closing are of no more use.
async fn erase_drafts(work: &mut Work<'_>, process: &Process) -> Result<(), Error> {
    work.tx
        .query(
            "UPDATE offer SET draft = NULL, draft_saved_at = NULL WHERE solicitation_id = $1 AND submitted_at IS NOT NULL",
        )
        .bind(process.id)
        .run()
        .await?;
    work.tx
        .query(
            "DELETE FROM draft_file WHERE offer_id IN
                 (SELECT id FROM offer WHERE solicitation_id = $1 AND submitted_at IS NOT NULL)",
        )
        .bind(process.id)
        .run()
        .await?;
    Ok(())
}

async fn open_one<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    process: &Process,
    identities: &Identities,
    row: &Current,
) -> Result<OfferRecord, Error> {
    let place = Place {
        solicitation: &process.reference,
        offer: &row.offer_reference,
    };
    let parts = parts_of(work, row.id).await?;
    let Unsealed { found, parts } = unseal(identities, place, &parts)?;
    let (record, reason) = match &found {
        Found::Content(content, total) => {
            let status = moved(row, &[first(row)])?;
            (readable(work, row, status, (content, *total)).await?, None)
        }
        Found::Unreadable(reason) => {
            let status = moved(row, &[first(row), OfferEvent::FailCheck])?;
            let words = format!("It cannot be read: {reason}.");
            (excluded(work, row, status, words).await?, Some(reason))
        }
    };
    let opened = parts.iter().filter(|part| is_opened(process, part));
    note_parts(work, row, opened, reason).await?;
    let record = OfferRecord {
        solicitation: process.reference.clone(),
        submission: Some(row.number),
        parts,
        ..record
    };
    let summary = match reason {
        None => "Opened",
        Some(_) => "Opened, could not be read and is excluded",
    };
    let happening = happened(process, row, summary, (&record, reason))?;
    work.record(permit, happening).await?;
    Ok(record)
}

/// What the log is told of an offer, or a price, that was opened.
pub(super) fn happened(
    process: &Process,
    row: &Current,
    summary: &str,
    (after, reason): (&OfferRecord, Option<&String>),
) -> Result<Happening, Error> {
    let happening = Happening::to("offer", row.offer_id, &row.offer_reference, summary);
    let happening = happening.within(process.id).after(after)?;
    Ok(match reason {
        Some(reason) => happening.because(reason.clone()),
        None => happening,
    })
}

/// How an offer comes to be opened: with the others, or taken although it came late (GBI 2.4).
fn first(row: &Current) -> OfferEvent {
    match row.offer_status.parse() {
        Ok(OfferState::Late) => OfferEvent::AcceptLate,
        _ => OfferEvent::Open,
    }
}

/// Where events lead an offer.
pub(super) fn moved(row: &Current, events: &[OfferEvent]) -> Result<OfferState, Error> {
    let state: OfferState = row
        .offer_status
        .parse()
        .map_err(|error| DbError::corrupt("offer.status", error))?;
    events
        .iter()
        .try_fold(state, |state, event| state.apply(*event))
        .map_err(Error::not_now)
}

/// Writes down what an offer holds, as far as it is open, and its total once the price is.
pub(super) async fn readable(
    work: &mut Work<'_>,
    row: &Current,
    status: OfferState,
    (content, total): (&OfferContent, Option<Money>),
) -> Result<OfferRecord, Error> {
    let content_sha256 = sha256(domain::canonical::text(content)?.as_bytes());
    work.tx
        .query(
            "UPDATE offer SET status = $1, opened_at = COALESCE(opened_at, $2), content = $3, content_sha256 = $4, price_minor = $5,
                 price_currency = $6, version = version + 1 WHERE id = $7 AND status = $8",
        )
        .bind(status.as_str())
        .bind(work.at)
        .bind(JsonText(content.clone()))
        .bind(content_sha256.clone())
        .bind(total.map(|total| total.minor))
        .bind(total.map(|total| total.currency.code().to_owned()))
        .bind(row.offer_id)
        .bind(row.offer_status.clone())
        .run_one()
        .await?;
    Ok(record(row, status, Some(hex::encode(content_sha256))))
}

/// An offer that cannot be read, or whose price cannot, does not keep the others closed: it is opened and excluded in these words.
pub(super) async fn excluded(
    work: &mut Work<'_>,
    row: &Current,
    status: OfferState,
    words: String,
) -> Result<OfferRecord, Error> {
    let account = work.account();
    work.tx
        .query(
            "UPDATE offer SET status = $1, opened_at = COALESCE(opened_at, $2), compliance_reason = $3, decided_by = $4, decided_at = $2,
                 version = version + 1 WHERE id = $5 AND status = $6",
        )
        .bind(status.as_str())
        .bind(work.at)
        .bind(words)
        .bind(account)
        .bind(row.offer_id)
        .bind(row.offer_status.clone())
        .run_one()
        .await?;
    Ok(record(row, status, None))
}

/// What the log keeps of an offer that was opened.
fn record(row: &Current, status: OfferState, content_sha256: Option<String>) -> OfferRecord {
    OfferRecord {
        reference: row.offer_reference.clone(),
        solicitation: String::new(),
        provider: row.provider_name.clone(),
        status: status.as_str().to_owned(),
        submission: Some(row.number),
        parts: Vec::new(),
        files_sha256: None,
        content_sha256,
    }
}

/// Whether a part is among those that are opened first.
fn is_opened(process: &Process, part: &PartHash) -> bool {
    Part::from_code(&part.part).is_none_or(|part| process.parts(Part::Offer).contains(&part))
}

/// Keeps what the opening found in the parts of a submission.
pub(super) async fn note_parts(
    work: &mut Work<'_>,
    row: &Current,
    parts: impl Iterator<Item = &PartHash>,
    reason: Option<&String>,
) -> Result<(), Error> {
    for part in parts {
        let content = part
            .content_sha256
            .as_ref()
            .and_then(|text| hex::decode(text).ok());
        work.tx
            .query(
                "UPDATE sealed_part SET opened_at = $1, content_sha256 = COALESCE($2, content_sha256), unreadable = $3
                 WHERE sealed_offer_id = $4 AND part = $5",
            )
            .bind(work.at)
            .bind(content)
            .bind(reason.cloned())
            .bind(row.id)
            .bind(part.part.clone())
            .run_one()
            .await?;
    }
    Ok(())
}

async fn close(
    work: &mut Work<'_>,
    process: &Process,
    count: i64,
) -> Result<SolicitationState, Error> {
    let state = process.state()?;
    let closed = match state {
        SolicitationState::Published => state.apply(SolicitationEvent::Close),
        other => Ok(other),
    };
    let status = closed
        .and_then(|closed| closed.apply(SolicitationEvent::OpenOffers))
        .map_err(Error::not_now)?;
    work.tx
        .query(
            "UPDATE solicitation SET status = $1, opened_at = $2, offer_count = $3, version = version + 1
             WHERE id = $4 AND version = $5",
        )
        .bind(status.as_str())
        .bind(work.at)
        .bind(count)
        .bind(process.id)
        .bind(process.version)
        .run_one()
        .await?;
    Ok(status)
}
