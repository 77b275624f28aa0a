//! The whole record of a pledge, as the log keeps it, and how it is loaded and saved.

use crate::db::{DbError, Tx};
use crate::error::Stale;
use crate::{Error, Work};
use chrono::NaiveDate;
use domain::contributions::{ContributionKind, Progress};
use domain::money::Money;
use domain::states::ContributionState;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A payment on a pledge, in minor units of the pledge's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct PaymentRecord {
    /// Minor units.
    pub amount_minor: i64,
    /// When it was paid.
    pub paid_on: NaiveDate,
    /// What the nation says about it.
    pub note: String,
}

/// A part of a pledge that pays for a contract, in minor units of the pledge's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct AllocationRecord {
    /// The contract's reference.
    pub contract: String,
    /// Minor units.
    pub amount_minor: i64,
    /// Since when.
    pub allocated_on: NaiveDate,
}

/// Everything about a pledge but its private note, which is not in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeRecord {
    /// `PLG-…`.
    pub reference: String,
    /// Letters of the nation.
    pub nation: String,
    /// Code of the programme.
    pub programme: String,
    /// In what.
    pub kind: ContributionKind,
    /// Where it stands.
    pub status: ContributionState,
    /// What it is.
    pub description: String,
    /// The amount, or what a contribution in kind is valued at.
    pub amount: Option<Money>,
    /// When it was pledged.
    pub pledged_on: NaiveDate,
    /// From when.
    pub starts_on: Option<NaiveDate>,
    /// Until when.
    pub ends_on: Option<NaiveDate>,
    /// Payments, the oldest first.
    pub payments: Vec<PaymentRecord>,
    /// Allocations, the oldest first.
    pub allocations: Vec<AllocationRecord>,
}

impl PledgeRecord {
    /// How far a pledge of money is honoured and used.
    ///
    /// # Errors
    /// [`Error::NotNow`] for contributions in kind, which are not paid.
    pub fn progress(&self) -> Result<Progress, Error> {
        let money = self.amount.filter(|_| self.kind.is_cash());
        let pledged = money.ok_or_else(|| {
            Error::not_now("this contribution is in kind: nothing is paid or allocated in money, it is made available")
        })?;
        Ok(Progress {
            status: self.status,
            pledged,
            paid_minor: self
                .payments
                .iter()
                .map(|payment| payment.amount_minor)
                .sum(),
            allocated_minor: self
                .allocations
                .iter()
                .map(|allocation| allocation.amount_minor)
                .sum(),
        })
    }
}

/// A pledge as it is recorded, with identity and version.
pub(super) struct Loaded {
    pub id: Uuid,
    pub version: i64,
    pub record: PledgeRecord,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    nation_code: String,
    programme_code: String,
    kind: String,
    status: String,
    description: String,
    amount_minor: Option<i64>,
    currency: Option<String>,
    pledged_on: NaiveDate,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    version: i64,
}

/// Loads a pledge with its payments and allocations.
pub(super) async fn load(tx: &mut Tx, reference: &str) -> Result<Loaded, Error> {
    let row: Row = tx
        .query(
            "SELECT id, reference, nation_code, programme_code, kind, status, description, amount_minor, currency,
                 pledged_on, starts_on, ends_on, version
             FROM pledge WHERE reference = $1",
        )
        .bind(reference.to_owned())
        .one()
        .await?;
    let payments = tx
        .query("SELECT amount_minor, paid_on, note FROM contribution_payment WHERE pledge_id = $1 ORDER BY recorded_at, id")
        .bind(row.id)
        .all()
        .await?;
    let allocations = tx
        .query(
            "SELECT contract.reference AS contract, allocation.amount_minor, allocation.allocated_on
             FROM allocation JOIN contract ON contract.id = allocation.contract_id
             WHERE allocation.pledge_id = $1 ORDER BY allocation.recorded_at, allocation.id",
        )
        .bind(row.id)
        .all()
        .await?;
    Ok(row.loaded(payments, allocations)?)
}

impl Row {
    fn loaded(
        self,
        payments: Vec<PaymentRecord>,
        allocations: Vec<AllocationRecord>,
    ) -> Result<Loaded, DbError> {
        let amount = match (self.amount_minor, &self.currency) {
            (Some(minor), Some(code)) => {
                let currency = code
                    .parse()
                    .map_err(|error| DbError::corrupt("pledge.currency", error))?;
                Some(Money::new(minor, currency))
            }
            _ => None,
        };
        let record = PledgeRecord {
            kind: self
                .kind
                .parse()
                .map_err(|error| DbError::corrupt("pledge.kind", error))?,
            status: self
                .status
                .parse()
                .map_err(|error| DbError::corrupt("pledge.status", error))?,
            reference: self.reference,
            nation: self.nation_code,
            programme: self.programme_code,
            description: self.description,
            amount,
            pledged_on: self.pledged_on,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            payments,
            allocations,
        };
        Ok(Loaded {
            id: self.id,
            version: self.version,
            record,
        })
    }
}

impl Loaded {
    /// Refuses when the form was made from another version.
    pub fn check(&self, version: i64) -> Result<(), Error> {
        if self.version == version {
            Ok(())
        } else {
            Err(self.stale())
        }
    }

    fn stale(&self) -> Error {
        let total: i64 = self
            .record
            .payments
            .iter()
            .map(|payment| payment.amount_minor)
            .sum();
        let paid = self
            .record
            .amount
            .map(|amount| Money::new(total, amount.currency).to_string());
        let recorded = BTreeMap::from([
            ("status".to_owned(), self.record.status.label().to_owned()),
            ("paid so far".to_owned(), paid.unwrap_or_default()),
        ]);
        Error::Stale(Box::new(Stale {
            version: self.version,
            recorded,
        }))
    }
}

/// Writes the state that a rule of the domain answered; whoever changed the pledge first wins.
pub(super) async fn save_status(
    work: &mut Work<'_>,
    before: &Loaded,
    status: ContributionState,
) -> Result<(), Error> {
    let changed = work
        .tx
        .query(
            "UPDATE pledge SET status = $1, version = version + 1 WHERE id = $2 AND version = $3",
        )
        .bind(status.as_str())
        .bind(before.id)
        .bind(before.version)
        .run_one()
        .await;
    match changed {
        Err(DbError::NotFound) => Err(load(&mut work.tx, &before.record.reference).await?.stale()),
        other => Ok(other?),
    }
}
