//! Reading offers: one's own at any time, others' only after opening.

use super::record::{Missing, OfferRecord, SELECT, completeness};
use crate::db::filter::{Select, Sort, Value};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::{Actor, Role};
use domain::offers::OfferContent;
use domain::policy::actions::{ReadOpenedOffers, ReadOwnOffers};
use domain::policy::{Refused, Subject, permit};
use domain::states::OfferState;
use sqlx::FromRow;
use uuid::Uuid;

/// One sealing of an offer, as its own organisation and, after opening, the buyers see it.
#[derive(Clone, Debug, FromRow)]
pub struct SealedRow {
    /// From 1.
    pub number: i64,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// SHA-256 of the sealed bytes.
    pub ciphertext_sha256: Vec<u8>,
    /// `current`, `replaced` or `withdrawn`.
    pub standing: String,
}

/// Everything that an offer's page shows.
#[derive(Clone, Debug)]
pub struct OfferSheet {
    /// The offer and what is asked.
    pub record: OfferRecord,
    /// What it says: the draft for its own organisation, what was opened for everybody else.
    pub content: OfferContent,
    /// What it lacks before it may be submitted.
    pub missing: Vec<Missing>,
    /// Its sealings, the newest first.
    pub sealed: Vec<SealedRow>,
    /// Whether the reader is its own organisation.
    pub own: bool,
}

/// An offer's page.
///
/// # Errors
/// [`Error::NotFound`] for another organisation's offer, and for buyers before opening.
pub async fn sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<OfferSheet, Error> {
    let record: OfferRecord = ctx
        .db()
        .query(SELECT)
        .bind(reference.to_owned())
        .one()
        .await?;
    let own = actor.provider().is_some();
    if own {
        permit::<ReadOwnOffers>(actor, record.subject())?;
    } else {
        permit::<ReadOpenedOffers>(actor, Subject::ANY)?;
        if record.opened_at.is_none() && record.origin != "imported" {
            return Err(Error::NotFound);
        }
        declared(ctx, actor, record.solicitation_id.0).await?;
    }
    let opened = record.content.as_ref().map(|content| content.0.clone());
    let content = match opened {
        Some(content) => content,
        None if own => record.draft_content(ctx)?,
        None => OfferContent::default(),
    };
    let sealed = ctx
        .db()
        .query("SELECT number, received_at, ciphertext_sha256, standing FROM sealed_offer WHERE offer_id = $1 ORDER BY number DESC")
        .bind(record.id.0)
        .all()
        .await?;
    let missing = completeness(&content, &record);
    Ok(OfferSheet {
        record,
        content,
        missing,
        sealed,
        own,
    })
}

/// Evaluators read offers only after they have declared that they have no conflicting interest (GBI conflict rules).
async fn declared(ctx: &Ctx, actor: &Actor, solicitation: Uuid) -> Result<(), Error> {
    let only_evaluator = actor.has(Role::Evaluator)
        && ![Role::Officer, Role::Opener, Role::Auditor]
            .into_iter()
            .any(|role| actor.has(role));
    if !only_evaluator {
        return Ok(());
    }
    let account = actor.account().ok_or(Refused::SignIn)?;
    let declaration: Option<Option<String>> = ctx
        .db()
        .query(
            "SELECT declaration FROM panel_member WHERE solicitation_id = $1 AND account_id = $2",
        )
        .bind(solicitation)
        .bind(account.0)
        .optional_scalar()
        .await?;
    match declaration.flatten().as_deref() {
        Some("none") => Ok(()),
        Some(_) => Err(Error::not_now(
            "you declared a conflict of interest: these offers are closed to you",
        )),
        None => Err(Error::not_now(
            "declare your interests before you read these offers",
        )),
    }
}

/// An opened offer with its content, for evaluation and comparison.
#[derive(Clone, Debug)]
pub struct OpenedOffer {
    /// The offer and what was asked.
    pub record: OfferRecord,
    /// What it says.
    pub content: OfferContent,
}

/// Every opened offer of a solicitation.
///
/// # Errors
/// When the rules refuse, or nothing was opened.
pub async fn opened_offers(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
) -> Result<Vec<OpenedOffer>, Error> {
    permit::<ReadOpenedOffers>(actor, Subject::ANY)?;
    let id: Uuid = ctx
        .db()
        .query("SELECT id FROM solicitation WHERE reference = $1")
        .bind(solicitation.to_owned())
        .scalar()
        .await?;
    declared(ctx, actor, id).await?;
    let head = SELECT.split(" WHERE ").next().unwrap_or_default();
    let records: Vec<OfferRecord> = Select::new(head)
        .when("offer.solicitation_id = ?", Some(Value::Id(id)))
        .only("offer.opened_at IS NOT NULL")
        .tail("ORDER BY offer.submitted_at, offer.id")
        .all(ctx.db())
        .await?;
    let with_content = |record: OfferRecord| {
        record.content.clone().map(|content| OpenedOffer {
            record,
            content: content.0,
        })
    };
    Ok(records.into_iter().filter_map(with_content).collect())
}

/// The reference of one's own standing offer for a solicitation.
///
/// # Errors
/// When the store fails.
pub async fn own_offer_of(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
) -> Result<Option<String>, Error> {
    let Some(provider) = actor.provider() else {
        return Ok(None);
    };
    Ok(ctx
        .db()
        .query(
            "SELECT offer.reference FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
             WHERE solicitation.reference = $1 AND offer.provider_id = $2 AND offer.status <> $3",
        )
        .bind(solicitation.to_owned())
        .bind(provider.0)
        .bind(OfferState::Withdrawn.as_str())
        .optional_scalar()
        .await?)
}

/// What a list of offers is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct OfferListInput {
    /// Words or the beginning of a reference.
    pub text: String,
    /// State code.
    pub state: Option<String>,
    /// `closes` (the default), `saved`, `reference`.
    pub sort: String,
    /// Whether the largest come first.
    pub descending: bool,
    /// The key of the last row of the page before.
    pub after: Option<String>,
}

/// A line of a list of offers.
#[derive(Clone, Debug, FromRow)]
pub struct OfferRow {
    /// Identity.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// State code.
    pub status: String,
    /// Origin.
    pub origin: String,
    /// The offering organisation.
    pub provider_name: Option<String>,
    /// Reference of the solicitation.
    pub solicitation_reference: String,
    /// Its title.
    pub title: String,
    /// State code of the solicitation.
    pub solicitation_status: String,
    /// When it closes.
    pub closes_at: Option<DateTime<Utc>>,
    /// When the draft was saved.
    pub draft_saved_at: Option<DateTime<Utc>>,
    /// When the offer was received.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Price, after opening.
    pub price_minor: Option<i64>,
    /// Currency.
    pub price_currency: Option<String>,
    /// The value by which the list is sorted, as text for the key.
    pub sort_key: String,
}

/// A page of a list of offers.
#[derive(Clone, Debug)]
pub struct OfferPage {
    /// The lines.
    pub rows: Vec<OfferRow>,
    /// The key with which the next page begins.
    pub next: Option<String>,
    /// Whether these are the person's own organisation's.
    pub own: bool,
}

/// Lines on a page.
const PAGE: i64 = 50;

const BY_REFERENCE: &str = "SELECT offer.id, offer.reference, offer.status, offer.origin, provider.name AS provider_name,
     solicitation.reference AS solicitation_reference, solicitation.title, solicitation.status AS solicitation_status,
     solicitation.closes_at, offer.draft_saved_at, offer.submitted_at, offer.price_minor, offer.price_currency, offer.reference AS sort_key
 FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id LEFT JOIN provider ON provider.id = offer.provider_id";

/// One's own organisation's offers for a provider; opened and imported ones for buyers.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn offers(ctx: &Ctx, actor: &Actor, input: &OfferListInput) -> Result<OfferPage, Error> {
    let own = actor.provider();
    let mut select = Select::new(BY_REFERENCE);
    select = match own {
        Some(provider) => {
            permit::<ReadOwnOffers>(actor, Subject::of_provider(provider))?;
            select.when("offer.provider_id = ?", Some(Value::Id(provider.0)))
        }
        None => {
            permit::<ReadOpenedOffers>(actor, Subject::ANY)?;
            select.only("(offer.opened_at IS NOT NULL OR offer.origin = 'imported')")
        }
    };
    let key = input
        .after
        .as_deref()
        .and_then(|after| after.split_once('~'))
        .and_then(|(value, id)| Some((Value::Text(value.to_owned()), id.parse().ok()?)));
    let sort = Sort {
        column: "offer.reference",
        descending: input.descending,
    };
    let select = select
        .when("offer.status = ?", input.state.clone().map(Value::Text))
        .search("solicitation.folded_title", "offer.reference", &input.text)
        .page(&sort, "offer.id", key, PAGE);
    let mut rows: Vec<OfferRow> = select.all(ctx.db()).await?;
    let more = rows.len() as i64 > PAGE;
    rows.truncate(PAGE.unsigned_abs() as usize);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| format!("{}~{}", row.sort_key, row.id));
    Ok(OfferPage {
        rows,
        next,
        own: own.is_some(),
    })
}
