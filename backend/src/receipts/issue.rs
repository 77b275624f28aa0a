//! Issuing a receipt, in the transaction of what it is a receipt of.

use crate::audit::Recorded;
use crate::db::DbError;
use crate::{Error, Work};
use domain::id::OfferId;
use sealing::bytes::Hex;
use sealing::receipt::{Act, FORMAT, Files, Part, SealedBy, Statement, message};

/// What the use case knows of a submission. Moment and event are filled in by [`issue`], so that none can state others.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// What was done.
    pub act: Act,
    /// The offer.
    pub offer_id: OfferId,
    /// Its reference.
    pub offer: String,
    /// Reference of the solicitation.
    pub solicitation: String,
    /// Its title.
    pub title: String,
    /// Name of the offering organisation.
    pub provider: String,
    /// Which submission of the offer it is.
    pub submission: i64,
    /// The ciphertexts.
    pub sealed: Sealed,
}

/// What was sealed, and where.
#[derive(Clone, Debug)]
pub(crate) struct Sealed {
    /// The parts.
    pub parts: Vec<Part>,
    /// Where they were sealed.
    pub by: SealedBy,
    /// The attached files; none for submissions of before there were any.
    pub files: Option<Files>,
}

impl Sealed {
    /// What an earlier statement says was sealed.
    pub fn of(statement: &Statement) -> Self {
        Self {
            parts: statement.parts.clone(),
            by: statement.sealed_by,
            files: statement.files.clone(),
        }
    }
}

/// Signs what is stated of an event and keeps it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn issue(
    work: &mut Work<'_>,
    event: &Recorded,
    received: Received,
) -> Result<(), Error> {
    let offer = received.offer_id;
    let statement = statement(work, event, received);
    let text = domain::canonical::text(&statement)?;
    let keys = work.ctx().keys();
    let (signature, public_key) = (keys.sign(&message(&text)), keys.log_verifying_key());
    let insert = "INSERT INTO receipt (event_id, offer_id, number, act, statement, event_text, public_key, signature, issued_at)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    work.tx
        .query(insert)
        .bind(event.id)
        .bind(offer.0)
        .bind(statement.submission)
        .bind(statement.act.as_str())
        .bind(text)
        .bind(event.text.clone())
        .bind(public_key.to_vec())
        .bind(signature.to_vec())
        .bind(work.at)
        .run_one()
        .await?;
    Ok(())
}

fn statement(work: &Work<'_>, event: &Recorded, received: Received) -> Statement {
    Statement {
        format: FORMAT.to_owned(),
        act: received.act,
        solicitation: received.solicitation,
        title: received.title,
        offer: received.offer,
        submission: received.submission,
        provider: received.provider,
        parts: received.sealed.parts,
        files: received.sealed.files,
        sealed_by: received.sealed.by,
        received_at: work.at,
        event_id: event.id,
        event_hash: Hex(event.hash),
    }
}

/// The newest statement of an offer; none for one that was never submitted.
///
/// # Errors
/// When the store fails.
pub(crate) async fn newest(
    work: &mut Work<'_>,
    offer: OfferId,
) -> Result<Option<Statement>, Error> {
    let select = "SELECT statement FROM receipt WHERE offer_id = $1 ORDER BY number DESC, event_id DESC LIMIT 1";
    let text: Option<String> = work
        .tx
        .query(select)
        .bind(offer.0)
        .optional_scalar()
        .await?;
    let read = text.map(|text| serde_json::from_str(&text)).transpose();
    Ok(read.map_err(|error| DbError::corrupt("receipt.statement", error))?)
}
