//! Reading an offer with what its solicitation asks, inside and outside transactions.

use super::envelope;
use super::hashes::PartHash;
use super::names::only_evaluates;
use crate::db::filter::{Select, Value};
use crate::db::{Db, DbError, JsonText, Tx};
use crate::receipts::{Received, Sealed};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::{OfferId, ProviderId, SolicitationId};
use domain::methods::{Late, MethodRule, rule_of};
use domain::offers::{Asked, Missing, OfferContent, completeness};
use domain::policy::Subject;
use domain::solicitations::{Lot, Requirement, ScheduleLine, Scheme};
use domain::states::{OfferState, SolicitationState};
use domain::timetable::is_late;
use sealing::receipt::Act;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// What the log keeps of an offer that nobody may read: its standing, never its content.
#[derive(Clone, Debug, Serialize)]
pub struct OfferRecord {
    /// Reference.
    pub reference: String,
    /// Reference of the solicitation.
    pub solicitation: String,
    /// Name of the offering organisation.
    pub provider: String,
    /// Status code.
    pub status: String,
    /// How many times it was submitted.
    pub submission: Option<i64>,
    /// What was sealed, by its hashes.
    pub parts: Vec<PartHash>,
    /// SHA-256 of the salted list of its files, hexadecimal: the same length for none and for many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files_sha256: Option<String>,
    /// SHA-256 of the content without salt, hexadecimal, only once it is open.
    pub content_sha256: Option<String>,
}

/// What a solicitation asks, as far as an offer needs it.
#[derive(Clone, Debug, FromRow)]
pub struct Sought {
    /// The solicitation.
    #[sqlx(try_from = "Uuid")]
    pub solicitation_id: SolicitationId,
    /// Its reference.
    pub solicitation_reference: String,
    /// Its title.
    pub solicitation_title: String,
    /// Its status code.
    pub solicitation_status: String,
    /// Last moment to submit.
    pub closes_at: Option<DateTime<Utc>>,
    /// IANA name of the zone in which closing is announced.
    pub zone: String,
    /// Calendar days for which offers must stand.
    pub validity_days: Option<i64>,
    /// Evaluation scheme.
    pub scheme: Option<JsonText<Scheme>>,
    /// Lots.
    pub lots: JsonText<Vec<Lot>>,
    /// Measured requirements.
    pub requirements: JsonText<Vec<Requirement>>,
    /// The lines that every offer prices; empty where they are free.
    pub price_schedule: JsonText<Vec<ScheduleLine>>,
    method: String,
    authority: Option<String>,
    published_at: Option<DateTime<Utc>>,
}

impl Sought {
    /// What every offer must answer.
    #[must_use]
    pub fn asked(&self) -> Asked<'_> {
        Asked {
            criteria: self
                .scheme
                .as_ref()
                .map_or(&[], |scheme| scheme.0.criteria.as_slice()),
            requirements: &self.requirements.0,
            lots: &self.lots.0,
            schedule: &self.price_schedule.0,
            validity_days: self.validity_days,
        }
    }

    /// Whether offers are received at `at`: published, and not after closing.
    #[must_use]
    pub fn receives(&self, at: DateTime<Utc>) -> bool {
        self.solicitation_status == SolicitationState::Published.as_str()
            && self.closes_at.is_some_and(|closes| !is_late(at, closes))
    }

    /// Whether an offer that comes at `at` is kept, sealed, as late: after closing and before the opening, where the method's rule
    /// states an exception (GBI 2.4).
    #[must_use]
    pub fn keeps_late(&self, at: DateTime<Utc>) -> bool {
        self.solicitation_status == SolicitationState::Published.as_str()
            && self.closes_at.is_some_and(|closes| is_late(at, closes))
            && self
                .rule()
                .is_some_and(|rule| rule.late.late == Late::Exception)
    }

    /// The rule of the method by which it runs.
    #[must_use]
    pub fn rule(&self) -> Option<&'static MethodRule> {
        rule_of(&self.method, self.authority.as_deref(), self.published_at)
    }

    /// What is missing before an offer may be submitted.
    #[must_use]
    pub fn missing(&self, content: &OfferContent) -> Vec<Missing> {
        completeness(content, &self.asked())
    }

    /// What the method's rule says of late offers.
    fn late_words(&self) -> String {
        self.rule().map_or_else(String::new, |rule| {
            let late = &rule.late;
            format!(". {}: {} ({})", late.late.label(), late.text, late.source)
        })
    }

    /// Refuses when offers are not received at `at` (GBI 2.4).
    pub(super) fn must_receive(&self, at: DateTime<Utc>) -> Result<(), Error> {
        let published = self.solicitation_status == SolicitationState::Published.as_str();
        match self.closes_at {
            _ if self.receives(at) => Ok(()),
            Some(closes) if published => Err(Error::not_now(format!(
                "{} closed at {}: offers received after that moment are late{}",
                self.solicitation_reference,
                closes.format("%-d %b %Y, %H:%M:%S UTC"),
                self.late_words()
            ))),
            _ => Err(Error::not_now(format!(
                "{} does not receive offers now",
                self.solicitation_reference
            ))),
        }
    }
}

const SOUGHT: &str = "SELECT id AS solicitation_id, reference AS solicitation_reference, title AS solicitation_title,
    status AS solicitation_status, closes_at, zone, validity_days, scheme, lots, requirements, price_schedule, method, authority,
    published_at
    FROM solicitation WHERE origin <> 'imported' AND reference = $1";

pub(super) async fn sought(db: &Db, reference: &str) -> Result<Sought, DbError> {
    db.query(SOUGHT).bind(reference.to_owned()).one().await
}

pub(super) async fn sought_in(tx: &mut Tx, reference: &str) -> Result<Sought, DbError> {
    tx.query(SOUGHT).bind(reference.to_owned()).one().await
}

/// An offer with its solicitation.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Row {
    #[sqlx(try_from = "Uuid")]
    pub id: OfferId,
    pub reference: String,
    pub origin: String,
    pub status: String,
    pub provider_id: Option<Uuid>,
    pub provider_name: Option<String>,
    pub draft: Option<Vec<u8>>,
    pub draft_saved_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// Through when its authors took note of changes.
    pub inquiries: i64,
    /// Whether evaluators see its letter instead of the name.
    pub names_hidden: bool,
    pub pseudonym: Option<String>,
    pub noted_at: Option<DateTime<Utc>>,
    /// When the solicitation was last amended.
    pub amended_at: Option<DateTime<Utc>>,
    pub opened_at: Option<DateTime<Utc>>,
    pub content: Option<JsonText<OfferContent>>,
    pub price_minor: Option<i64>,
    pub price_currency: Option<String>,
    pub version: i64,
    #[sqlx(flatten)]
    pub sought: Sought,
}

const ROW: &str = "SELECT offer.id, offer.reference, offer.origin, offer.status, offer.provider_id, provider.name AS provider_name,
    offer.draft, offer.draft_saved_at, offer.created_at, offer.noted_at, offer.opened_at,
    (SELECT MAX(made_at) FROM solicitation_version WHERE solicitation_id = offer.solicitation_id AND number > 0) AS amended_at,
    (SELECT CAST(COUNT(*) AS BIGINT) FROM inquiry WHERE inquiry.offer_id = offer.id) AS inquiries,
    offer.content, offer.price_minor, offer.price_currency, solicitation.names_hidden, offer.pseudonym,
    offer.version, solicitation.id AS solicitation_id, solicitation.reference AS solicitation_reference,
    solicitation.title AS solicitation_title, solicitation.status AS solicitation_status, solicitation.closes_at,
    solicitation.zone, solicitation.validity_days, solicitation.scheme, solicitation.lots, solicitation.requirements,
    solicitation.price_schedule, solicitation.method, solicitation.authority, solicitation.published_at
    FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id LEFT JOIN provider ON provider.id = offer.provider_id
    WHERE offer.reference = $1";

pub(super) async fn row(db: &Db, reference: &str) -> Result<Row, DbError> {
    db.query(ROW).bind(reference.to_owned()).one().await
}

pub(super) async fn row_in(tx: &mut Tx, reference: &str) -> Result<Row, DbError> {
    tx.query(ROW).bind(reference.to_owned()).one().await
}

/// One row at a time submits, withdraws or opens within a solicitation.
pub(crate) async fn lock(tx: &mut Tx, solicitation: SolicitationId) -> Result<(), DbError> {
    tx.lock(&format!("offers of {solicitation}")).await
}

/// The offer with an identity.
pub(super) async fn row_of(tx: &mut Tx, id: OfferId) -> Result<Row, DbError> {
    let select = "SELECT reference FROM offer WHERE id = $1";
    let reference: String = tx.query(select).bind(id.0).scalar().await?;
    row_in(tx, &reference).await
}

impl Row {
    pub fn state(&self) -> Result<OfferState, Error> {
        Ok(self
            .status
            .parse()
            .map_err(|error| DbError::corrupt("offer.status", error))?)
    }

    pub fn subject(&self) -> Subject {
        self.provider_id.map_or(Subject::ANY, |provider| {
            Subject::of_provider(ProviderId(provider))
        })
    }

    /// Whether the actor speaks for the organisation that offers.
    pub fn is_of(&self, actor: &Actor) -> bool {
        let own = actor.provider().map(|provider| provider.0);
        own.is_some() && own == self.provider_id
    }

    /// The content as it is being written.
    pub fn draft(&self, ctx: &Ctx) -> Result<OfferContent, Error> {
        match &self.draft {
            Some(sealed) => envelope::opened(&ctx.keys().unseal(sealed)?),
            None => Ok(OfferContent::default()),
        }
    }

    /// What a receipt says of this offer.
    pub fn received(&self, act: Act, submission: i64, sealed: Sealed) -> Received {
        Received {
            act,
            offer_id: self.id,
            offer: self.reference.clone(),
            solicitation: self.sought.solicitation_reference.clone(),
            title: self.sought.solicitation_title.clone(),
            provider: self.provider_name.clone().unwrap_or_default(),
            submission,
            sealed,
        }
    }

    pub fn record(&self) -> OfferRecord {
        OfferRecord {
            reference: self.reference.clone(),
            solicitation: self.sought.solicitation_reference.clone(),
            provider: self.provider_name.clone().unwrap_or_default(),
            status: self.status.clone(),
            submission: None,
            parts: Vec::new(),
            files_sha256: None,
            content_sha256: None,
        }
    }
}

/// Whether an evaluator declared to have no conflict in the process; other roles need not.
pub(super) async fn must_be_free_of_conflict(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: SolicitationId,
) -> Result<(), Error> {
    let (Some(account), true) = (actor.account(), only_evaluates(actor)) else {
        return Ok(());
    };
    let select = Select::new("SELECT COUNT(*) FROM panel_member")
        .when("account_id = ?", Some(Value::Id(account.0)))
        .when("solicitation_id = ?", Some(Value::Id(solicitation.0)))
        .only("declaration = 'none'");
    if select.number(ctx.db()).await? == 1 {
        Ok(())
    } else {
        Err(Error::not_now(
            "declare that you have no conflict of interest before you read offers: only members of the panel who did may read them",
        ))
    }
}
