//! The pipeline: coming needs, filtered, sorted, paged by key.

use crate::address::Asked;
use crate::db::filter::{Select, Sort, Value, cut};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::policy::actions::{ReadNeeds, ReadPrivateNeeds};
use domain::policy::{Subject, may, permit};
use domain::states::NeedState;
use sqlx::FromRow;
use uuid::Uuid;

/// Rows of a page.
const PAGE: i64 = 50;

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The first day of the expected time; needs without one come last.
    #[default]
    Expected,
    /// Title.
    Title,
    /// Upper end of the estimate in minor units as recorded; needs without one come last.
    Estimate,
    /// When it was written first.
    Created,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// Words of the title, or the beginning of a reference.
    pub text: String,
    /// Code of [`NeedState`].
    pub status: Option<String>,
    /// Code of the functional area.
    pub functional_area: Option<String>,
    /// Code of the programme.
    pub programme: Option<String>,
    /// Expected on this day or later.
    pub from: Option<NaiveDate>,
    /// Expected on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Sorted by.
    pub sort: SortBy,
    /// The largest first.
    pub descending: bool,
    /// The key that the page before ended with.
    pub after: Option<String>,
}

impl ListInput {
    /// Reads the query of an address: `q`, `status`, `area`, `programme`, `from`, `to`, `sort` (`expected`, `title`,
    /// `estimate`, `created`; a minus before it for the largest first) and `after`.
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        let (column, descending) = asked.order("expected");
        Self {
            text: asked.text("q").unwrap_or_default(),
            status: asked.text("status"),
            functional_area: asked.text("area"),
            programme: asked.text("programme"),
            from: asked.parsed("from"),
            to: asked.parsed("to"),
            sort: match column {
                "title" => SortBy::Title,
                "estimate" => SortBy::Estimate,
                "created" => SortBy::Created,
                _ => SortBy::Expected,
            },
            descending,
            after: asked.text("after"),
        }
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ListRow {
    /// Identity.
    pub id: Uuid,
    /// Reference.
    pub reference: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// Title.
    pub title: String,
    /// Title of the functional area.
    pub area: Option<String>,
    /// Code of the programme.
    pub programme_code: Option<String>,
    /// Code of [`NeedState`].
    pub status: String,
    /// Code of the expected method.
    pub method: Option<String>,
    /// Lower end of the estimate, minor units.
    pub low_minor: Option<i64>,
    /// Upper end.
    pub high_minor: Option<i64>,
    /// Currency of both.
    pub currency: String,
    /// The first day of the expected time.
    pub expected_from: Option<NaiveDate>,
    /// The last day of it.
    pub expected_to: Option<NaiveDate>,
    /// Whether providers see it.
    pub public: bool,
    /// How many requests for information are open.
    pub open_requests: i64,
    /// Reference of the solicitation that answers it.
    pub solicitation: Option<String>,
    /// When it was written first.
    pub created_at: DateTime<Utc>,
    folded_title: String,
}

impl ListRow {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> Option<NeedState> {
        self.status.parse().ok()
    }
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<ListRow>,
    /// The key with which the next page begins, if there is one.
    pub next: Option<String>,
    /// How many there are.
    pub count: i64,
}

const ROWS: &str = "SELECT need.id, need.reference, need.origin, need.title, strategy_item.title AS area, need.programme_code,
     need.status, need.method, need.low_minor, need.high_minor, need.currency, need.expected_from, need.expected_to, need.public,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM information_request WHERE need_id = need.id AND closes_at >= $1) AS open_requests,
     CASE WHEN solicitation.published_at IS NOT NULL OR $2 THEN solicitation.reference END AS solicitation,
     need.created_at, need.folded_title
 FROM need LEFT JOIN strategy_item ON strategy_item.code = need.functional_area
     LEFT JOIN solicitation ON solicitation.id = need.solicitation_id";

const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM need";

/// Needs that the person may read, a page of them: buyers all, others those that are public and not merely an idea.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Page, Error> {
    permit::<ReadNeeds>(actor, Subject::ANY)?;
    let count = filtered(Select::new(COUNT), actor, input)
        .number(ctx.db())
        .await?;
    let key = input
        .after
        .as_deref()
        .and_then(|text| read_key(input.sort, text));
    let rows: Vec<ListRow> = filtered(rows(ctx, actor), actor, input)
        .page(&sort(input), "need.id", key, PAGE)
        .all(ctx.db())
        .await?;
    let (rows, next) = cut(rows, PAGE, |row| write_key(input, row));
    Ok(Page { rows, next, count })
}

/// Every need of a filtered list, in its order, up to 100,000.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Vec<ListRow>, Error> {
    permit::<ReadNeeds>(actor, Subject::ANY)?;
    let select = filtered(rows(ctx, actor), actor, input);
    let select = select.page(&sort(input), "need.id", None, 99_999);
    Ok(select.all(ctx.db()).await?)
}

/// The head with its two values: now, and whether unpublished solicitations are named.
fn rows(ctx: &Ctx, actor: &Actor) -> Select {
    let buys = may::<ReadPrivateNeeds>(actor, Subject::ANY);
    Select::new(ROWS)
        .value(Value::Moment(ctx.now()))
        .value(Value::Flag(buys))
}

fn filtered(select: Select, actor: &Actor, input: &ListInput) -> Select {
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let select = select
        .search("need.folded_title", "need.reference", &input.text)
        .when("need.status = ?", text(&input.status))
        .when("need.functional_area = ?", text(&input.functional_area))
        .when("need.programme_code = ?", text(&input.programme))
        .when("need.expected_from >= ?", input.from.map(Value::Day))
        .when("need.expected_from <= ?", input.to.map(Value::Day));
    if may::<ReadPrivateNeeds>(actor, Subject::ANY) {
        select
    } else {
        select
            .when("need.public = ?", Some(Value::Flag(true)))
            .only("need.status <> 'idea'")
    }
}

/// Needs without a value come last both ways.
fn sort(input: &ListInput) -> Sort {
    let column = match (input.sort, input.descending) {
        (SortBy::Expected, false) => "COALESCE(need.expected_from, '9999-12-31')",
        (SortBy::Expected, true) => "COALESCE(need.expected_from, '0001-01-01')",
        (SortBy::Title, _) => "need.folded_title",
        (SortBy::Estimate, false) => "COALESCE(need.high_minor, 9223372036854775807)",
        (SortBy::Estimate, true) => "COALESCE(need.high_minor, -1)",
        (SortBy::Created, _) => "need.created_at",
    };
    Sort {
        column,
        descending: input.descending,
    }
}

fn write_key(input: &ListInput, row: &ListRow) -> String {
    let far = if input.descending {
        "0001-01-01"
    } else {
        "9999-12-31"
    };
    let value = match input.sort {
        SortBy::Expected => row
            .expected_from
            .map_or_else(|| far.to_owned(), |day| day.to_string()),
        SortBy::Title => row.folded_title.clone(),
        SortBy::Estimate if input.descending => row.high_minor.unwrap_or(-1).to_string(),
        SortBy::Estimate => row.high_minor.unwrap_or(i64::MAX).to_string(),
        SortBy::Created => row.created_at.to_rfc3339(),
    };
    format!("{}.{value}", row.id.simple())
}

/// A key that cannot be read begins at the first page.
fn read_key(sort: SortBy, text: &str) -> Option<(Value, Uuid)> {
    let (id, value) = text.split_once('.')?;
    let value = match sort {
        SortBy::Expected => Value::Day(value.parse().ok()?),
        SortBy::Title => Value::Text(value.to_owned()),
        SortBy::Estimate => Value::Number(value.parse().ok()?),
        SortBy::Created => Value::Moment(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
    };
    Some((value, id.parse().ok()?))
}
