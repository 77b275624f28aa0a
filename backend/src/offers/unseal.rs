//! From ciphertext to content: what was received is checked first, then opened, and what cannot be read is named.

use super::envelope;
use super::hashes::PartHash;
use crate::db::DbError;
use crate::{Error, Work};
use domain::money::Money;
use domain::offers::{OfferContent, Price};
use sealing::parts::{self, Part, Place, Volumes};
use sealing::{Identity, SealingError, sha256};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The submission that counts of an offer.
#[derive(FromRow)]
pub(super) struct Current {
    pub id: Uuid,
    pub offer_id: Uuid,
    pub offer_reference: String,
    pub offer_status: String,
    pub provider_name: String,
    pub number: i64,
}

/// A ciphertext of a submission.
#[derive(FromRow)]
pub(super) struct PartRow {
    pub part: String,
    ciphertext: Vec<u8>,
    ciphertext_sha256: Vec<u8>,
    content_sha256: Option<Vec<u8>>,
}

/// What an offer turned out to hold.
pub(super) enum Found {
    /// Everything that was to be opened, with the total where the price is among it.
    Content(Box<OfferContent>, Option<Money>),
    /// Nothing that can be read, and why.
    Unreadable(String),
}

/// An opened offer with the hashes of its parts.
pub(super) struct Unsealed {
    pub found: Found,
    pub parts: Vec<PartHash>,
}

/// The submissions that count, in order of receipt. What came late and was not taken is never among them.
pub(super) async fn current(work: &mut Work<'_>, process: Uuid) -> Result<Vec<Current>, DbError> {
    work.tx
        .query(
            "SELECT sealed_offer.id, offer.id AS offer_id, offer.reference AS offer_reference, offer.status AS offer_status,
                 provider.name AS provider_name, sealed_offer.number
             FROM sealed_offer JOIN offer ON offer.id = sealed_offer.offer_id JOIN provider ON provider.id = offer.provider_id
             WHERE offer.solicitation_id = $1 AND sealed_offer.standing = 'current'
               AND (offer.status IN ('submitted', 'late') OR offer.opened_at IS NOT NULL) ORDER BY sealed_offer.received_at, offer.id",
        )
        .bind(process)
        .all()
        .await
}

/// The ciphertexts of a submission; one offer at a time, so that many large ones need no more memory than one.
pub(super) async fn parts_of(
    work: &mut Work<'_>,
    submission: Uuid,
) -> Result<Vec<PartRow>, DbError> {
    work.tx
        .query(
            "SELECT part, ciphertext, ciphertext_sha256, content_sha256 FROM sealed_part
             WHERE sealed_offer_id = $1 ORDER BY part",
        )
        .bind(submission)
        .all()
        .await
}

/// The keys of the parts that are opened.
pub(super) type Identities = BTreeMap<Part, Identity>;

/// Opens the parts of an offer whose keys are there; a price whose key is not waits.
///
/// # Errors
/// [`Error::Seal`] when a ciphertext is not the one that was received: then nothing may be opened.
pub(super) fn unseal(
    identities: &Identities,
    place: Place<'_>,
    rows: &[PartRow],
) -> Result<Unsealed, Error> {
    let mut plain = BTreeMap::new();
    let mut parts = Vec::new();
    let mut fault = None;
    for row in rows {
        must_be_as_received(place.offer, row)?;
        let Some(identity) = identities.get(&row.part()) else {
            parts.push(row.hash(None));
            continue;
        };
        let opened = open(identity, row);
        let content_sha256 = opened.as_ref().ok().map(|text| hex::encode(sha256(text)));
        parts.push(row.hash(content_sha256));
        match opened {
            Ok(text) => drop(plain.insert(row.part.as_str(), text)),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    let waits = !identities.contains_key(&Part::Price);
    let found = match fault {
        None if waits => without_price(place, &plain),
        None => read(place, &plain).and_then(priced),
        Some(error) => Err(error),
    };
    let found = match found {
        Ok((content, total)) => Found::Content(Box::new(content), total),
        Err(error) => Found::Unreadable(error.to_string()),
    };
    Ok(Unsealed { found, parts })
}

/// An opened price with the hashes of its part.
pub(super) struct UnsealedPrice {
    pub part: PartHash,
    /// The price with its total, or why it cannot be read.
    pub price: Result<(Price, Money), SealingError>,
}

/// Opens the price of an offer whose other volumes are open, and checks that no part was altered since it was received.
///
/// # Errors
/// [`Error::Seal`] when a ciphertext is not the one that was received.
pub(super) fn unseal_price(
    identity: &Identity,
    place: Place<'_>,
    rows: &[PartRow],
) -> Result<UnsealedPrice, Error> {
    for row in rows {
        must_be_as_received(place.offer, row)?;
    }
    let row = rows.iter().find(|row| row.part == Part::Price.as_str());
    let row = row.ok_or_else(|| Error::Seal(format!("{} has no sealed price", place.offer)))?;
    let text = open(identity, row);
    let part = row.hash(text.as_ref().ok().map(|text| hex::encode(sha256(text))));
    let price = text
        .and_then(|text| parts::price(place, &text))
        .and_then(|price| {
            let total = price.total().ok_or(NO_TOTAL)?;
            Ok((price, total))
        });
    Ok(UnsealedPrice { part, price })
}

const NO_TOTAL: SealingError = SealingError::NotAnOffer("has no price that can be added up");

impl PartRow {
    /// Which key opens it: what was sealed as a whole was sealed to one key, which stands for both parts.
    fn part(&self) -> Part {
        Part::from_code(&self.part).unwrap_or(Part::Offer)
    }

    fn hash(&self, content_sha256: Option<String>) -> PartHash {
        PartHash {
            part: self.part.clone(),
            ciphertext_sha256: hex::encode(&self.ciphertext_sha256),
            content_sha256,
        }
    }
}

fn must_be_as_received(offer: &str, row: &PartRow) -> Result<(), Error> {
    if sha256(&row.ciphertext) == row.ciphertext_sha256 {
        return Ok(());
    }
    Err(Error::Seal(format!(
        "{offer} was altered in the store: nothing was opened"
    )))
}

fn open(identity: &Identity, row: &PartRow) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    let text = identity.open(&row.ciphertext)?;
    match &row.content_sha256 {
        Some(known) if *known != sha256(&text) => {
            Err(SealingError::NotAnOffer("is not what the receipt names"))
        }
        _ => Ok(text),
    }
}

/// The unsealed texts by their parts.
type Plain<'a> = BTreeMap<&'a str, Zeroizing<Vec<u8>>>;

fn of<'a>(plain: &'a Plain<'_>, part: Part) -> Result<&'a [u8], SealingError> {
    let text = plain.get(part.as_str()).map(|text| text.as_slice());
    text.ok_or(SealingError::NotAnOffer("lacks a part"))
}

/// Volumes 1 to 3 alone.
fn without_price(
    place: Place<'_>,
    plain: &Plain<'_>,
) -> Result<(OfferContent, Option<Money>), SealingError> {
    let volumes: Volumes = parts::volumes(place, of(plain, Part::Offer)?)?;
    Ok((volumes.with_price(Price::default()), None))
}

fn read(place: Place<'_>, plain: &Plain<'_>) -> Result<OfferContent, SealingError> {
    if let Some(whole) = plain.get("whole") {
        return envelope::opened(whole)
            .map_err(|_| SealingError::NotAnOffer("is not what an offer holds"));
    }
    let volumes: Volumes = parts::volumes(place, of(plain, Part::Offer)?)?;
    let price: Price = parts::price(place, of(plain, Part::Price)?)?;
    Ok(volumes.with_price(price))
}

fn priced(content: OfferContent) -> Result<(OfferContent, Option<Money>), SealingError> {
    let total = content.price.total().ok_or(NO_TOTAL)?;
    Ok((content, Some(total)))
}
