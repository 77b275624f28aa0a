//! Opening: two different opening officers, after closing, everything at once or nothing.

use super::envelope;
use super::load::{OfferRecord, lock};
use crate::audit::Happening;
use crate::db::{DbError, JsonText};
use crate::keys::open_with;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::offers::OfferContent;
use domain::policy::actions::OpenOffers;
use domain::policy::{Permit, Subject};
use domain::states::{OfferEvent, OfferState, SolicitationEvent, SolicitationState};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// What a consent brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// How many offers it opened; none while a second person is needed.
    pub opened: Option<i64>,
}

#[derive(FromRow)]
struct Process {
    id: Uuid,
    reference: String,
    status: String,
    closes_at: Option<DateTime<Utc>>,
    version: i64,
}

#[derive(FromRow)]
struct SealedRow {
    offer_id: Uuid,
    offer_reference: String,
    offer_status: String,
    provider_name: String,
    number: i64,
    ciphertext: Vec<u8>,
    ciphertext_sha256: Vec<u8>,
    content_sha256: Vec<u8>,
}

/// What the log keeps of an opening.
#[derive(Serialize)]
struct OpeningRecord {
    reference: String,
    status: String,
    opened_at: Option<DateTime<Utc>>,
    offers: Vec<OfferRecord>,
}

/// Consents to the opening of a solicitation's offers. The second person's consent opens every current offer.
///
/// A refused try (before closing, alone, or with a damaged offer) is an event of its own.
///
/// # Errors
/// When the rules refuse, it is too early, the same person consented before, an offer cannot be opened (then none is), or
/// the store fails.
pub async fn consent(
    ctx: &Ctx,
    call: &Call,
    solicitation_reference: &str,
) -> Result<Consent, Error> {
    let outcome = agree(ctx, call, solicitation_reference).await;
    if let Err(refusal @ (Error::NotNow(_) | Error::Seal(_))) = &outcome {
        note_refusal(ctx, call, solicitation_reference, refusal).await?;
    }
    outcome
}

async fn agree(ctx: &Ctx, call: &Call, reference: &str) -> Result<Consent, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<OpenOffers>(Subject::ANY)?;
    let found = process(&mut work, reference).await?;
    lock(&mut work.tx, found.id.into()).await?;
    let process = process(&mut work, reference).await?;
    must_be_closed(&process, work.at)?;
    let account = work
        .account()
        .ok_or_else(|| Error::not_now("opening needs two persons with accounts"))?;
    give(&mut work, &process, account).await?;
    let given: i64 = work
        .tx
        .query("SELECT CAST(COUNT(*) AS BIGINT) FROM opening_consent WHERE solicitation_id = $1")
        .bind(process.id)
        .scalar()
        .await?;
    let opened = if given >= 2 {
        Some(open_all(&mut work, &permit, &process).await?)
    } else {
        let summary = "Consented to the opening of the offers; a second opening officer is needed";
        let happening = Happening::to("solicitation", process.id, &process.reference, summary)
            .within(process.id);
        work.record(&permit, happening).await?;
        None
    };
    work.commit(Consent { opened }).await
}

async fn process(work: &mut Work<'_>, reference: &str) -> Result<Process, DbError> {
    work.tx
        .query("SELECT id, reference, status, closes_at, version FROM solicitation WHERE reference = $1 AND origin <> 'imported'")
        .bind(reference.to_owned())
        .one()
        .await
}

fn must_be_closed(process: &Process, at: DateTime<Utc>) -> Result<(), Error> {
    let state: SolicitationState = process
        .status
        .parse()
        .map_err(|error| DbError::corrupt("solicitation.status", error))?;
    match (state, process.closes_at) {
        (SolicitationState::Published | SolicitationState::Closed, Some(closes)) if at > closes => {
            Ok(())
        }
        (SolicitationState::Published | SolicitationState::Closed, Some(closes)) => {
            Err(Error::not_now(format!(
                "the offers may be opened only after closing at {}",
                closes.format("%-d %b %Y, %H:%M:%S UTC")
            )))
        }
        _ => Err(Error::not_now(format!(
            "the solicitation is “{}”: there is nothing to open",
            state.label()
        ))),
    }
}

async fn give(work: &mut Work<'_>, process: &Process, account: Uuid) -> Result<(), Error> {
    let given = work
        .tx
        .query("INSERT INTO opening_consent (solicitation_id, account_id, given_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(process.id)
        .bind(account)
        .bind(work.at)
        .run()
        .await?;
    if given == 1 {
        Ok(())
    } else {
        Err(Error::not_now(
            "you have consented already: another opening officer is needed",
        ))
    }
}

async fn open_all(
    work: &mut Work<'_>,
    permit: &Permit<OpenOffers>,
    process: &Process,
) -> Result<i64, Error> {
    let sealed_identity: Vec<u8> = work
        .tx
        .query("SELECT sealed_identity FROM sealing_key WHERE solicitation_id = $1")
        .bind(process.id)
        .scalar()
        .await?;
    let identity = work.ctx().keys().unseal(&sealed_identity)?;
    let mut records = Vec::new();
    for row in sealed_rows(work, process.id).await? {
        let content = unsealed(&identity, &row)?;
        let record = open_one(work, &row, &content).await?;
        let happening =
            Happening::to("offer", row.offer_id, &row.offer_reference, "Opened").within(process.id);
        work.record(permit, happening.after(&record)?).await?;
        records.push(record);
    }
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let status = close(work, process, count).await?;
    let noun = if count == 1 { "offer" } else { "offers" };
    let happening = Happening::to(
        "solicitation",
        process.id,
        &process.reference,
        format!("Opened {count} {noun}"),
    );
    let record = |status: &str, opened_at, offers| OpeningRecord {
        reference: process.reference.clone(),
        status: status.to_owned(),
        opened_at,
        offers,
    };
    let before = record(&process.status, None, Vec::new());
    let after = record(status.as_str(), Some(work.at), records);
    let happening = happening
        .within(process.id)
        .before(&before)?
        .after(&after)?;
    work.record(permit, happening).await?;
    Ok(count)
}

async fn sealed_rows(work: &mut Work<'_>, process: Uuid) -> Result<Vec<SealedRow>, DbError> {
    work.tx
        .query(
            "SELECT offer.id AS offer_id, offer.reference AS offer_reference, offer.status AS offer_status,
                 provider.name AS provider_name, sealed_offer.number, sealed_offer.ciphertext,
                 sealed_offer.ciphertext_sha256, sealed_offer.content_sha256
             FROM sealed_offer JOIN offer ON offer.id = sealed_offer.offer_id JOIN provider ON provider.id = offer.provider_id
             WHERE offer.solicitation_id = $1 AND sealed_offer.standing = 'current' ORDER BY sealed_offer.received_at, offer.id",
        )
        .bind(process)
        .all()
        .await
}

fn unsealed(identity: &[u8], row: &SealedRow) -> Result<OfferContent, Error> {
    let broken = || {
        Error::Seal(format!(
            "{} was altered in the store: nothing was opened",
            row.offer_reference
        ))
    };
    if envelope::sha256(&row.ciphertext) != row.ciphertext_sha256 {
        return Err(broken());
    }
    let plain = open_with(identity, &row.ciphertext).map_err(|_| broken())?;
    if envelope::sha256(&plain) != row.content_sha256 {
        return Err(broken());
    }
    envelope::opened(&plain)
}

async fn open_one(
    work: &mut Work<'_>,
    row: &SealedRow,
    content: &OfferContent,
) -> Result<OfferRecord, Error> {
    let state: OfferState = row
        .offer_status
        .parse()
        .map_err(|error| DbError::corrupt("offer.status", error))?;
    let status = state.apply(OfferEvent::Open).map_err(Error::not_now)?;
    let total = content
        .price
        .total()
        .ok_or_else(|| Error::Seal(format!("{} has no price", row.offer_reference)))?;
    let content_sha256 = envelope::sha256(domain::canonical::text(content)?.as_bytes());
    work.tx
        .query(
            "UPDATE offer SET status = $1, opened_at = $2, content = $3, content_sha256 = $4, price_minor = $5,
                 price_currency = $6, version = version + 1 WHERE id = $7 AND status = $8",
        )
        .bind(status.as_str())
        .bind(work.at)
        .bind(JsonText(content.clone()))
        .bind(content_sha256.clone())
        .bind(total.minor)
        .bind(total.currency.code().to_owned())
        .bind(row.offer_id)
        .bind(row.offer_status.clone())
        .run_one()
        .await?;
    Ok(OfferRecord {
        reference: row.offer_reference.clone(),
        solicitation: String::new(),
        provider: row.provider_name.clone(),
        status: status.as_str().to_owned(),
        submission: Some(row.number),
        sealed_sha256: Some(hex::encode(&row.content_sha256)),
        content_sha256: Some(hex::encode(content_sha256)),
        size_class: None,
    })
}

async fn close(
    work: &mut Work<'_>,
    process: &Process,
    count: i64,
) -> Result<SolicitationState, Error> {
    let state: SolicitationState = process
        .status
        .parse()
        .map_err(|error| DbError::corrupt("solicitation.status", error))?;
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

/// Records a refused try in a transaction of its own, because the one that tried is undone.
async fn note_refusal(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    refusal: &Error,
) -> Result<(), Error> {
    let call = &Call::by(call.actor.clone());
    let mut work = begin!(ctx, call);
    let permit = work.permit::<OpenOffers>(Subject::ANY)?;
    let process = process(&mut work, reference).await?;
    let happening = Happening::to(
        "solicitation",
        process.id,
        &process.reference,
        "Tried to open the offers and was refused",
    );
    let happening = happening.within(process.id).because(refusal.to_string());
    work.record(&permit, happening).await?;
    work.commit(()).await
}
