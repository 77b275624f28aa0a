//! The list of milestones over all contracts.

use crate::contracts::{ListPage, reach};
use crate::db::filter::{Select, Sort, Value, cut};
use crate::nations::choices;
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use sqlx::FromRow;
use uuid::Uuid;

const PAGE: i64 = 50;
const MOST: i64 = 100_000;

/// A line of the list.
#[derive(Clone, Debug, FromRow)]
pub struct MilestoneRow {
    /// Identity.
    pub id: Uuid,
    /// Reference of its contract.
    pub contract: String,
    /// Its contract's title.
    pub contract_title: String,
    /// The contractor's name.
    pub provider_name: String,
    /// The contractor's nation.
    pub nation_code: Option<String>,
    /// Origin of its contract.
    pub origin: String,
    /// Its number.
    pub number: i64,
    /// What is delivered.
    pub title: String,
    /// Class code.
    pub class: String,
    /// Status code.
    pub status: String,
    /// What is paid for it, minor units of the contract's currency.
    pub value_minor: Option<i64>,
    /// Currency of the contract.
    pub currency: String,
    /// First approved date.
    pub original_baseline: Option<NaiveDate>,
    /// Latest approved date.
    pub current_baseline: Option<NaiveDate>,
    /// Estimate.
    pub forecast: Option<NaiveDate>,
    /// When it was met.
    pub actual: Option<NaiveDate>,
    /// Calendar days against the original baseline.
    pub slip_days: Option<i64>,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MilestoneSort {
    /// By the latest approved date.
    #[default]
    Due,
    /// By slip against the original baseline.
    Slip,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct MilestoneFilter {
    /// Reference of a contract.
    pub contract: Option<String>,
    /// Status code.
    pub status: Option<String>,
    /// Code of the contractor's nation.
    pub nation: Option<String>,
    /// Reference of the contractor's organisation.
    pub provider: Option<String>,
    /// Programme code of the contract.
    pub programme: Option<String>,
    /// Due on or before this day.
    pub due_by: Option<NaiveDate>,
    /// Only those that are late against their original baseline.
    pub slipped: bool,
    /// The order.
    pub sort: MilestoneSort,
    /// The latest or largest first.
    pub descending: bool,
    /// Where the page before ended.
    pub after: Option<String>,
}

const COUNTED: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM milestone";
const HEAD: &str = "SELECT milestone.id, contract.reference AS contract, contract.title AS contract_title, contract.provider_name,
     provider.nation_code, contract.origin, milestone.number, milestone.title, milestone.class, milestone.status,
     milestone.value_minor, contract.currency, milestone.original_baseline, milestone.current_baseline, milestone.forecast,
     milestone.actual, milestone.slip_days
 FROM milestone JOIN contract ON contract.id = milestone.contract_id LEFT JOIN provider ON provider.id = contract.provider_id";

impl MilestoneFilter {
    fn sort(&self) -> Sort {
        let column = match self.sort {
            MilestoneSort::Due => "COALESCE(milestone.current_baseline, '9999-12-31')",
            MilestoneSort::Slip => "COALESCE(milestone.slip_days, -100000)",
        };
        Sort {
            column,
            descending: self.descending,
        }
    }

    fn key(&self) -> Option<(Value, Uuid)> {
        let (id, key) = self.after.as_deref()?.split_once('~')?;
        let value = match self.sort {
            MilestoneSort::Due => Value::Day(key.parse().ok()?),
            MilestoneSort::Slip => Value::Number(key.parse().ok()?),
        };
        Some((value, id.parse().ok()?))
    }

    fn key_after(&self, row: &MilestoneRow) -> String {
        let key = match self.sort {
            MilestoneSort::Due => row
                .current_baseline
                .map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string()),
            MilestoneSort::Slip => row.slip_days.unwrap_or(-100_000).to_string(),
        };
        format!("{}~{key}", row.id)
    }
}

fn select(actor: &Actor, filter: &MilestoneFilter, head: Select) -> Result<Select, Error> {
    let own = reach(actor)?;
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let select = head
        .when(
            "milestone.contract_id IN (SELECT id FROM contract WHERE provider_id = ?)",
            own.map(|id| Value::Id(id.0)),
        )
        .when(
            "milestone.contract_id = (SELECT id FROM contract WHERE reference = ?)",
            text(&filter.contract),
        )
        .when("milestone.status = ?", text(&filter.status))
        .when(
            "milestone.contract_id IN (SELECT id FROM contract WHERE provider_id IN (SELECT id FROM provider WHERE nation_code = ?))",
            text(&filter.nation),
        )
        .when(
            "milestone.contract_id IN (SELECT id FROM contract WHERE provider_id = (SELECT id FROM provider WHERE reference = ?))",
            text(&filter.provider),
        )
        .when(
            "milestone.contract_id IN (SELECT id FROM contract WHERE programme_code = ?)",
            text(&filter.programme),
        )
        .when(
            "milestone.current_baseline <= ?",
            filter.due_by.map(Value::Day),
        );
    Ok(if filter.slipped {
        select.only("milestone.slip_days > 0")
    } else {
        select
    })
}

/// One page of milestones; a provider sees only those of its own contracts.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(
    ctx: &Ctx,
    actor: &Actor,
    filter: &MilestoneFilter,
) -> Result<ListPage<MilestoneRow>, Error> {
    let count = select(actor, filter, Select::new(COUNTED))?
        .tail("LIMIT 10001) AS counted")
        .number(ctx.db())
        .await?;
    let select = select(actor, filter, Select::new(HEAD).of(count))?;
    let select = select.page(&filter.sort(), "milestone.id", filter.key(), PAGE);
    let rows: Vec<MilestoneRow> = select.all(ctx.db()).await?;
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
pub async fn rows(
    ctx: &Ctx,
    actor: &Actor,
    filter: &MilestoneFilter,
) -> Result<Vec<MilestoneRow>, Error> {
    let select = select(actor, filter, Select::new(HEAD))?;
    let select = select.page(&filter.sort(), "milestone.id", None, MOST);
    let mut rows: Vec<MilestoneRow> = select.all(ctx.db()).await?;
    rows.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(rows)
}
