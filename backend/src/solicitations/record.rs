//! A solicitation as it is recorded.

use crate::db::{DbError, DecimalText, JsonText, Tx};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{AccountId, SolicitationId};
use domain::methods::{Admission, Authority, Method, MethodRule, Purchase};
use domain::money::{Currency, Money};
use domain::offers::Asked;
use domain::solicitations::{Lot, Requirement, ScheduleLine, Scheme};
use domain::states::SolicitationState;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The whole record: what events keep and from which a past moment is shown. The number of offers is not part of it,
/// because nobody learns it before they are opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SolicitationRecord {
    /// Identity.
    pub id: SolicitationId,
    /// `SOL-2026-0007`, or the ocid of an imported record.
    pub reference: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// Where it stands.
    pub status: SolicitationState,
    /// What is bought, in a line.
    pub title: String,
    /// The operational need in words.
    pub need: String,
    /// Who buys.
    pub buyer_name: String,
    /// Code of the Strategy's functional area.
    pub functional_area: Option<String>,
    /// Codes of the Strategy that it serves, sorted.
    pub strategy: Vec<String>,
    /// Code of the programme that pays.
    pub programme: Option<String>,
    /// Who runs the purchase and answers for it.
    #[serde(default = "ncia")]
    pub authority: Authority,
    /// Code of [`Method`], or an imported record's own word.
    pub method: String,
    /// Why this method.
    pub method_reason: Option<String>,
    /// The legal ground of a sole source, by its id.
    pub method_ground: Option<String>,
    /// When the planned sole source was announced.
    pub sole_source_notice_on: Option<NaiveDate>,
    /// Code of [`domain::contracts::VehicleKind`].
    pub vehicle: Option<String>,
    /// Whether a product off the shelf or a commercial service is bought.
    pub commercial_service: bool,
    /// Whether it serves Alliance Operations and Missions.
    pub for_operations: bool,
    /// Whether bidders need security clearances.
    pub clearances_needed: bool,
    /// Estimated value including all options.
    pub estimate: Option<Money>,
    /// The part of the estimate that is options; none where there are none.
    pub estimate_options: Option<Money>,
    /// How offers are evaluated.
    pub scheme: Option<Scheme>,
    /// Its parts.
    pub lots: Vec<Lot>,
    /// What offers answer in the same terms.
    pub requirements: Vec<Requirement>,
    /// The lines that every offer prices; none leaves them to the offers.
    #[serde(default)]
    pub price_schedule: Vec<ScheduleLine>,
    /// When the delegations were told.
    pub announced_on: Option<NaiveDate>,
    /// When it became public.
    pub published_at: Option<DateTime<Utc>>,
    /// Until when bidders may ask.
    pub questions_by: Option<DateTime<Utc>>,
    /// The last moment to submit an offer.
    pub closes_at: Option<DateTime<Utc>>,
    /// IANA name of the zone in which the dates are published.
    pub zone: String,
    /// Calendar days from closing during which an offer binds its bidder.
    pub validity_days: Option<i64>,
    /// Why a rule of the timetable is departed from, by the rule's id.
    pub overrides: BTreeMap<String, String>,
    /// How many vendors are named as those who may offer.
    #[serde(skip)]
    pub named: i64,
    /// When the offers were opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// Who wrote it first.
    pub created_by: Option<AccountId>,
    /// When it was written first.
    pub created_at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

/// Records from before authorities were told apart are NCIA's.
const fn ncia() -> Authority {
    Authority::Ncia
}

impl SolicitationRecord {
    /// What every offer must answer.
    #[must_use]
    pub fn asked(&self) -> Asked<'_> {
        let scheme = self.scheme.as_ref();
        Asked {
            criteria: scheme.map_or(&[], |scheme| scheme.criteria.as_slice()),
            requirements: &self.requirements,
            lots: &self.lots,
            schedule: &self.price_schedule,
            validity_days: self.validity_days,
        }
    }

    /// What decides which methods are lawful, for an estimate in EUR minor units.
    #[must_use]
    pub fn purchase(&self, estimate_eur_minor: i64) -> Purchase {
        Purchase {
            estimate_eur_minor,
            commercial: self.commercial_service,
            for_operations: self.for_operations,
            authority: self.authority,
        }
    }

    /// The rule of its method that holds on a day.
    #[must_use]
    pub fn rule(&self, on: NaiveDate) -> Option<&'static MethodRule> {
        self.method()?.rule(self.authority, on)
    }

    /// The estimate without its options.
    #[must_use]
    pub fn base(&self) -> Option<Money> {
        let (total, options) = (self.estimate?, self.estimate_options);
        let options = options.map_or(0, |options| options.minor);
        Some(Money::new(
            total.minor.saturating_sub(options),
            total.currency,
        ))
    }

    /// The method, where it is one of the known ones.
    #[must_use]
    pub fn method(&self) -> Option<Method> {
        self.method.to_lowercase().parse().ok()
    }

    /// Who may offer by its method.
    #[must_use]
    pub fn admission(&self) -> Admission {
        self.method().map_or(Admission::Open, Method::admission)
    }

    /// Whether only those may offer who are named. What was published with nobody named is from before vendors were named:
    /// everybody may offer there.
    #[must_use]
    pub fn is_limited(&self) -> bool {
        self.admission() != Admission::Open && self.named > 0
    }

    /// The state that counts at a moment: a published one whose closing time has passed is closed.
    #[must_use]
    pub fn state_at(&self, now: DateTime<Utc>) -> SolicitationState {
        let closed = self.closes_at.is_some_and(|closes_at| now > closes_at);
        if self.status == SolicitationState::Published && closed {
            SolicitationState::Closed
        } else {
            self.status
        }
    }

    /// Whether everybody who is signed in may read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.published_at.is_some() || self.origin == "imported"
    }
}

/// The columns of a [`Row`]; the table has its own name in the statement.
macro_rules! columns {
    () => {
        "solicitation.id, solicitation.reference, solicitation.origin, solicitation.status, solicitation.title, solicitation.need,
         solicitation.buyer_name, solicitation.functional_area, solicitation.programme_code, solicitation.method,
         solicitation.method_reason, solicitation.vehicle, solicitation.commercial_service, solicitation.for_operations,
         solicitation.clearances_needed, solicitation.estimate_minor, solicitation.estimate_currency, solicitation.scheme,
         solicitation.lots, solicitation.requirements, solicitation.price_schedule, solicitation.announced_on, solicitation.published_at,
         solicitation.questions_by, solicitation.closes_at, solicitation.zone, solicitation.validity_days,
         solicitation.overrides, solicitation.opened_at, solicitation.created_by, solicitation.created_at, solicitation.version,
         solicitation.authority, solicitation.estimate_options_minor, solicitation.method_ground, solicitation.sole_source_notice_on,
         (SELECT string_agg(strategy_code, ',') FROM solicitation_strategy WHERE solicitation_id = solicitation.id) AS strategy_codes,
         (SELECT CAST(COUNT(*) AS BIGINT) FROM named_offeror WHERE named_offeror.solicitation_id = solicitation.id) AS named,
         (SELECT units_per_eur FROM exchange_rate WHERE currency = solicitation.estimate_currency ORDER BY on_day DESC LIMIT 1) AS units_per_eur"
    };
}
pub(super) use columns;

/// A row of the table with the codes it serves and the newest rate of its estimate's currency.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Row {
    #[sqlx(try_from = "Uuid")]
    id: SolicitationId,
    reference: String,
    origin: String,
    status: String,
    title: String,
    need: String,
    buyer_name: String,
    functional_area: Option<String>,
    programme_code: Option<String>,
    method: String,
    method_reason: Option<String>,
    vehicle: Option<String>,
    commercial_service: bool,
    for_operations: bool,
    clearances_needed: bool,
    estimate_minor: Option<i64>,
    estimate_currency: Option<String>,
    scheme: Option<JsonText<Scheme>>,
    lots: JsonText<Vec<Lot>>,
    requirements: JsonText<Vec<Requirement>>,
    price_schedule: JsonText<Vec<ScheduleLine>>,
    announced_on: Option<NaiveDate>,
    published_at: Option<DateTime<Utc>>,
    questions_by: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    zone: String,
    validity_days: Option<i64>,
    overrides: JsonText<BTreeMap<String, String>>,
    opened_at: Option<DateTime<Utc>>,
    created_by: Option<Uuid>,
    created_at: DateTime<Utc>,
    version: i64,
    authority: Option<String>,
    estimate_options_minor: Option<i64>,
    method_ground: Option<String>,
    sole_source_notice_on: Option<NaiveDate>,
    strategy_codes: Option<String>,
    named: i64,
    units_per_eur: Option<DecimalText>,
}

/// A record with its estimate in euro cents by the newest recorded rate, where there is one.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub record: SolicitationRecord,
    pub estimate_eur: Option<i64>,
}

impl TryFrom<Row> for Loaded {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let estimate = row.estimate()?;
        let estimate_eur = match estimate {
            Some(money) if money.currency == Currency::EUR => Some(money.minor),
            Some(money) => row
                .units_per_eur
                .and_then(|rate| money.to_eur(rate.0))
                .map(|eur| eur.minor),
            None => None,
        };
        Ok(Self {
            record: row.record(estimate)?,
            estimate_eur,
        })
    }
}

impl Row {
    fn estimate(&self) -> Result<Option<Money>, Error> {
        let (Some(minor), Some(code)) = (self.estimate_minor, &self.estimate_currency) else {
            return Ok(None);
        };
        let currency = code
            .parse()
            .map_err(|error| DbError::corrupt("solicitation.estimate_currency", error))?;
        Ok(Some(Money::new(minor, currency)))
    }

    fn record(self, estimate: Option<Money>) -> Result<SolicitationRecord, Error> {
        let status = self
            .status
            .parse()
            .map_err(|error| DbError::corrupt("solicitation.status", error))?;
        let authority = match self.authority.as_deref() {
            None => Authority::Ncia,
            Some(code) => code
                .parse()
                .map_err(|error| DbError::corrupt("solicitation.authority", error))?,
        };
        let options = self.estimate_options_minor.zip(estimate);
        let codes = self.strategy_codes.unwrap_or_default();
        let mut strategy: Vec<String> = codes.split(',').map(str::to_owned).collect();
        strategy.retain(|code| !code.is_empty());
        strategy.sort();
        Ok(SolicitationRecord {
            id: self.id,
            reference: self.reference,
            origin: self.origin,
            status,
            title: self.title,
            need: self.need,
            buyer_name: self.buyer_name,
            functional_area: self.functional_area,
            strategy,
            programme: self.programme_code,
            authority,
            method: self.method,
            method_reason: self.method_reason,
            method_ground: self.method_ground,
            sole_source_notice_on: self.sole_source_notice_on,
            vehicle: self.vehicle,
            commercial_service: self.commercial_service,
            for_operations: self.for_operations,
            clearances_needed: self.clearances_needed,
            estimate,
            estimate_options: options.map(|(minor, total)| Money::new(minor, total.currency)),
            scheme: self.scheme.map(|scheme| scheme.0),
            lots: self.lots.0,
            requirements: self.requirements.0,
            price_schedule: self.price_schedule.0,
            announced_on: self.announced_on,
            published_at: self.published_at,
            questions_by: self.questions_by,
            closes_at: self.closes_at,
            zone: self.zone,
            validity_days: self.validity_days,
            overrides: self.overrides.0,
            named: self.named,
            opened_at: self.opened_at,
            created_by: self.created_by.map(AccountId),
            created_at: self.created_at,
            version: self.version,
        })
    }
}

const BY_ID: &str = concat!("SELECT ", columns!(), " FROM solicitation WHERE id = $1");
const BY_REFERENCE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM solicitation WHERE reference = $1"
);

/// The record with an identity, inside a transaction.
///
/// # Errors
/// [`Error::NotFound`] when there is none; or when the store fails.
pub async fn load(tx: &mut Tx, id: SolicitationId) -> Result<SolicitationRecord, Error> {
    let row: Row = tx.query(BY_ID).bind(id.0).one().await?;
    Ok(Loaded::try_from(row)?.record)
}

/// The record with a reference, inside a transaction.
///
/// # Errors
/// [`Error::NotFound`] when there is none; or when the store fails.
pub async fn by_reference(tx: &mut Tx, reference: &str) -> Result<SolicitationRecord, Error> {
    Ok(loaded(tx, reference).await?.record)
}

/// The record with a reference, outside of transactions.
pub(super) async fn read(ctx: &Ctx, reference: &str) -> Result<SolicitationRecord, Error> {
    let row: Row = ctx.db().query(BY_REFERENCE).bind(reference).one().await?;
    Ok(Loaded::try_from(row)?.record)
}

pub(super) async fn loaded(tx: &mut Tx, reference: &str) -> Result<Loaded, Error> {
    let row: Row = tx.query(BY_REFERENCE).bind(reference).one().await?;
    row.try_into()
}
