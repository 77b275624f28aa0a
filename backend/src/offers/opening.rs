//! What is shown of an opening, before and after.

use super::consent::REFUSED;
use super::hashes::PartHash;
use super::load::must_be_free_of_conflict;
use super::names::veil;
use crate::db::JsonText;
use crate::opening_keys::RECOVERERS;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::OfferId;
use domain::offers::OfferContent;
use domain::policy::actions::{ReadDraftSolicitations, ReadOpenedOffers};
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// Where the opening of a solicitation's offers stands.
#[derive(Clone, Debug)]
pub struct OpeningSheet {
    /// Reference of the solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its status code.
    pub status: String,
    /// Last moment to submit.
    pub closes_at: Option<DateTime<Utc>>,
    /// IANA name of the zone in which closing is announced.
    pub zone: String,
    /// When the offers were opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// How many opening officers open together.
    pub threshold: i64,
    /// Whether the server keeps the private keys, because they were made before keys were split; then nobody is named.
    pub legacy: bool,
    /// Whether the prices stay sealed until the technical result, by the method's rule at publication.
    pub price_after_technical: bool,
    /// When the technical result was fixed.
    pub technical_at: Option<DateTime<Utc>>,
    /// When the prices of the acceptable offers were opened.
    pub price_opened_at: Option<DateTime<Utc>>,
    /// Before the opening everybody who is named, after it who took part.
    pub participants: Vec<ParticipantRow>,
    /// The same for the prices; empty where they are opened with the rest.
    pub price_participants: Vec<ParticipantRow>,
    /// What was opened; empty before, whoever asks.
    pub offers: Vec<OpenedRow>,
    /// The newest tries that were refused after closing; empty once the offers are open.
    pub refused: Vec<RefusedTry>,
}

/// A try to open that was refused.
#[derive(Clone, Debug, FromRow)]
pub struct RefusedTry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who tried.
    pub name: String,
    /// Why it was refused.
    pub reason: Option<String>,
}

impl OpeningSheet {
    /// Who takes part in the opening that comes next.
    #[must_use]
    pub fn next(&self) -> &[ParticipantRow] {
        match self.opened_at {
            None => &self.participants,
            Some(_) => &self.price_participants,
        }
    }

    /// How many opening officers are there at `at`; two administrators stand for one.
    #[must_use]
    pub fn given(&self, at: DateTime<Utc>) -> usize {
        let given = |officer: bool| {
            let there = self.next().iter().filter(|row| row.has_given(at));
            there.filter(|row| row.is_officer() == officer).count()
        };
        given(true) + usize::from(given(false) >= usize::from(RECOVERERS))
    }

    /// How many administrators are needed for the recovery share.
    #[must_use]
    pub const fn recoverers() -> u8 {
        RECOVERERS
    }
}

/// Somebody who takes part in an opening.
#[derive(Clone, Debug, FromRow)]
pub struct ParticipantRow {
    /// Whose account.
    pub account_id: Uuid,
    /// Whose name.
    pub name: String,
    /// `officer`, or `administrator` with a share of the recovery share.
    pub capacity: String,
    /// When consent was given.
    pub given_at: Option<DateTime<Utc>>,
    /// When it lapses; none once the offers are open.
    pub lapses_at: Option<DateTime<Utc>>,
    stage: String,
}

impl ParticipantRow {
    /// Whether it is an opening officer.
    #[must_use]
    pub fn is_officer(&self) -> bool {
        self.capacity == "officer"
    }

    /// Whether consent was given and has not lapsed at `at`.
    #[must_use]
    pub fn has_given(&self, at: DateTime<Utc>) -> bool {
        self.given_at.is_some() && self.lapses_at.is_none_or(|lapses| lapses > at)
    }
}

/// An opened offer.
#[derive(Clone, Debug, FromRow)]
pub struct OpenedRow {
    /// The offer.
    #[sqlx(try_from = "Uuid")]
    pub id: OfferId,
    /// Its reference.
    pub reference: String,
    /// Its status code.
    pub status: String,
    /// The offering organisation.
    pub provider_name: Option<String>,
    /// When it was received.
    pub received_at: Option<DateTime<Utc>>,
    /// Whether it came after closing and was taken by the rule's exception.
    pub late: bool,
    /// What was sealed, by its hashes, as on the receipt.
    #[sqlx(skip)]
    pub parts: Vec<PartHash>,
    /// Whether its price is still sealed, or stays so.
    #[sqlx(skip)]
    pub price_sealed: bool,
    /// Why it could not be read, when it could not.
    #[sqlx(skip)]
    pub unreadable: Option<String>,
    /// What it holds.
    pub content: Option<JsonText<OfferContent>>,
    /// Total with options, in minor units.
    pub price_minor: Option<i64>,
    /// ISO 4217.
    pub price_currency: Option<String>,
    /// The letter under which evaluators know it, where names are or were hidden from them.
    pub pseudonym: Option<String>,
}

impl OpenedRow {
    /// Whether its bidder's name is hidden from the reader.
    #[must_use]
    pub fn is_veiled(&self) -> bool {
        self.pseudonym.is_some() && self.pseudonym == self.provider_name
    }

    /// Leaves what a reader may know who must not learn whose it is.
    fn veil(&mut self, letter: String) {
        let name = self.provider_name.replace(letter).unwrap_or_default();
        let content = self.content.take();
        self.content = content.map(|content| JsonText(content.0.without_names(&name)));
    }
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    reference: String,
    title: String,
    status: String,
    closes_at: Option<DateTime<Utc>>,
    zone: String,
    opened_at: Option<DateTime<Utc>>,
    threshold: i64,
    legacy: bool,
    price_after_technical: bool,
    technical_at: Option<DateTime<Utc>>,
    price_opened_at: Option<DateTime<Utc>>,
    names_hidden: bool,
}

async fn head(ctx: &Ctx, reference: &str) -> Result<Head, Error> {
    let select = "SELECT solicitation.id, reference, title, status, closes_at, zone, opened_at, part_key.threshold,
            part_key.sealed_identity IS NOT NULL AS legacy, price_after_technical, technical_at, price_opened_at, names_hidden
        FROM solicitation JOIN part_key ON part_key.solicitation_id = solicitation.id AND part_key.part = 'offer'
        WHERE reference = $1 AND published_at IS NOT NULL AND origin <> 'imported'";
    Ok(ctx
        .db()
        .query(select)
        .bind(reference.to_owned())
        .one()
        .await?)
}

const NAMED: &str = "SELECT opening_key.account_id, account.name, key_share.capacity, opening_consent.given_at, opening_consent.lapses_at,
        key_share.part AS stage
    FROM key_share JOIN opening_key ON opening_key.id = key_share.opening_key_id
    JOIN account ON account.id = opening_key.account_id
    LEFT JOIN opening_consent ON opening_consent.solicitation_id = key_share.solicitation_id
        AND opening_consent.stage = key_share.part AND opening_consent.account_id = opening_key.account_id
    WHERE key_share.solicitation_id = $1 ORDER BY key_share.capacity DESC, account.name";

const TOOK_PART: &str = "SELECT opening_consent.account_id, account.name, opening_consent.capacity, opening_consent.given_at,
        opening_consent.lapses_at, stage
    FROM opening_consent JOIN account ON account.id = opening_consent.account_id
    WHERE solicitation_id = $1 ORDER BY given_at, account_id";

/// Who takes part in the two openings; once one is done, who took part in it.
async fn participants(
    ctx: &Ctx,
    head: &Head,
) -> Result<(Vec<ParticipantRow>, Vec<ParticipantRow>), Error> {
    // Keys that were never split name nobody.
    let select = if head.legacy { TOOK_PART } else { NAMED };
    let all: Vec<ParticipantRow> = ctx.db().query(select).bind(head.id).all().await?;
    let of = |stage: &str, done: bool| {
        let mut rows: Vec<ParticipantRow> = all.clone();
        rows.retain(|row| row.stage == stage && (!done || row.given_at.is_some()));
        if done {
            rows.sort_by_key(|row| row.given_at);
        }
        rows
    };
    let prices = match head.price_after_technical {
        true => of("price", head.price_opened_at.is_some()),
        false => Vec::new(),
    };
    Ok((of("offer", head.opened_at.is_some()), prices))
}

/// The newest refused tries since closing, until the offers are open.
async fn refused(ctx: &Ctx, head: &Head) -> Result<Vec<RefusedTry>, Error> {
    if head.opened_at.is_some() {
        return Ok(Vec::new());
    }
    let select = "SELECT at, actor_name AS name, reason FROM event
        WHERE process_id = $1 AND summary = $2 AND at >= $3 ORDER BY at DESC, id DESC LIMIT 3";
    let since = head.closes_at.unwrap_or_default();
    let query = ctx.db().query(select).bind(head.id).bind(REFUSED);
    Ok(query.bind(since).all().await?)
}

async fn opened(ctx: &Ctx, actor: &Actor, head: &Head) -> Result<Vec<OpenedRow>, Error> {
    let solicitation = head.id;
    let select = "SELECT offer.id, offer.reference, offer.status, provider.name AS provider_name, offer.pseudonym, offer.submitted_at AS received_at,
            offer.late_reason IS NOT NULL AS late, offer.content, offer.price_minor, offer.price_currency
        FROM offer LEFT JOIN provider ON provider.id = offer.provider_id
        WHERE offer.solicitation_id = $1 AND offer.opened_at IS NOT NULL ORDER BY offer.submitted_at, offer.id";
    let mut rows: Vec<OpenedRow> = ctx.db().query(select).bind(solicitation).all().await?;
    for part in opened_parts(ctx, solicitation).await? {
        if let Some(row) = rows.iter_mut().find(|row| row.id.0 == part.offer_id) {
            row.price_sealed |= part.part == "price" && part.opened_at.is_none();
            row.parts.push(PartHash {
                part: part.part,
                ciphertext_sha256: hex::encode(part.ciphertext_sha256),
                content_sha256: part.content_sha256.map(hex::encode),
            });
            row.unreadable = row.unreadable.take().or(part.unreadable);
        }
    }
    for row in &mut rows {
        if let Some(letter) = veil(actor, head.names_hidden, row.pseudonym.as_deref()) {
            row.veil(letter);
        }
    }
    Ok(rows)
}

#[derive(FromRow)]
struct OpenedPart {
    offer_id: Uuid,
    part: String,
    ciphertext_sha256: Vec<u8>,
    content_sha256: Option<Vec<u8>>,
    unreadable: Option<String>,
    opened_at: Option<DateTime<Utc>>,
}

async fn opened_parts(ctx: &Ctx, solicitation: Uuid) -> Result<Vec<OpenedPart>, Error> {
    let select = "SELECT sealed_offer.offer_id, sealed_part.part, sealed_part.ciphertext_sha256, sealed_part.content_sha256,
            sealed_part.unreadable, sealed_part.opened_at
        FROM sealed_part JOIN sealed_offer ON sealed_offer.id = sealed_part.sealed_offer_id
        JOIN offer ON offer.id = sealed_offer.offer_id
        WHERE offer.solicitation_id = $1 AND sealed_offer.standing = 'current' ORDER BY sealed_part.part";
    Ok(ctx.db().query(select).bind(solicitation).all().await?)
}

/// Where the opening stands: for everybody on the buying side. Until it is done the sheet holds no offer, not even a count.
///
/// # Errors
/// When the rules refuse, there is no such published solicitation, or the store fails.
pub async fn opening_sheet(
    ctx: &Ctx,
    actor: &Actor,
    solicitation_reference: &str,
) -> Result<OpeningSheet, Error> {
    permit::<ReadDraftSolicitations>(actor, Subject::ANY)?;
    let head = head(ctx, solicitation_reference).await?;
    let (participants, price_participants) = participants(ctx, &head).await?;
    let refused = refused(ctx, &head).await?;
    let mut offers = match head.opened_at {
        Some(_) => opened(ctx, actor, &head).await?,
        None => Vec::new(),
    };
    for offer in &mut offers {
        (offer.content, offer.price_minor) = (None, None);
    }
    Ok(OpeningSheet {
        reference: head.reference,
        title: head.title,
        status: head.status,
        closes_at: head.closes_at,
        zone: head.zone,
        opened_at: head.opened_at,
        threshold: head.threshold,
        legacy: head.legacy,
        price_after_technical: head.price_after_technical,
        technical_at: head.technical_at,
        price_opened_at: head.price_opened_at,
        participants,
        price_participants,
        offers,
        refused,
    })
}

/// Every opened offer of a solicitation with its content.
///
/// # Errors
/// When the rules refuse, the offers are still sealed, an evaluator has not declared to have no conflict, or the store fails.
pub async fn opened_offers(
    ctx: &Ctx,
    actor: &Actor,
    solicitation_reference: &str,
) -> Result<Vec<OpenedRow>, Error> {
    permit::<ReadOpenedOffers>(actor, Subject::ANY)?;
    let head = head(ctx, solicitation_reference).await?;
    if head.opened_at.is_none() {
        return Err(Error::not_now(
            "the offers are sealed until two opening officers open them after closing",
        ));
    }
    must_be_free_of_conflict(ctx, actor, head.id.into()).await?;
    opened(ctx, actor, &head).await
}
