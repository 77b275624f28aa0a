//! Submitting: sealing what was written to the solicitation's key, by the server's clock.

use super::attachments::{forget_drafts, submitted};
use super::hashes::{PartHash, hash, stated};
use super::late;
use super::load::{OfferRecord, Row, Sought, lock, row_in};
use super::read::OfferSheet;
use super::save::{must_be_editable, stale};
use crate::audit::Happening;
use crate::receipts::{self, Sealed};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::offers::OfferContent;
use domain::policy::actions::SubmitOffer;
use domain::states::{OfferEvent, OfferState};
use domain::text::Prose;
use sealing::order::{self, Order, SealedPart, Sent};
use sealing::parts::Part;
use sealing::receipt::{Act, Files, SealedBy};
use sealing::sha256;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    let submission = Submission {
        version,
        then,
        sent: None,
        late: None,
    };
    receive(ctx, call, offer_reference, submission).await
}

/// Submits what a browser sealed of the draft at this version, as [`sealing::order::written`] writes it. The server
/// stores it as it came and cannot look inside; what does not open excludes the offer at the opening.
///
/// # Errors
/// As [`submit`], and when what was sent is not both parts of an offer, sealed.
pub async fn submit_sealed(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    version: i64,
    then: AfterSubmission,
    sent: &str,
) -> Result<Receipt, Error> {
    let submission = Submission {
        version,
        then,
        sent: Some(order::read(sent).map_err(Error::not_now)?),
        late: None,
    };
    receive(ctx, call, offer_reference, submission).await
}

/// Submits what is written after closing, where the method's rule states an exception: it is kept sealed as late, for the
/// authority to decide on. `why` is told to the authority, everything else stays sealed. With `sent` it was sealed in the
/// browser. The draft is erased in any case.
///
/// # Errors
/// As [`submit`]; when it is not late, the rule states no exception, or the offers are open.
pub async fn submit_late(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    version: i64,
    why: &str,
    sent: Option<&str>,
) -> Result<Receipt, Error> {
    let why = Prose::parse(why).map_err(|error| Error::field("late_reason", error))?;
    let sent = sent.map(order::read).transpose().map_err(Error::not_now)?;
    let submission = Submission {
        version,
        then: AfterSubmission::EraseDraft,
        sent,
        late: Some(why),
    };
    receive(ctx, call, offer_reference, submission).await
}

/// What is submitted, and how.
struct Submission {
    /// Of the draft.
    version: i64,
    then: AfterSubmission,
    /// What a browser sealed.
    sent: Option<Sent>,
    /// Why it comes after closing; none for what must be in time.
    late: Option<Prose<4000>>,
}

async fn receive(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    submission: Submission,
) -> Result<Receipt, Error> {
    let mut work = begin!(ctx, call);
    let row = row_in(&mut work.tx, offer_reference).await?;
    let permit = work.permit::<SubmitOffer>(row.subject())?;
    lock(&mut work.tx, row.sought.solicitation_id).await?;
    let row = row_in(&mut work.tx, offer_reference).await?;
    let status = match &submission.late {
        None => in_time(&mut work, &row).await?,
        Some(_) => late::next_state(&row, work.at)?,
    };
    if row.version != submission.version {
        return Err(stale(&row));
    }
    let (number, sealed) = keep(&mut work, &row, submission.then, submission.sent).await?;
    stand(&mut work, &row, status, submission.then).await?;
    let parts: Vec<PartHash> = sealed.parts.iter().map(hash).collect();
    let record = OfferRecord {
        status: status.as_str().to_owned(),
        submission: Some(number),
        parts: parts.clone(),
        files_sha256: Some(sealed.files.digest()?.to_string()),
        ..row.record()
    };
    let (act, summary) = match (&submission.late, number) {
        (Some(_), _) => (Act::Late, "Submitted the offer after closing, sealed"),
        (None, 1) => (Act::Submitted, "Submitted the offer, sealed"),
        (None, _) => (Act::Replaced, "Replaced the offer, sealed"),
    };
    let happening = Happening::to("offer", row.id.0, &row.reference, summary)
        .within(row.sought.solicitation_id.0);
    let happening = happening.before(&row.record())?.after(&record)?;
    let event = work.record_event(&permit, happening).await?;
    let received = row.received(act, number, sealed.stated());
    receipts::issue(&mut work, &event, received).await?;
    if let Some(why) = submission.late {
        late::explain(&mut work, &row, why).await?;
    }
    let receipt = Receipt {
        offer: row.reference,
        number,
        received_at: work.at,
        parts,
    };
    work.commit(receipt).await
}

/// A submission as it is kept.
struct Kept {
    parts: Vec<SealedPart>,
    by: SealedBy,
    files: Files,
}

impl Kept {
    /// What the receipt says of it.
    fn stated(&self) -> Sealed {
        Sealed {
            parts: self.parts.iter().map(stated).collect(),
            by: self.by,
            files: Some(self.files.clone()),
        }
    }
}

/// Keeps what the draft holds, sealed, and tells which submission it is.
async fn keep(
    work: &mut Work<'_>,
    row: &Row,
    then: AfterSubmission,
    sent: Option<Sent>,
) -> Result<(i64, Kept), Error> {
    let content = complete(work, row)?;
    let (by, parts, in_browser) = match sent {
        Some(sent) => (SealedBy::Browser, Some(sent.parts), sent.files),
        None => (SealedBy::Server, None, BTreeSet::new()),
    };
    let number = replace(work, row).await?;
    let submission = insert(work, row, number).await?;
    let files = submitted(work, row, submission, (&content, in_browser)).await?;
    if then == AfterSubmission::EraseDraft {
        forget_drafts(work, row.id.0).await?;
    }
    let parts = match parts {
        Some(parts) => parts,
        None => sealed(work, row, content).await?,
    };
    for part in &parts {
        insert_part(work, submission, part, by).await?;
    }
    Ok((number, Kept { parts, by, files }))
}

/// The next state of an offer that comes before closing.
async fn in_time(work: &mut Work<'_>, row: &Row) -> Result<OfferState, Error> {
    must_be_editable(row)?;
    row.sought.must_receive(work.at)?;
    receipts::commitments::must_be_open(&mut work.tx, row.sought.solicitation_id.0).await?;
    next_state(row.state()?)
}

/// A draft is submitted; what was submitted is replaced, and the newer version is submitted in its place.
fn next_state(state: OfferState) -> Result<OfferState, Error> {
    let submitted = match state {
        OfferState::Submitted => OfferState::Draft.apply(OfferEvent::Submit),
        other => other.apply(OfferEvent::Submit),
    };
    submitted.map_err(Error::not_now)
}

/// The draft, where nothing is missing in it.
fn complete(work: &Work<'_>, row: &Row) -> Result<OfferContent, Error> {
    let content = row.draft(work.ctx())?;
    let missing = row.sought.missing(&content);
    if missing.is_empty() {
        return Ok(content);
    }
    let lines: Vec<_> = missing
        .iter()
        .map(|missing| format!("{}: {}", missing.volume.label(), missing.what))
        .collect();
    Err(Error::not_now(format!(
        "The offer is not complete. {}.",
        lines.join(". ")
    )))
}

async fn sealed(
    work: &mut Work<'_>,
    row: &Row,
    content: OfferContent,
) -> Result<Vec<SealedPart>, Error> {
    let keys = work.tx.query(KEYS).bind(row.sought.solicitation_id.0);
    let keys = keys.all().await?;
    Ok(ordered(&row.sought, &row.reference, content, keys)?.sealed()?)
}

const KEYS: &str = "SELECT part, recipient FROM part_key WHERE solicitation_id = $1";

fn ordered(
    sought: &Sought,
    offer: &str,
    content: OfferContent,
    keys: Vec<(String, String)>,
) -> Result<Order, Error> {
    let mut keys: BTreeMap<String, String> = keys.into_iter().collect();
    let mut recipient = |part: Part| {
        keys.remove(part.as_str())
            .ok_or(sealing::SealingError::NotARecipient)
    };
    Ok(Order {
        solicitation: sought.solicitation_reference.clone(),
        offer: offer.to_owned(),
        offer_recipient: recipient(Part::Offer)?,
        price_recipient: recipient(Part::Price)?,
        content,
    })
}

/// What the provider's browser needs to seal the draft itself; none while there is nothing to seal.
///
/// # Errors
/// When the store fails.
pub async fn order(ctx: &Ctx, sheet: &OfferSheet) -> Result<Option<Order>, Error> {
    let Some(content) = sheet.content.clone().filter(|_| sheet.own) else {
        return Ok(None);
    };
    let keys = ctx.db().query(KEYS).bind(sheet.sought.solicitation_id.0);
    let keys = keys.all().await?;
    ordered(&sheet.sought, &sheet.reference, content, keys).map(Some)
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

async fn insert(work: &mut Work<'_>, row: &Row, number: i64) -> Result<Uuid, Error> {
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
    Ok(id)
}

async fn insert_part(
    work: &mut Work<'_>,
    id: Uuid,
    sealed: &SealedPart,
    sealed_by: SealedBy,
) -> Result<(), Error> {
    work.tx
        .query(
            "INSERT INTO sealed_part (sealed_offer_id, part, ciphertext, ciphertext_sha256, content_sha256, sealed_by)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(sealed.part.as_str())
        .bind(sealed.ciphertext.clone())
        .bind(sha256(&sealed.ciphertext))
        .bind(sealed.content_sha256.0.to_vec())
        .bind(sealed_by.as_str())
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
            "UPDATE offer SET status = $1, submitted_at = $2, noted_at = $2, draft = CASE WHEN $3 THEN draft END,
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
