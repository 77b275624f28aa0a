//! An offer with what its solicitation asks, and what is still missing from it.

use crate::db::{DbError, JsonText, Tx};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::id::{OfferId, ProviderId, SolicitationId};
use domain::offers::{OfferContent, Volume};
use domain::policy::Subject;
use domain::solicitations::{Lot, Requirement, Scheme};
use domain::states::{OfferState, SolicitationState};
use sqlx::FromRow;
use uuid::Uuid;

/// An offer and the solicitation that it answers.
#[derive(Clone, Debug, FromRow)]
pub struct OfferRecord {
    /// Identity.
    #[sqlx(try_from = "Uuid")]
    pub id: OfferId,
    /// `OFR-2026-0001`.
    pub reference: String,
    /// The solicitation.
    #[sqlx(try_from = "Uuid")]
    pub solicitation_id: SolicitationId,
    /// The offering organisation; none for imported offers of nobody in particular.
    pub provider_id: Option<Uuid>,
    /// Its name.
    pub provider_name: Option<String>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    status: String,
    /// When the last draft was saved.
    pub draft_saved_at: Option<DateTime<Utc>>,
    pub(super) draft: Option<Vec<u8>>,
    /// When the current sealed offer was received.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    pub(super) content: Option<JsonText<OfferContent>>,
    /// Total price in minor units, after opening.
    pub price_minor: Option<i64>,
    /// Currency of the price.
    pub price_currency: Option<String>,
    /// Version for changes.
    pub version: i64,
    /// Reference of the solicitation.
    pub solicitation_reference: String,
    /// Its title.
    pub solicitation_title: String,
    solicitation_status: String,
    /// When it closes.
    pub closes_at: Option<DateTime<Utc>>,
    /// The zone in which its moments are published.
    pub zone: String,
    /// Calendar days from closing during which an offer should stand.
    pub validity_days: Option<i64>,
    scheme: Option<JsonText<Scheme>>,
    lots: JsonText<Vec<Lot>>,
    requirements: JsonText<Vec<Requirement>>,
}

/// Everything but the `WHERE`.
pub(super) const SELECT: &str = "SELECT offer.id, offer.reference, offer.solicitation_id, offer.provider_id, provider.name AS provider_name,
     offer.origin, offer.status, offer.draft_saved_at, offer.draft, offer.submitted_at, offer.opened_at, offer.content,
     offer.price_minor, offer.price_currency, offer.version, solicitation.reference AS solicitation_reference,
     solicitation.title AS solicitation_title, solicitation.status AS solicitation_status, solicitation.closes_at,
     solicitation.zone, solicitation.validity_days, solicitation.scheme, solicitation.lots, solicitation.requirements
 FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id LEFT JOIN provider ON provider.id = offer.provider_id
 WHERE offer.reference = $1";

impl OfferRecord {
    /// The offer with a reference, inside a unit of work.
    pub(super) async fn load(tx: &mut Tx, reference: &str) -> Result<Self, Error> {
        Ok(tx.query(SELECT).bind(reference.to_owned()).one().await?)
    }

    /// The state.
    ///
    /// # Errors
    /// When the store holds an unknown state.
    pub fn state(&self) -> Result<OfferState, Error> {
        Ok(self
            .status
            .parse()
            .map_err(|error| DbError::corrupt("offer.status", error))?)
    }

    /// The solicitation's state as it is stored; closing is decided by the clock.
    ///
    /// # Errors
    /// When the store holds an unknown state.
    pub fn solicitation_state(&self) -> Result<SolicitationState, Error> {
        Ok(self
            .solicitation_status
            .parse()
            .map_err(|error| DbError::corrupt("solicitation.status", error))?)
    }

    /// Whether an offer may still be submitted, replaced or withdrawn at a moment.
    #[must_use]
    pub fn is_open_at(&self, moment: DateTime<Utc>) -> bool {
        let published = self.solicitation_status == SolicitationState::Published.as_str();
        published
            && self
                .closes_at
                .is_some_and(|closes_at| !domain::timetable::is_late(moment, closes_at))
    }

    /// Whose row it is, for the rules.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.provider_id
            .map_or(Subject::ANY, |id| Subject::of_provider(ProviderId(id)))
    }

    /// The evaluation scheme that the solicitation published.
    #[must_use]
    pub fn scheme(&self) -> Option<&Scheme> {
        self.scheme.as_ref().map(|scheme| &scheme.0)
    }

    /// The lots.
    #[must_use]
    pub fn lots(&self) -> &[Lot] {
        &self.lots.0
    }

    /// The measured requirements.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements.0
    }

    /// What its own organisation has written so far.
    pub(super) fn draft_content(&self, ctx: &Ctx) -> Result<OfferContent, Error> {
        match &self.draft {
            None => Ok(OfferContent::default()),
            Some(sealed) => Ok(serde_json::from_slice(&ctx.keys().unseal(sealed)?)?),
        }
    }
}

/// Something that an offer lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where.
    pub volume: Volume,
    /// What to do, in words.
    pub what: String,
}

/// What an offer still lacks before it may be submitted (GBI 3.3-3.7).
#[must_use]
pub fn completeness(content: &OfferContent, record: &OfferRecord) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut need = |given: bool, volume: Volume, what: &str| {
        if !given {
            missing.push(Missing {
                volume,
                what: what.to_owned(),
            });
        }
    };
    let (administration, technical) = (&content.administration, &content.technical);
    need(
        !administration.contact_name.is_empty(),
        Volume::Administration,
        "Name a person to write to",
    );
    need(
        !administration.contact_email.is_empty(),
        Volume::Administration,
        "Give an address to write to",
    );
    need(
        administration.nation_of_origin.is_some(),
        Volume::Administration,
        "Say where you are legally based",
    );
    need(
        administration.accepts_terms,
        Volume::Administration,
        "Accept the terms of the prospective contract",
    );
    let asked = record.validity_days.unwrap_or(0);
    let stands = administration
        .validity_days
        .is_some_and(|days| days >= asked);
    need(
        stands,
        Volume::Administration,
        &format!("Let the offer stand for at least {asked} days from closing"),
    );
    need(
        !technical.summary.is_empty(),
        Volume::Technical,
        "Describe the solution",
    );
    for criterion in record
        .scheme()
        .map(|scheme| scheme.criteria.as_slice())
        .unwrap_or_default()
    {
        let answered = technical
            .answers
            .iter()
            .any(|answer| answer.criterion == criterion.code && !answer.text.is_empty());
        need(
            answered,
            Volume::Technical,
            &format!("Answer {} {}", criterion.code, criterion.name.as_str()),
        );
    }
    for requirement in record.requirements() {
        let declared = technical
            .declared
            .iter()
            .any(|declared| declared.requirement == requirement.code);
        need(
            declared,
            Volume::Technical,
            &format!(
                "Declare {} or say that it is not offered",
                requirement.name.as_str()
            ),
        );
    }
    need(
        !content.experience.references.is_empty(),
        Volume::Experience,
        "Name at least one past contract",
    );
    need(
        content.price.currency.is_some(),
        Volume::Price,
        "Choose the currency",
    );
    need(
        !content.price.lines.is_empty(),
        Volume::Price,
        "Price at least one line",
    );
    need(
        content.price.total().is_some() || content.price.lines.is_empty(),
        Volume::Price,
        "Check the lines: their total is too large to record",
    );
    missing
}
