//! Every departure that was ever asked for, for auditors.

use crate::address::Asked;
use crate::db::filter::{Select, Sort, Value, cut};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::actor::Actor;
use domain::overrides::OverrideStatus;
use domain::policy::actions::ReadOverrides;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// Rows of a page.
const PAGE: i64 = 50;

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// Words of the solicitation's title, or the beginning of its reference.
    pub text: String,
    /// Code of [`domain::overrides::OverrideKind`].
    pub kind: Option<String>,
    /// Code of [`OverrideStatus`].
    pub status: Option<String>,
    /// Asked on this day (UTC) or later.
    pub from: Option<NaiveDate>,
    /// Asked on this day (UTC) or earlier.
    pub to: Option<NaiveDate>,
    /// By the rule instead of the moment.
    pub by_rule: bool,
    /// The largest first.
    pub descending: bool,
    /// The key that the page before ended with.
    pub after: Option<String>,
}

impl ListInput {
    /// Reads the query of an address: `q`, `kind`, `status`, `from`, `to`, `sort` (`asked`, `rule`; a minus before it for
    /// the largest first) and `after`. Without an order the newest come first.
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        let (column, descending) = asked.order("-asked");
        Self {
            text: asked.text("q").unwrap_or_default(),
            kind: asked.text("kind"),
            status: asked.text("status"),
            from: asked.parsed("from"),
            to: asked.parsed("to"),
            by_rule: column == "rule",
            descending,
            after: asked.text("after"),
        }
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Row {
    /// Identity.
    pub id: Uuid,
    /// Reference of the solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Code of [`domain::overrides::OverrideKind`].
    pub kind: String,
    /// The rule.
    pub rule_id: String,
    /// Its edition.
    pub rule_version: String,
    /// What the rule says.
    pub statement: String,
    /// Document and paragraph.
    pub source: String,
    /// Why it is departed from.
    pub reason: String,
    /// Code of [`OverrideStatus`].
    pub status: String,
    /// Who asked.
    pub requester: Option<String>,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// Who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// What the second person added.
    pub note: Option<String>,
}

impl Row {
    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Option<OverrideStatus> {
        self.status.parse().ok()
    }
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// The key with which the next page begins, if there is one.
    pub next: Option<String>,
    /// How many there are.
    pub count: i64,
}

const ROWS: &str = "SELECT rule_override.id, solicitation.reference, solicitation.title, rule_override.kind, rule_override.rule_id,
     rule_override.rule_version, rule_override.statement, rule_override.source, rule_override.reason, rule_override.status,
     asker.name AS requester, rule_override.requested_at, decider.name AS decider, rule_override.decided_at, rule_override.note
 FROM rule_override JOIN solicitation ON solicitation.id = rule_override.solicitation_id
     LEFT JOIN account AS asker ON asker.id = rule_override.requested_by
     LEFT JOIN account AS decider ON decider.id = rule_override.decided_by";

const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM rule_override
     JOIN solicitation ON solicitation.id = rule_override.solicitation_id";

/// A page of the departures that were asked for.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Page, Error> {
    permit::<ReadOverrides>(actor, Subject::ANY)?;
    let count = filtered(Select::new(COUNT), input).number(ctx.db()).await?;
    let key = input
        .after
        .as_deref()
        .and_then(|text| read_key(input.by_rule, text));
    let select = filtered(Select::new(ROWS), input);
    let rows: Vec<Row> = select
        .page(&sort(input), "rule_override.id", key, PAGE)
        .all(ctx.db())
        .await?;
    let (rows, next) = cut(rows, PAGE, |row| write_key(input.by_rule, row));
    Ok(Page { rows, next, count })
}

/// Every departure of a filtered list, in its order, up to 100,000.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Vec<Row>, Error> {
    permit::<ReadOverrides>(actor, Subject::ANY)?;
    let select = filtered(Select::new(ROWS), input);
    let select = select.page(&sort(input), "rule_override.id", None, 99_999);
    Ok(select.all(ctx.db()).await?)
}

fn filtered(select: Select, input: &ListInput) -> Select {
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let start = |day: NaiveDate| Value::Moment(day.and_time(NaiveTime::MIN).and_utc());
    let after = input.to.and_then(|day| day.succ_opt());
    select
        .search(
            "solicitation.folded_title",
            "solicitation.reference",
            &input.text,
        )
        .when("rule_override.kind = ?", text(&input.kind))
        .when("rule_override.status = ?", text(&input.status))
        .when("rule_override.requested_at >= ?", input.from.map(start))
        .when("rule_override.requested_at < ?", after.map(start))
}

const fn sort(input: &ListInput) -> Sort {
    Sort {
        column: if input.by_rule {
            "rule_override.rule_id"
        } else {
            "rule_override.requested_at"
        },
        descending: input.descending,
    }
}

fn write_key(by_rule: bool, row: &Row) -> String {
    let value = if by_rule {
        row.rule_id.clone()
    } else {
        row.requested_at.to_rfc3339()
    };
    format!("{}.{value}", row.id.simple())
}

/// A key that cannot be read begins at the first page.
fn read_key(by_rule: bool, text: &str) -> Option<(Value, Uuid)> {
    let (id, value) = text.split_once('.')?;
    let value = if by_rule {
        Value::Text(value.to_owned())
    } else {
        Value::Moment(DateTime::parse_from_rfc3339(value).ok()?.to_utc())
    };
    Some((value, id.parse().ok()?))
}
