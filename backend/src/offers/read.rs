//! Reading one offer: its own provider always, the buying side after opening, nobody else ever.

use super::changes::{Changes, changes};
use super::hashes::PartHash;
use super::load::{Row, Sought, must_be_free_of_conflict, row};
use super::names::veil;
use super::submit::Receipt;
use crate::solicitations::first_unconfirmed;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::OfferId;
use domain::money::Money;
use domain::offers::{Missing, OfferContent};
use domain::policy::actions::{ReadOpenedOffers, ReadOwnOffers, ReadReceipt};
use domain::policy::{Refused, Subject, permit};
use domain::states::OfferState;
use sqlx::FromRow;

/// One offer, for its page.
#[derive(Clone, Debug)]
pub struct OfferSheet {
    /// Reference.
    pub reference: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// Status.
    pub status: OfferState,
    /// The offering organisation.
    pub provider_name: String,
    /// What the solicitation asks.
    pub sought: Sought,
    /// Whether the reader speaks for the offering organisation.
    pub own: bool,
    /// What is written, or what was opened; none when the draft was erased at submission, and for an imported offer, of which
    /// only the price is known.
    pub content: Option<OfferContent>,
    /// What is missing before it may be submitted.
    pub missing: Vec<Missing>,
    /// The newest submission that counts; none before submission and after withdrawal.
    pub receipt: Option<Receipt>,
    /// The first amendment that this submission was made before and that its provider has not confirmed.
    pub unconfirmed: Option<i64>,
    /// How many files of that submission a browser encrypted: no draft has them. 0 for readers of other organisations.
    pub own_files: i64,
    /// What changed in the solicitation since its authors last took note; nothing for readers of other organisations.
    pub changed: Changes,
    /// When the draft was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// The total with options, once it is open.
    pub price: Option<Money>,
    /// Whether the other volumes are open and the price is not: it waits for the technical result, or stays sealed.
    pub price_sealed: bool,
    /// Questions that the authority asked this bidder about its offer.
    pub inquiries: i64,
    /// Version for changes.
    pub version: i64,
}

impl OfferSheet {
    /// The same for a reader who may not know whose it is.
    fn without_names(self, letter: String) -> Self {
        let content = self.content;
        Self {
            content: content.map(|content| content.without_names(&self.provider_name)),
            provider_name: letter,
            inquiries: 0,
            ..self
        }
    }

    /// Whether the draft was changed after the submission that counts.
    #[must_use]
    pub fn changed_since_submission(&self) -> bool {
        let submitted = self.receipt.as_ref().map(|receipt| receipt.received_at);
        submitted.is_some_and(|submitted| self.saved_at.is_some_and(|saved| saved > submitted))
    }

    /// Whether the draft may be written on at `at`.
    #[must_use]
    pub fn may_change(&self, at: DateTime<Utc>) -> bool {
        self.own
            && self.sought.receives(at)
            && matches!(self.status, OfferState::Draft | OfferState::Submitted)
    }

    /// Whether the draft may be submitted at `at` although closing has passed.
    #[must_use]
    pub fn may_submit_late(&self, at: DateTime<Utc>) -> bool {
        self.own && self.status == OfferState::Draft && self.sought.keeps_late(at)
    }
}

/// One offer. To whom it is hidden it does not exist.
///
/// # Errors
/// When the rules refuse, it is still sealed and not one's own, an evaluator has declared nothing, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, offer_reference: &str) -> Result<OfferSheet, Error> {
    if *actor == Actor::Nobody {
        return Err(Refused::SignIn.into());
    }
    let row = row(ctx.db(), offer_reference).await?;
    let own = row.is_of(actor);
    if own {
        permit::<ReadOwnOffers>(actor, row.subject())?;
    } else {
        permit::<ReadOpenedOffers>(actor, Subject::ANY).map_err(|_| Error::NotFound)?;
        if row.opened_at.is_none() && row.origin != "imported" {
            return Err(Error::NotFound);
        }
        must_be_free_of_conflict(ctx, actor, row.sought.solicitation_id).await?;
    }
    let letter = veil(actor, row.names_hidden, row.pseudonym.as_deref());
    let newest = newest(ctx, &row).await?;
    let unconfirmed = newest.as_ref().and_then(|newest| newest.amendment);
    let own_files = newest.as_ref().map_or(0, |newest| newest.own_files);
    let receipt = newest.map(|newest| newest.receipt);
    let sheet = assemble(ctx, row.clone(), own, receipt)?;
    let sheet = match letter {
        Some(letter) => sheet.without_names(letter),
        None => sheet,
    };
    let changed = if own {
        changes(ctx, &row, sheet.content.as_ref()).await?
    } else {
        Changes::default()
    };
    Ok(OfferSheet {
        changed,
        unconfirmed,
        own_files: if own { own_files } else { 0 },
        ..sheet
    })
}

fn assemble(ctx: &Ctx, row: Row, own: bool, receipt: Option<Receipt>) -> Result<OfferSheet, Error> {
    let content = match &row.content {
        Some(content) => Some(content.0.clone()),
        None if own && (row.draft.is_some() || row.state()? == OfferState::Draft) => {
            Some(row.draft(ctx)?)
        }
        None => None,
    };
    let missing = content
        .as_ref()
        .map(|content| row.sought.missing(content))
        .unwrap_or_default();
    let currency = row
        .price_currency
        .as_ref()
        .and_then(|code| code.parse().ok());
    Ok(OfferSheet {
        status: row.state()?,
        price_sealed: row.content.is_some() && row.price_minor.is_none(),
        price: row
            .price_minor
            .zip(currency)
            .map(|(minor, currency)| Money::new(minor, currency)),
        reference: row.reference,
        origin: row.origin,
        provider_name: row.provider_name.unwrap_or_default(),
        sought: row.sought,
        own,
        content,
        missing,
        receipt,
        unconfirmed: None,
        own_files: 0,
        changed: Changes::default(),
        saved_at: row.draft_saved_at,
        opened_at: row.opened_at,
        inquiries: row.inquiries,
        version: row.version,
    })
}

/// A part with the submission it belongs to.
#[derive(FromRow)]
struct Submitted {
    number: i64,
    received_at: DateTime<Utc>,
    part: String,
    ciphertext_sha256: Vec<u8>,
    content_sha256: Option<Vec<u8>>,
    amendment: Option<i64>,
    own_files: i64,
}

/// The submission that counts.
struct Newest {
    receipt: Receipt,
    /// The amendment that it was made before.
    amendment: Option<i64>,
    /// How many of its files a browser encrypted.
    own_files: i64,
}

const NEWEST: &str = concat!(
    "SELECT sealed_offer.number, received_at, part, ciphertext_sha256, sealed_part.content_sha256, ",
    first_unconfirmed!(),
    " AS amendment,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM submitted_file JOIN offer_file ON offer_file.sealed_sha256 = submitted_file.sealed_sha256
         WHERE submitted_file.sealed_offer_id = sealed_offer.id AND offer_file.sealed_by = 'browser') AS own_files
     FROM sealed_offer JOIN sealed_part ON sealed_part.sealed_offer_id = sealed_offer.id
         JOIN offer ON offer.id = sealed_offer.offer_id
     WHERE sealed_offer.offer_id = $1 AND standing = 'current' ORDER BY part"
);

impl Submitted {
    fn hash(&self) -> PartHash {
        PartHash {
            part: self.part.clone(),
            ciphertext_sha256: hex::encode(&self.ciphertext_sha256),
            content_sha256: self.content_sha256.as_ref().map(hex::encode),
        }
    }
}

async fn newest(ctx: &Ctx, row: &Row) -> Result<Option<Newest>, Error> {
    let found: Vec<Submitted> = ctx.db().query(NEWEST).bind(row.id.0).all().await?;
    let receipt = |first: &Submitted| Receipt {
        offer: row.reference.clone(),
        number: first.number,
        received_at: first.received_at,
        parts: found.iter().map(Submitted::hash).collect(),
    };
    Ok(found.first().map(|first| Newest {
        receipt: receipt(first),
        amendment: first.amendment,
        own_files: first.own_files,
    }))
}

/// An offer of the actor's own organisation, for what belongs to it: its identity and its solicitation.
///
/// # Errors
/// When it is not the actor's own, or the store fails.
pub(crate) async fn own_offer(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
) -> Result<(OfferId, Sought), Error> {
    if *actor == Actor::Nobody {
        return Err(Refused::SignIn.into());
    }
    let row = row(ctx.db(), offer_reference).await?;
    permit::<ReadReceipt>(actor, row.subject()).map_err(|_| Error::NotFound)?;
    Ok((row.id, row.sought))
}
