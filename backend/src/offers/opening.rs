//! Opening: two opening officers together, after closing, everything at once.

use super::envelope;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::SolicitationId;
use domain::offers::OfferContent;
use domain::policy::actions::{OpenOffers, ReadSolicitations};
use domain::policy::{Subject, may, permit};
use domain::states::{OfferEvent, OfferState, SolicitationEvent, SolicitationState};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

/// How many different opening officers it takes.
const OFFICERS: usize = 2;

/// What a consent led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consent {
    /// It is noted; a second officer is needed.
    Noted,
    /// It was the second one: so many offers were opened.
    Opened(i64),
}

/// Gives one's consent to open the offers of a solicitation; the second officer's opens them all in one transaction.
///
/// # Errors
/// Before closing, after opening, or when a sealed offer does not open: then none is opened.
pub async fn consent(ctx: &Ctx, call: &Call, reference: &str) -> Result<Consent, Error> {
    permit::<OpenOffers>(&call.actor, Subject::ANY)?;
    let tried = give(ctx, call, reference).await;
    if let Err(Error::NotNow(why) | Error::Seal(why)) = &tried {
        note_failure(ctx, call, reference, why).await?;
    }
    tried
}

#[derive(FromRow)]
struct Sealable {
    #[sqlx(try_from = "Uuid")]
    id: SolicitationId,
    status: String,
    closes_at: Option<DateTime<Utc>>,
}

async fn give(ctx: &Ctx, call: &Call, reference: &str) -> Result<Consent, Error> {
    let mut work = begin!(ctx, call);
    work.tx.lock(&format!("opening {reference}")).await?;
    let permit = work.permit::<OpenOffers>(Subject::ANY)?;
    let row: Sealable = work
        .tx
        .query("SELECT id, status, closes_at FROM solicitation WHERE reference = $1")
        .bind(reference.to_owned())
        .one()
        .await?;
    let state: SolicitationState = row
        .status
        .parse()
        .map_err(|error| crate::db::DbError::corrupt("solicitation.status", error))?;
    let closed = state == SolicitationState::Closed
        || (state == SolicitationState::Published
            && row
                .closes_at
                .is_some_and(|at| domain::timetable::is_late(work.at, at)));
    if !closed {
        return Err(Error::not_now(
            "offers can be opened only after closing, and only once",
        ));
    }
    let officers = consents(&mut work, row.id).await?;
    if officers.len() < OFFICERS {
        let happening = Happening::to(
            "solicitation",
            row.id.0,
            reference,
            "Agreed to open the offers; a second officer is needed",
        );
        work.record(&permit, happening.within(row.id.0)).await?;
        return work.commit(Consent::Noted).await;
    }
    let opened = open_all(&mut work, row.id).await?;
    conclude(&mut work, row.id, state, opened).await?;
    let words = format!(
        "Opened {opened} offers together: {}",
        officers.join(" and ")
    );
    work.record(
        &permit,
        Happening::to("solicitation", row.id.0, reference, words).within(row.id.0),
    )
    .await?;
    work.commit(Consent::Opened(opened)).await
}

/// Notes the consent; answers with the names of everybody who has given theirs.
async fn consents(work: &mut Work<'_>, id: SolicitationId) -> Result<Vec<String>, Error> {
    let (account, at) = (work.account().ok_or(Error::NotFound)?, work.at);
    work.tx
        .query("INSERT INTO opening_consent (solicitation_id, account_id, given_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(id.0)
        .bind(account)
        .bind(at)
        .run()
        .await?;
    Ok(work
        .tx
        .query(
            "SELECT account.name FROM opening_consent JOIN account ON account.id = opening_consent.account_id
             WHERE opening_consent.solicitation_id = $1 ORDER BY opening_consent.given_at, account.name",
        )
        .bind(id.0)
        .scalars()
        .await?)
}

#[derive(FromRow)]
struct SealedRow {
    offer_id: Uuid,
    reference: String,
    status: String,
    ciphertext: Vec<u8>,
    content_sha256: Vec<u8>,
}

async fn open_all(work: &mut Work<'_>, id: SolicitationId) -> Result<i64, Error> {
    let sealed_identity: Vec<u8> = work
        .tx
        .query("SELECT sealed_identity FROM sealing_key WHERE solicitation_id = $1")
        .bind(id.0)
        .scalar()
        .await?;
    let identity = work.ctx().keys().unseal(&sealed_identity)?;
    let rows: Vec<SealedRow> = work
        .tx
        .query(
            "SELECT offer.id AS offer_id, offer.reference, offer.status, sealed_offer.ciphertext, sealed_offer.content_sha256
             FROM sealed_offer JOIN offer ON offer.id = sealed_offer.offer_id
             WHERE offer.solicitation_id = $1 AND sealed_offer.standing = 'current' ORDER BY sealed_offer.received_at",
        )
        .bind(id.0)
        .all()
        .await?;
    let mut opened = 0;
    for row in rows {
        let content = envelope::open(
            &identity,
            &row.reference,
            &row.ciphertext,
            &row.content_sha256,
        )?;
        reveal(work, id, &row, &content).await?;
        opened += 1;
    }
    Ok(opened)
}

async fn reveal(
    work: &mut Work<'_>,
    id: SolicitationId,
    row: &SealedRow,
    content: &OfferContent,
) -> Result<(), Error> {
    let state: OfferState = row
        .status
        .parse()
        .map_err(|error| crate::db::DbError::corrupt("offer.status", error))?;
    let next = state.apply(OfferEvent::Open).map_err(Error::not_now)?;
    let text = domain::canonical::text(content)?;
    let hash = Sha256::digest(text.as_bytes()).to_vec();
    let total = content.price.total();
    let at = work.at;
    work.tx
        .query(
            "UPDATE offer SET status = $1, opened_at = $2, content = $3, content_sha256 = $4, price_minor = $5, price_currency = $6,
                 draft = NULL, version = version + 1 WHERE id = $7",
        )
        .bind(next.as_str())
        .bind(at)
        .bind(text)
        .bind(hash.clone())
        .bind(total.map(|total| total.minor))
        .bind(total.map(|total| total.currency.code().to_owned()))
        .bind(row.offer_id)
        .run_one()
        .await?;
    let permit = work.permit::<OpenOffers>(Subject::ANY)?;
    let happening = Happening::to("offer", row.offer_id, &row.reference, "Opened")
        .within(id.0)
        .after(&serde_json::json!({"content_sha256": hex::encode(hash), "sealed_content_sha256": hex::encode(&row.content_sha256)}))?;
    work.record(&permit, happening).await
}

async fn conclude(
    work: &mut Work<'_>,
    id: SolicitationId,
    state: SolicitationState,
    opened: i64,
) -> Result<(), Error> {
    let closed = if state == SolicitationState::Published {
        state
            .apply(SolicitationEvent::Close)
            .map_err(Error::not_now)?
    } else {
        state
    };
    let next = closed
        .apply(SolicitationEvent::OpenOffers)
        .map_err(Error::not_now)?;
    let at = work.at;
    work.tx
        .query("UPDATE solicitation SET status = $1, opened_at = $2, offer_count = $3, version = version + 1 WHERE id = $4")
        .bind(next.as_str())
        .bind(at)
        .bind(opened)
        .bind(id.0)
        .run_one()
        .await?;
    Ok(())
}

/// A try that was refused is itself noted, apart from the transaction that failed.
async fn note_failure(ctx: &Ctx, call: &Call, reference: &str, why: &str) -> Result<(), Error> {
    let apart = Call::by(call.actor.clone());
    let mut work = match ctx.begin::<()>(&apart).await? {
        crate::Begin::New(work) => work,
        crate::Begin::Done(()) => return Ok(()),
    };
    let id: Uuid = work
        .tx
        .query("SELECT id FROM solicitation WHERE reference = $1")
        .bind(reference.to_owned())
        .scalar()
        .await?;
    let permit = work.permit::<OpenOffers>(Subject::ANY)?;
    let happening = Happening::to(
        "solicitation",
        id,
        reference,
        "Tried to open the offers and was refused",
    )
    .within(id)
    .because(why);
    work.record(&permit, happening).await?;
    work.commit(()).await
}

/// An offer that was opened, in the list that everybody who may see the solicitation can read.
#[derive(Clone, Debug, FromRow)]
pub struct Opened {
    /// Reference.
    pub reference: String,
    /// The offering organisation.
    pub provider_name: Option<String>,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// SHA-256 of the sealed bytes.
    pub ciphertext_sha256: Vec<u8>,
    /// SHA-256 of what was sealed.
    pub content_sha256: Vec<u8>,
}

/// What the opening's page shows.
#[derive(Clone, Debug)]
pub struct OpeningSheet {
    /// The solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its state as stored.
    pub status: String,
    /// When it closes.
    pub closes_at: Option<DateTime<Utc>>,
    /// The zone of that moment.
    pub zone: String,
    /// When the offers were opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// Who has agreed, and when.
    pub consents: Vec<(String, DateTime<Utc>)>,
    /// Whether this person has agreed already.
    pub agreed: bool,
    /// Whether this person may open.
    pub may_open: bool,
    /// After opening: what was opened. Prices are not in it.
    pub opened: Vec<Opened>,
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    title: String,
    status: String,
    closes_at: Option<DateTime<Utc>>,
    zone: String,
    opened_at: Option<DateTime<Utc>>,
}

/// What the opening's page shows: how it stands, and after opening what was opened.
///
/// # Errors
/// When there is no such solicitation, or it is not published.
pub async fn opening_sheet(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<OpeningSheet, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let head: Head = ctx
        .db()
        .query("SELECT id, title, status, closes_at, zone, opened_at FROM solicitation WHERE reference = $1 AND status <> 'draft'")
        .bind(reference.to_owned())
        .one()
        .await?;
    let consents: Vec<(String, DateTime<Utc>, Uuid)> = ctx
        .db()
        .query(
            "SELECT account.name, opening_consent.given_at, account.id FROM opening_consent JOIN account ON account.id = opening_consent.account_id
             WHERE solicitation_id = $1 ORDER BY given_at",
        )
        .bind(head.id)
        .all()
        .await?;
    let opened = if head.opened_at.is_some() {
        opened_list(ctx, head.id).await?
    } else {
        Vec::new()
    };
    let account = actor.account().map(|account| account.0);
    Ok(OpeningSheet {
        reference: reference.to_owned(),
        title: head.title,
        status: head.status,
        closes_at: head.closes_at,
        zone: head.zone,
        opened_at: head.opened_at,
        agreed: consents.iter().any(|(_, _, id)| Some(*id) == account),
        consents: consents
            .into_iter()
            .map(|(name, at, _)| (name, at))
            .collect(),
        may_open: may::<OpenOffers>(actor, Subject::ANY),
        opened,
    })
}

async fn opened_list(ctx: &Ctx, id: Uuid) -> Result<Vec<Opened>, Error> {
    Ok(ctx
        .db()
        .query(
            "SELECT offer.reference, provider.name AS provider_name, sealed_offer.received_at, sealed_offer.ciphertext_sha256,
                 sealed_offer.content_sha256
             FROM sealed_offer JOIN offer ON offer.id = sealed_offer.offer_id LEFT JOIN provider ON provider.id = offer.provider_id
             WHERE offer.solicitation_id = $1 AND sealed_offer.standing = 'current' ORDER BY sealed_offer.received_at",
        )
        .bind(id)
        .all()
        .await?)
}
