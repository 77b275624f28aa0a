//! Invoices over all contracts.

use super::list::{ListPage, reach};
use crate::db::filter::{Select, Sort, Value, cut};
use crate::nations::choices;
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::states::invoice::InvoiceState;
use sqlx::FromRow;
use uuid::Uuid;

const PAGE: i64 = 50;
const MOST: i64 = 100_000;

/// A line of the list. Amounts are minor units of `currency`.
#[derive(Clone, Debug, FromRow)]
pub struct InvoiceRow {
    /// Identity.
    pub id: Uuid,
    /// Reference of its contract.
    pub contract: String,
    /// Its contract's title.
    pub contract_title: String,
    /// The contractor's name.
    pub provider_name: String,
    /// Origin of its contract.
    pub origin: String,
    /// Its number within the contract.
    pub number: i64,
    /// The contractor's own number.
    pub own_number: String,
    /// Kind code.
    pub kind: String,
    /// Number of the milestone.
    pub milestone: Option<i64>,
    /// Status code.
    pub status: String,
    /// What it asks.
    pub amount_minor: i64,
    /// What is paid for it, once approved.
    pub net_minor: Option<i64>,
    /// ISO 4217.
    pub currency: String,
    /// When it was received.
    pub received_on: NaiveDate,
    /// Since when it is held.
    pub held_on: Option<NaiveDate>,
    /// The day by which it is to be paid.
    pub due_on: NaiveDate,
    /// When it was paid.
    pub paid_on: Option<NaiveDate>,
}

impl InvoiceRow {
    /// Where it stands; received when the store holds no known code.
    #[must_use]
    pub fn state(&self) -> InvoiceState {
        self.status.parse().unwrap_or(InvoiceState::Received)
    }
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvoiceSort {
    /// When it was received.
    #[default]
    Received,
    /// When it is due.
    Due,
    /// What it asks.
    Amount,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct InvoiceFilter {
    /// Reference of a contract.
    pub contract: Option<String>,
    /// Status code.
    pub status: Option<String>,
    /// Reference of the contractor's organisation.
    pub provider: Option<String>,
    /// Programme code of the contract.
    pub programme: Option<String>,
    /// Only those that wait for an officer: received or in dispute.
    pub waiting: bool,
    /// The order.
    pub sort: InvoiceSort,
    /// The latest or largest first.
    pub descending: bool,
    /// Where the page before ended.
    pub after: Option<String>,
}

const COUNTED: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM invoice";
const HEAD: &str = "SELECT invoice.id, contract.reference AS contract, contract.title AS contract_title, contract.provider_name,
     contract.origin, invoice.number, invoice.own_number, invoice.kind, milestone.number AS milestone, invoice.status,
     invoice.amount_minor, invoice.net_minor, contract.currency, invoice.received_on, invoice.held_on, invoice.due_on, invoice.paid_on
 FROM invoice JOIN contract ON contract.id = invoice.contract_id LEFT JOIN milestone ON milestone.id = invoice.milestone_id";

impl InvoiceFilter {
    fn order(&self) -> Sort {
        Sort {
            column: match self.sort {
                InvoiceSort::Received => "invoice.received_on",
                InvoiceSort::Due => "invoice.due_on",
                InvoiceSort::Amount => "invoice.amount_minor",
            },
            descending: self.descending,
        }
    }

    fn key(&self) -> Option<(Value, Uuid)> {
        let (id, key) = self.after.as_deref()?.split_once('~')?;
        let value = match self.sort {
            InvoiceSort::Received | InvoiceSort::Due => Value::Day(key.parse().ok()?),
            InvoiceSort::Amount => Value::Number(key.parse().ok()?),
        };
        Some((value, id.parse().ok()?))
    }

    fn key_after(&self, row: &InvoiceRow) -> String {
        let key = match self.sort {
            InvoiceSort::Received => row.received_on.to_string(),
            InvoiceSort::Due => row.due_on.to_string(),
            InvoiceSort::Amount => row.amount_minor.to_string(),
        };
        format!("{}~{key}", row.id)
    }
}

fn select(actor: &Actor, filter: &InvoiceFilter, head: Select) -> Result<Select, Error> {
    let own = reach(actor)?;
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let select = head
        .when(
            "invoice.contract_id IN (SELECT id FROM contract WHERE provider_id = ?)",
            own.map(|id| Value::Id(id.0)),
        )
        .when(
            "invoice.contract_id = (SELECT id FROM contract WHERE reference = ?)",
            text(&filter.contract),
        )
        .when("invoice.status = ?", text(&filter.status))
        .when(
            "invoice.contract_id IN (SELECT id FROM contract WHERE provider_id = (SELECT id FROM provider WHERE reference = ?))",
            text(&filter.provider),
        )
        .when(
            "invoice.contract_id IN (SELECT id FROM contract WHERE programme_code = ?)",
            text(&filter.programme),
        );
    Ok(if filter.waiting {
        select.only("invoice.status IN ('received', 'disputed')")
    } else {
        select
    })
}

/// One page of invoices; a provider sees only those of its own contracts.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn invoices(
    ctx: &Ctx,
    actor: &Actor,
    filter: &InvoiceFilter,
) -> Result<ListPage<InvoiceRow>, Error> {
    let count = select(actor, filter, Select::new(COUNTED))?
        .tail("LIMIT 10001) AS counted")
        .number(ctx.db())
        .await?;
    let select = select(actor, filter, Select::new(HEAD).of(count))?;
    let select = select.page(&filter.order(), "invoice.id", filter.key(), PAGE);
    let rows: Vec<InvoiceRow> = select.all(ctx.db()).await?;
    let (rows, next) = cut(rows, PAGE, |row| filter.key_after(row));
    Ok(ListPage {
        rows,
        next,
        count,
        choices: choices(ctx).await?,
    })
}

/// Every row of the list as it is filtered, for a file; at most 100,000.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn invoice_rows(
    ctx: &Ctx,
    actor: &Actor,
    filter: &InvoiceFilter,
) -> Result<Vec<InvoiceRow>, Error> {
    let select = select(actor, filter, Select::new(HEAD))?;
    let select = select.page(&filter.order(), "invoice.id", None, MOST);
    let mut rows: Vec<InvoiceRow> = select.all(ctx.db()).await?;
    rows.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(rows)
}
