//! Submitting: sealing what was written to the solicitation's key, by the server's clock.

use super::envelope::salt;
use super::load::{OfferRecord, Row, lock, row_in};
use super::save::{must_be_editable, stale};
use crate::audit::Happening;
use crate::receipts;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::policy::actions::SubmitOffer;
use domain::states::{OfferEvent, OfferState};
use sealing::parts::{self, Part, Place};
use sealing::receipt::{self, Act, SealedBy, Statement};
use sealing::sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What becomes of the draft once it is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterSubmission {
    /// It is erased: from then on nothing that the server has opens the offer.
    EraseDraft,
    /// It stays, sealed to the server's key, so that the offer can be changed without typing it again. The server could read it.
    KeepDraft,
}

/// What the provider keeps as proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Reference of the offer.
    pub offer: String,
    /// Which submission of this offer it is, from 1.
    pub number: i64,
    /// When it was received, by the server's clock.
    pub received_at: DateTime<Utc>,
    /// What was received, part by part.
    pub parts: Vec<PartHash>,
}

/// A sealed part by its hashes, hexadecimal: what the log and the receipt keep of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHash {
    /// `offer` for volumes 1 to 3, `price` for volume 4, `whole` for what was sealed before the price had a part of its own.
    pub part: String,
    /// SHA-256 of the ciphertext that is stored.
    pub ciphertext_sha256: String,
    /// SHA-256 of the salted text inside, when it is known: the server sealed it, or it is open.
    pub content_sha256: Option<String>,
}

impl PartHash {
    /// The parts of a submission that a receipt states.
    pub(super) fn of(statement: &Statement) -> Vec<Self> {
        let parts = statement.parts.iter();
        parts
            .map(|part| Self {
                part: part.name.clone(),
                ciphertext_sha256: part.sha256.to_string(),
                content_sha256: None,
            })
            .collect()
    }

    /// The part in words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        Part::from_code(&self.part).map_or("All volumes", Part::label)
    }
}

/// A ciphertext on its way into the store.
struct Sealed {
    part: Part,
    ciphertext: Vec<u8>,
    content_sha256: Vec<u8>,
}

impl Sealed {
    /// What the receipt says of it.
    fn stated(&self) -> receipt::Part {
        receipt::Part::of(self.part.as_str(), &self.ciphertext)
    }

    fn hash(&self) -> PartHash {
        PartHash {
            part: self.part.as_str().to_owned(),
            ciphertext_sha256: hex::encode(sha256(&self.ciphertext)),
            content_sha256: Some(hex::encode(&self.content_sha256)),
        }
    }
}

/// Submits what is written, or replaces what was submitted. The moment is taken once, inside the transaction.
///
/// # Errors
/// When the rules refuse, it is late by as little as a microsecond (GBI 2.4), something is missing, somebody else changed
/// the draft, or the store fails.
pub async fn submit(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    version: i64,
    then: AfterSubmission,
) -> Result<Receipt, Error> {
    let mut work = begin!(ctx, call);
    let row = row_in(&mut work.tx, offer_reference).await?;
    let permit = work.permit::<SubmitOffer>(row.subject())?;
    lock(&mut work.tx, row.sought.solicitation_id).await?;
    let row = row_in(&mut work.tx, offer_reference).await?;
    must_be_editable(&row)?;
    row.sought.must_receive(work.at)?;
    receipts::commitments::must_be_open(&mut work.tx, row.sought.solicitation_id.0).await?;
    if row.version != version {
        return Err(stale(&row));
    }
    let sealed = sealed(&mut work, &row).await?;
    let number = replace(&mut work, &row).await?;
    insert(&mut work, &row, number, &sealed).await?;
    let status = next_state(row.state()?)?;
    stand(&mut work, &row, status, then).await?;
    let parts: Vec<PartHash> = sealed.iter().map(Sealed::hash).collect();
    let record = OfferRecord {
        status: status.as_str().to_owned(),
        submission: Some(number),
        parts: parts.clone(),
        ..row.record()
    };
    let summary = if number == 1 {
        "Submitted the offer, sealed"
    } else {
        "Replaced the offer, sealed"
    };
    let happening = Happening::to("offer", row.id.0, &row.reference, summary)
        .within(row.sought.solicitation_id.0);
    let happening = happening.before(&row.record())?.after(&record)?;
    let event = work.record_event(&permit, happening).await?;
    let act = if number == 1 {
        Act::Submitted
    } else {
        Act::Replaced
    };
    let stated = sealed.iter().map(Sealed::stated).collect();
    let received = row.received(act, number, stated, SealedBy::Server);
    receipts::issue(&mut work, &event, received).await?;
    let receipt = Receipt {
        offer: row.reference,
        number,
        received_at: work.at,
        parts,
    };
    work.commit(receipt).await
}

/// A draft is submitted; what was submitted is replaced, and the newer version is submitted in its place.
fn next_state(state: OfferState) -> Result<OfferState, Error> {
    let submitted = match state {
        OfferState::Submitted => OfferState::Draft.apply(OfferEvent::Submit),
        other => other.apply(OfferEvent::Submit),
    };
    submitted.map_err(Error::not_now)
}

async fn sealed(work: &mut Work<'_>, row: &Row) -> Result<Vec<Sealed>, Error> {
    let content = row.draft(work.ctx())?;
    let missing = row.sought.missing(&content);
    if !missing.is_empty() {
        let lines: Vec<_> = missing
            .iter()
            .map(|missing| format!("{}: {}", missing.volume.label(), missing.what))
            .collect();
        return Err(Error::not_now(format!(
            "The offer is not complete. {}.",
            lines.join(". ")
        )));
    }
    let recipients = recipients(work, row.sought.solicitation_id.0).await?;
    let place = Place {
        solicitation: &row.sought.solicitation_reference,
        offer: &row.reference,
    };
    parts::closed(place, &content, &[salt(), salt()])?
        .into_iter()
        .map(|closed| {
            let recipient = recipients.get(closed.part.as_str());
            let recipient = recipient.ok_or(sealing::SealingError::NotARecipient)?;
            Ok(Sealed {
                part: closed.part,
                ciphertext: sealing::seal(&[recipient], closed.text.as_bytes())?,
                content_sha256: closed.sha256(),
            })
        })
        .collect()
}

/// To what each part is sealed.
async fn recipients(
    work: &mut Work<'_>,
    solicitation: Uuid,
) -> Result<BTreeMap<String, String>, Error> {
    let rows: Vec<(String, String)> = work
        .tx
        .query("SELECT part, recipient FROM part_key WHERE solicitation_id = $1")
        .bind(solicitation)
        .all()
        .await?;
    Ok(rows.into_iter().collect())
}

/// Marks the version before as replaced and tells the number of the next.
async fn replace(work: &mut Work<'_>, row: &Row) -> Result<i64, Error> {
    if row.state()? == OfferState::Submitted {
        let replaced = OfferState::Submitted
            .apply(OfferEvent::Replace)
            .map_err(Error::not_now)?;
        work.tx
            .query("UPDATE sealed_offer SET standing = $1 WHERE offer_id = $2 AND standing = 'current'")
            .bind(replaced.as_str())
            .bind(row.id.0)
            .run_one()
            .await?;
    }
    let last: i64 = work
        .tx
        .query(
            "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM sealed_offer WHERE offer_id = $1",
        )
        .bind(row.id.0)
        .scalar()
        .await?;
    Ok(last + 1)
}

async fn insert(
    work: &mut Work<'_>,
    row: &Row,
    number: i64,
    sealed: &[Sealed],
) -> Result<(), Error> {
    let (id, account) = (work.ctx().new_id(), work.account().unwrap_or_default());
    work.tx
        .query(
            "INSERT INTO sealed_offer (id, offer_id, number, received_at, received_by, standing)
             VALUES ($1, $2, $3, $4, $5, 'current')",
        )
        .bind(id)
        .bind(row.id.0)
        .bind(number)
        .bind(work.at)
        .bind(account)
        .run_one()
        .await?;
    for part in sealed {
        insert_part(work, id, part).await?;
    }
    Ok(())
}

async fn insert_part(work: &mut Work<'_>, id: Uuid, sealed: &Sealed) -> Result<(), Error> {
    work.tx
        .query(
            "INSERT INTO sealed_part (sealed_offer_id, part, ciphertext, ciphertext_sha256, content_sha256, sealed_by)
             VALUES ($1, $2, $3, $4, $5, 'server')",
        )
        .bind(id)
        .bind(sealed.part.as_str())
        .bind(sealed.ciphertext.clone())
        .bind(sha256(&sealed.ciphertext))
        .bind(sealed.content_sha256.clone())
        .run_one()
        .await?;
    Ok(())
}

async fn stand(
    work: &mut Work<'_>,
    row: &Row,
    status: OfferState,
    then: AfterSubmission,
) -> Result<(), Error> {
    work.tx
        .query(
            "UPDATE offer SET status = $1, submitted_at = $2, draft = CASE WHEN $3 THEN draft END,
                 draft_saved_at = CASE WHEN $3 THEN draft_saved_at END, version = version + 1 WHERE id = $4 AND version = $5",
        )
        .bind(status.as_str())
        .bind(work.at)
        .bind(then == AfterSubmission::KeepDraft)
        .bind(row.id.0)
        .bind(row.version)
        .run_one()
        .await?;
    Ok(())
}
