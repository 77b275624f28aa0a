//! The list of contracts.

use crate::db::filter::{Select, Sort, Value, cut};
use crate::nations::{Choices, choices};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::{Actor, Role};
use domain::id::ProviderId;
use domain::policy::actions::ReadContracts;
use domain::policy::{Action, Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// Rows on a page.
const PAGE: i64 = 50;
/// Rows of an export at most.
const MOST: i64 = 100_000;

/// A line of the list. Amounts are minor units of `currency`.
#[derive(Clone, Debug, FromRow)]
pub struct ContractRow {
    /// Identity.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// The title as it is sorted.
    pub folded_title: String,
    /// Status code.
    pub status: String,
    /// Vehicle code.
    pub vehicle: String,
    /// The contractor's name.
    pub provider_name: String,
    /// The contractor's reference; none for an imported one without an organisation.
    pub provider_reference: Option<String>,
    /// Programme code.
    pub programme_code: Option<String>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// ISO 4217.
    pub currency: String,
    /// Ceiling.
    pub ceiling_minor: i64,
    /// Obligated.
    pub obligated_minor: i64,
    /// Accepted.
    pub accepted_minor: i64,
    /// Paid.
    pub paid_minor: i64,
    /// Last day of performance.
    pub ends_on: Option<NaiveDate>,
    /// When it was made or imported.
    pub created_at: DateTime<Utc>,
    /// The largest slip of an open milestone against its original baseline, calendar days; zero without one.
    pub slip_days: i64,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContractSort {
    /// When it was made.
    #[default]
    Made,
    /// By title.
    Title,
    /// By the end of performance.
    Ends,
    /// By ceiling.
    Ceiling,
}

impl ContractSort {
    /// Reads the word in an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "made" => Some(Self::Made),
            "title" => Some(Self::Title),
            "ends" => Some(Self::Ends),
            "ceiling" => Some(Self::Ceiling),
            _ => None,
        }
    }

    const fn column(self) -> &'static str {
        match self {
            Self::Made => "contract.created_at",
            Self::Title => "contract.folded_title",
            Self::Ends => "COALESCE(contract.ends_on, '9999-12-31')",
            Self::Ceiling => "contract.ceiling_minor",
        }
    }

    fn key(self, row: &ContractRow) -> String {
        match self {
            Self::Made => row.created_at.to_rfc3339(),
            Self::Title => row.folded_title.clone(),
            Self::Ends => row
                .ends_on
                .map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string()),
            Self::Ceiling => row.ceiling_minor.to_string(),
        }
    }

    fn value(self, key: &str) -> Option<Value> {
        Some(match self {
            Self::Made => Value::Moment(key.parse().ok()?),
            Self::Title => Value::Text(key.to_owned()),
            Self::Ends => Value::Day(key.parse().ok()?),
            Self::Ceiling => Value::Number(key.parse().ok()?),
        })
    }
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct ListInput {
    /// Words of the title, or the beginning of a reference.
    pub text: String,
    /// Status code.
    pub status: Option<String>,
    /// Vehicle code.
    pub vehicle: Option<String>,
    /// Programme code.
    pub programme: Option<String>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: Option<String>,
    /// Reference of the contractor's organisation.
    pub provider: Option<String>,
    /// Code of the contractor's nation.
    pub nation: Option<String>,
    /// Ends on or before this day.
    pub ends_before: Option<NaiveDate>,
    /// Only with an open milestone that is late against its original baseline.
    pub slipped: bool,
    /// Only when more than 80 % of the ceiling is obligated.
    pub nearly_used: bool,
    /// The order.
    pub sort: ContractSort,
    /// The largest first.
    pub descending: bool,
    /// Where the page before ended.
    pub after: Option<String>,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct ListPage<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// Where the next page begins; none on the last.
    pub next: Option<String>,
    /// How many there are, up to 10,001.
    pub count: i64,
    /// What it can be filtered by.
    pub choices: Choices,
}

const COUNTED: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM contract";

const HEAD: &str = "SELECT contract.id, contract.reference, contract.title, contract.folded_title, contract.status, contract.vehicle,
     contract.provider_name, provider.reference AS provider_reference, contract.programme_code, contract.origin, contract.currency,
     contract.ceiling_minor, contract.obligated_minor, contract.accepted_minor, contract.paid_minor, contract.ends_on, contract.created_at,
     COALESCE((SELECT MAX(milestone.slip_days) FROM milestone WHERE milestone.contract_id = contract.id
          AND milestone.actual IS NULL), 0) AS slip_days
 FROM contract LEFT JOIN provider ON provider.id = contract.provider_id";

/// The rows that an actor reaches: every one, or those of the one organisation that is answered.
///
/// # Errors
/// When the rules refuse.
pub fn reach(actor: &Actor) -> Result<Option<ProviderId>, Error> {
    let own = actor.provider();
    permit::<ReadContracts>(
        actor,
        Subject {
            provider: own,
            ..Subject::ANY
        },
    )?;
    let other = ReadContracts::RULE
        .roles
        .iter()
        .any(|role| *role != Role::Provider && actor.has(*role));
    Ok(own.filter(|_| !other))
}

fn select(actor: &Actor, input: &ListInput, head: Select) -> Result<Select, Error> {
    let own = reach(actor)?;
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let mut select = head
        .search("contract.folded_title", "contract.reference", &input.text)
        .when("contract.provider_id = ?", own.map(|id| Value::Id(id.0)))
        .when("contract.status = ?", text(&input.status))
        .when("contract.vehicle = ?", text(&input.vehicle))
        .when("contract.programme_code = ?", text(&input.programme))
        .when("contract.origin = ?", text(&input.origin))
        .when(
            "contract.provider_id = (SELECT id FROM provider WHERE reference = ?)",
            text(&input.provider),
        )
        .when(
            "contract.provider_id IN (SELECT id FROM provider WHERE nation_code = ?)",
            text(&input.nation),
        )
        .when("contract.ends_on <= ?", input.ends_before.map(Value::Day));
    if input.slipped {
        select = select.only(
            "contract.id IN (SELECT contract_id FROM milestone WHERE actual IS NULL AND slip_days > 0)",
        );
    }
    if input.nearly_used {
        select = select.only("contract.ceiling_minor <> 0 AND contract.obligated_minor > contract.ceiling_minor / 5 * 4");
    }
    Ok(select)
}

/// One page of contracts; a provider sees only its own.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(
    ctx: &Ctx,
    actor: &Actor,
    input: &ListInput,
) -> Result<ListPage<ContractRow>, Error> {
    let sort = Sort {
        column: input.sort.column(),
        descending: input.descending,
    };
    let key = input.after.as_deref().and_then(|after| {
        let (id, key) = after.split_once('~')?;
        Some((input.sort.value(key)?, id.parse().ok()?))
    });
    let count = select(actor, input, Select::new(COUNTED))?
        .tail("LIMIT 10001) AS counted")
        .number(ctx.db())
        .await?;
    let select =
        select(actor, input, Select::new(HEAD).of(count))?.page(&sort, "contract.id", key, PAGE);
    let rows: Vec<ContractRow> = select.all(ctx.db()).await?;
    let (rows, next) = cut(rows, PAGE, |row| {
        format!("{}~{}", row.id, input.sort.key(row))
    });
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
pub async fn rows(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Vec<ContractRow>, Error> {
    let sort = Sort {
        column: input.sort.column(),
        descending: input.descending,
    };
    let mut rows: Vec<ContractRow> = select(actor, input, Select::new(HEAD))?
        .page(&sort, "contract.id", None, MOST)
        .all(ctx.db())
        .await?;
    rows.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(rows)
}
