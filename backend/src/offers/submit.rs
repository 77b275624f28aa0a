//! Sealing an offer, replacing and withdrawing it, and the receipt.

use super::envelope;
use super::record::{OfferRecord, completeness};
use crate::audit::Happening;
use crate::db::DbError;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::{ReadReceipt, SubmitOffer};
use domain::policy::permit;
use domain::states::{OfferEvent, OfferState};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

/// What a provider is given for a sealed offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The offer.
    pub offer: String,
    /// The solicitation.
    pub solicitation: String,
    /// Its title.
    pub title: String,
    /// Which sealing of this offer it is, from 1.
    pub number: i64,
    /// When the complete offer was received, by the server's clock.
    pub received_at: DateTime<Utc>,
    /// SHA-256 of the sealed bytes that are stored, in hexadecimal.
    pub ciphertext_sha256: String,
    /// SHA-256 of what was sealed, with its random salt, in hexadecimal.
    pub content_sha256: String,
    /// Until when it may be replaced or withdrawn.
    pub closes_at: Option<DateTime<Utc>>,
    /// The zone of that moment.
    pub zone: String,
    /// `current`, `replaced` or `withdrawn`.
    pub standing: String,
}

/// Submits an offer, or replaces the one that was submitted before.
///
/// The moment of receipt is taken once, in the transaction that stores the offer; what is received after the closing
/// time, by however little, is refused (GBI 2.4).
///
/// # Errors
/// When it is late, incomplete (field by field: the volume's name), or changed meanwhile.
pub async fn submit(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
) -> Result<Receipt, Error> {
    let mut work = begin!(ctx, call);
    let record = OfferRecord::load(&mut work.tx, reference).await?;
    let permit = work.permit::<SubmitOffer>(record.subject())?;
    in_time(&record, work.at)?;
    if record.version != version {
        return Err(Error::not_now(
            "the draft changed since you read it: read it again before you submit",
        ));
    }
    let content = record.draft_content(ctx)?;
    let missing = completeness(&content, &record);
    if !missing.is_empty() {
        let fields = missing.into_iter().map(|missing| crate::FieldError {
            field: missing.volume.as_str().to_owned(),
            message: missing.what,
        });
        return Err(Error::Invalid(fields.collect()));
    }
    let recipient: String = work
        .tx
        .query("SELECT recipient FROM sealing_key WHERE solicitation_id = $1")
        .bind(record.solicitation_id.0)
        .scalar()
        .await?;
    let sealed = envelope::seal(&recipient, reference, &content)?;
    let number = store(&mut work, &record, &sealed).await?;
    let words = if number == 1 {
        "Submitted the offer, sealed"
    } else {
        "Replaced the sealed offer"
    };
    let happening = Happening::to("offer", record.id.0, reference, words)
        .within(record.solicitation_id.0)
        .after(&serde_json::json!({"number": number, "ciphertext_sha256": hex::encode(sealed.ciphertext_sha256), "content_sha256": hex::encode(sealed.content_sha256)}))?;
    work.record(&permit, happening).await?;
    let receipt = Receipt {
        offer: record.reference.clone(),
        solicitation: record.solicitation_reference.clone(),
        title: record.solicitation_title.clone(),
        number,
        received_at: work.at,
        ciphertext_sha256: hex::encode(sealed.ciphertext_sha256),
        content_sha256: hex::encode(sealed.content_sha256),
        closes_at: record.closes_at,
        zone: record.zone.clone(),
        standing: "current".to_owned(),
    };
    work.commit(receipt).await
}

fn in_time(record: &OfferRecord, at: DateTime<Utc>) -> Result<(), Error> {
    if record.is_open_at(at) {
        return Ok(());
    }
    let closed = record
        .closes_at
        .map(|closes_at| format!(" at {}", closes_at.format("%-d %b %Y, %H:%M:%S UTC")));
    Err(Error::not_now(format!(
        "the solicitation closed{}: nothing was recorded",
        closed.unwrap_or_default()
    )))
}

async fn store(
    work: &mut Work<'_>,
    record: &OfferRecord,
    sealed: &envelope::Sealed,
) -> Result<i64, Error> {
    let state = record.state()?;
    // The aggregate stays submitted when a sealing is replaced: the earlier sealing is what becomes `replaced`.
    let next = match state {
        OfferState::Submitted => state
            .apply(OfferEvent::Replace)
            .map(|_| OfferState::Submitted),
        other => other.apply(OfferEvent::Submit),
    };
    let next = next.map_err(Error::not_now)?;
    let (id, at, account) = (work.ctx().new_id(), work.at, work.account());
    let earlier: i64 = work
        .tx
        .query("SELECT COUNT(*) FROM sealed_offer WHERE offer_id = $1")
        .bind(record.id.0)
        .scalar()
        .await?;
    work.tx
        .query("UPDATE sealed_offer SET standing = 'replaced' WHERE offer_id = $1 AND standing = 'current'")
        .bind(record.id.0)
        .run()
        .await?;
    work.tx
        .query(
            "INSERT INTO sealed_offer (id, offer_id, number, ciphertext, ciphertext_sha256, content_sha256, received_at, received_by, standing)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'current')",
        )
        .bind(id)
        .bind(record.id.0)
        .bind(earlier + 1)
        .bind(sealed.ciphertext.clone())
        .bind(sealed.ciphertext_sha256.to_vec())
        .bind(sealed.content_sha256.to_vec())
        .bind(at)
        .bind(account.unwrap_or_default())
        .run_one()
        .await?;
    work.tx
        .query("UPDATE offer SET status = $1, submitted_at = $2, version = version + 1 WHERE id = $3 AND version = $4")
        .bind(next.as_str())
        .bind(at)
        .bind(record.id.0)
        .bind(record.version)
        .run_one()
        .await?;
    Ok(earlier + 1)
}

/// Withdraws a submitted offer before closing; it is never opened. Another may be begun until closing.
///
/// # Errors
/// When there is nothing to withdraw or the solicitation has closed.
pub async fn withdraw(ctx: &Ctx, call: &Call, reference: &str, version: i64) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let record = OfferRecord::load(&mut work.tx, reference).await?;
    let permit = work.permit::<SubmitOffer>(record.subject())?;
    in_time(&record, work.at)?;
    let next = record
        .state()?
        .apply(OfferEvent::Withdraw)
        .map_err(Error::not_now)?;
    work.tx
        .query("UPDATE sealed_offer SET standing = 'withdrawn' WHERE offer_id = $1 AND standing = 'current'")
        .bind(record.id.0)
        .run()
        .await?;
    work.tx
        .query("UPDATE offer SET status = $1, version = version + 1 WHERE id = $2 AND version = $3")
        .bind(next.as_str())
        .bind(record.id.0)
        .bind(version)
        .run_one()
        .await
        .map_err(|error| {
            if matches!(error, DbError::NotFound) {
                Error::not_now("the offer changed since you read it: read it again")
            } else {
                error.into()
            }
        })?;
    let happening = Happening::to("offer", record.id.0, reference, "Withdrew the offer")
        .within(record.solicitation_id.0);
    work.record(&permit, happening).await?;
    work.commit(()).await
}

#[derive(FromRow)]
struct ReceiptRow {
    number: i64,
    received_at: DateTime<Utc>,
    ciphertext_sha256: Vec<u8>,
    content_sha256: Vec<u8>,
    standing: String,
}

/// The receipt of the newest sealing of an offer.
///
/// # Errors
/// When the offer is another organisation's, or nothing was sealed.
pub async fn receipt(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Receipt, Error> {
    let record: OfferRecord = ctx
        .db()
        .query(super::record::SELECT)
        .bind(reference.to_owned())
        .one()
        .await?;
    permit::<ReadReceipt>(actor, record.subject())?;
    let row: ReceiptRow = ctx
        .db()
        .query(
            "SELECT number, received_at, ciphertext_sha256, content_sha256, standing FROM sealed_offer
             WHERE offer_id = $1 ORDER BY number DESC LIMIT 1",
        )
        .bind(record.id.0)
        .one()
        .await?;
    Ok(Receipt {
        offer: record.reference,
        solicitation: record.solicitation_reference,
        title: record.solicitation_title,
        number: row.number,
        received_at: row.received_at,
        ciphertext_sha256: hex::encode(row.ciphertext_sha256),
        content_sha256: hex::encode(row.content_sha256),
        closes_at: record.closes_at,
        zone: record.zone,
        standing: row.standing,
    })
}
