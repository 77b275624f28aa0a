//! A need as it is recorded.

use crate::Error;
use crate::db::{DbError, JsonText, Tx};
use crate::error::Stale;
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{AccountId, NeedId};
use domain::methods::{Authority, Method};
use domain::money::{Currency, Money};
use domain::needs::FundingLine;
use domain::states::NeedState;
use domain::text::folded;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The whole record: what events keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedRecord {
    /// Identity.
    pub id: NeedId,
    /// `NED-2026-0003`.
    pub reference: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// Where it stands.
    pub status: NeedState,
    /// What is needed, in a line.
    pub title: String,
    /// The operational need in words.
    pub description: String,
    /// Code of the Strategy's functional area.
    pub functional_area: Option<String>,
    /// Codes of the Strategy that it serves, sorted.
    pub strategy: Vec<String>,
    /// Code of the programme.
    pub programme: Option<String>,
    /// Who is expected to run the purchase.
    pub authority: Authority,
    /// The expected method.
    pub method: Option<Method>,
    /// Whether a product off the shelf or a commercial service is likely.
    pub commercial_service: bool,
    /// Lower end of the estimate including all options, minor units.
    pub low_minor: Option<i64>,
    /// Upper end, minor units.
    pub high_minor: Option<i64>,
    /// Currency of estimate and funding.
    pub currency: Currency,
    /// The first day of the time in which publication is expected.
    pub expected_from: Option<NaiveDate>,
    /// The last day of it.
    pub expected_to: Option<NaiveDate>,
    /// Whether providers and delegates see it.
    pub public: bool,
    /// Who may pay.
    pub funding: Vec<FundingLine>,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// The solicitation that answers it.
    pub solicitation_id: Option<Uuid>,
    /// Who wrote it first.
    pub created_by: Option<AccountId>,
    /// When it was written first.
    pub created_at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

impl NeedRecord {
    /// An amount of it with its currency.
    #[must_use]
    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// What it lacks to be ready: functional area, estimate, expected time.
    #[must_use]
    pub fn lacks(&self) -> Vec<(&'static str, &'static str)> {
        let asked = [
            (
                self.description.is_empty(),
                "description",
                "Describe the need.",
            ),
            (
                self.functional_area.is_none(),
                "functional_area",
                "Choose the functional area.",
            ),
            (
                self.high_minor.is_none(),
                "high",
                "Estimate the value including all options.",
            ),
            (
                self.expected_from.is_none(),
                "expected_from",
                "Say when publication is expected.",
            ),
        ];
        asked
            .into_iter()
            .filter(|(lacks, _, _)| *lacks)
            .map(|(_, field, message)| (field, message))
            .collect()
    }

    pub(super) fn stale(&self) -> Error {
        let recorded = BTreeMap::from([
            ("title".to_owned(), self.title.clone()),
            ("description".to_owned(), self.description.clone()),
            ("status".to_owned(), self.status.label().to_owned()),
        ]);
        Error::Stale(Box::new(Stale {
            version: self.version,
            recorded,
        }))
    }
}

/// A row of the table.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Row {
    id: Uuid,
    reference: String,
    origin: String,
    status: String,
    title: String,
    description: String,
    functional_area: Option<String>,
    strategy: JsonText<Vec<String>>,
    programme_code: Option<String>,
    authority: String,
    method: Option<String>,
    commercial_service: bool,
    low_minor: Option<i64>,
    high_minor: Option<i64>,
    currency: String,
    expected_from: Option<NaiveDate>,
    expected_to: Option<NaiveDate>,
    public: bool,
    funding: JsonText<Vec<FundingLine>>,
    reason: Option<String>,
    solicitation_id: Option<Uuid>,
    created_by: Option<Uuid>,
    created_at: DateTime<Utc>,
    version: i64,
}

fn read<T: std::str::FromStr>(column: &'static str, text: &str) -> Result<T, DbError>
where
    T::Err: std::fmt::Display,
{
    text.parse()
        .map_err(|error| DbError::corrupt(column, error))
}

impl TryFrom<Row> for NeedRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: NeedId(row.id),
            reference: row.reference,
            origin: row.origin,
            status: read("need.status", &row.status)?,
            title: row.title,
            description: row.description,
            functional_area: row.functional_area,
            strategy: row.strategy.0,
            programme: row.programme_code,
            authority: read("need.authority", &row.authority)?,
            method: row
                .method
                .map(|code| read("need.method", &code))
                .transpose()?,
            commercial_service: row.commercial_service,
            low_minor: row.low_minor,
            high_minor: row.high_minor,
            currency: read("need.currency", &row.currency)?,
            expected_from: row.expected_from,
            expected_to: row.expected_to,
            public: row.public,
            funding: row.funding.0,
            reason: row.reason,
            solicitation_id: row.solicitation_id,
            created_by: row.created_by.map(AccountId),
            created_at: row.created_at,
            version: row.version,
        })
    }
}

pub(super) const BY_REFERENCE: &str = "SELECT * FROM need WHERE reference = $1";

/// The record with a reference at the version that a form was made from.
pub(super) async fn at_version(
    tx: &mut Tx,
    reference: &str,
    version: i64,
) -> Result<NeedRecord, Error> {
    let row: Row = tx.query(BY_REFERENCE).bind(reference).one().await?;
    let record = NeedRecord::try_from(row)?;
    if record.version == version {
        Ok(record)
    } else {
        Err(record.stale())
    }
}

/// Makes the row; [`save`] fills it.
pub(super) async fn insert(tx: &mut Tx, record: &NeedRecord) -> Result<(), Error> {
    tx.query(
        "INSERT INTO need (id, reference, origin, status, title, folded_title, description, strategy, authority, commercial_service,
             currency, public, funding, created_by, created_at, version)
         VALUES ($1, $2, $3, $4, '', '', '', '[]', $5, $6, $7, $6, '[]', $8, $9, $10)",
    )
    .bind(record.id.0)
    .bind(record.reference.clone())
    .bind(record.origin.clone())
    .bind(record.status.as_str())
    .bind(record.authority.as_str())
    .bind(false)
    .bind(record.currency.code().to_owned())
    .bind(record.created_by.map(|account| account.0))
    .bind(record.created_at)
    .bind(record.version)
    .run_one()
    .await?;
    Ok(())
}

/// Writes everything of `after` over the row of `before`, if nobody was faster.
pub(super) async fn save(
    tx: &mut Tx,
    before: &NeedRecord,
    after: &NeedRecord,
) -> Result<(), Error> {
    let saved = tx
        .query(
            "UPDATE need SET status = $1, title = $2, folded_title = $3, description = $4, functional_area = $5, strategy = $6,
                 programme_code = $7, authority = $8, method = $9, commercial_service = $10, low_minor = $11, high_minor = $12,
                 currency = $13, expected_from = $14, expected_to = $15, public = $16, funding = $17, reason = $18,
                 solicitation_id = $19, version = $20
             WHERE id = $21 AND version = $22",
        )
        .bind(after.status.as_str())
        .bind(after.title.clone())
        .bind(folded(&after.title))
        .bind(after.description.clone())
        .bind(after.functional_area.clone())
        .bind(JsonText(after.strategy.clone()))
        .bind(after.programme.clone())
        .bind(after.authority.as_str())
        .bind(after.method.map(|method| method.as_str().to_owned()))
        .bind(after.commercial_service)
        .bind(after.low_minor)
        .bind(after.high_minor)
        .bind(after.currency.code().to_owned())
        .bind(after.expected_from)
        .bind(after.expected_to)
        .bind(after.public)
        .bind(JsonText(after.funding.clone()))
        .bind(after.reason.clone())
        .bind(after.solicitation_id)
        .bind(after.version)
        .bind(before.id.0)
        .bind(before.version)
        .run_one()
        .await;
    match saved {
        Err(DbError::NotFound) => Err(before.stale()),
        other => Ok(other?),
    }
}

/// Refuses codes that the Strategy, the programmes and the nations do not have.
pub(super) async fn check_codes(tx: &mut Tx, record: &NeedRecord) -> Result<(), Error> {
    let known: Vec<(String, String)> = tx
        .query(
            "SELECT kind, code FROM strategy_item UNION ALL SELECT 'programme', code FROM programme
             UNION ALL SELECT 'nation', code FROM nation",
        )
        .all()
        .await?;
    let is = |kinds: &[&str], code: &str| {
        known
            .iter()
            .any(|(kind, one)| one == code && kinds.contains(&kind.as_str()))
    };
    let mut wrong = crate::FieldErrors::default();
    let area = record.functional_area.as_deref();
    if area.is_some_and(|code| !is(&["functional_area"], code)) {
        wrong.add("functional_area", "Choose a functional area of the list.");
    }
    let programme = record.programme.as_deref();
    if programme.is_some_and(|code| !is(&["programme"], code)) {
        wrong.add("programme", "Choose a programme of the list.");
    }
    let strategy = ["objective", "line", "tenet"];
    if !record.strategy.iter().all(|code| is(&strategy, code)) {
        wrong.add("strategy", "Choose codes of the list.");
    }
    for (number, line) in (1..).zip(&record.funding) {
        if line
            .programme
            .as_deref()
            .is_some_and(|code| !is(&["programme"], code))
        {
            wrong.add(
                format!("funding_programme_{number}"),
                "Choose a programme of the list.",
            );
        }
        if line
            .nation
            .as_deref()
            .is_some_and(|code| !is(&["nation"], code))
        {
            wrong.add(
                format!("funding_nation_{number}"),
                "Choose a nation of the list.",
            );
        }
    }
    wrong.finish()
}
