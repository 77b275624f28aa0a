//! The list of recorded rates, and what waits for a second person.

use crate::address::Asked;
use crate::db::DecimalText;
use crate::db::filter::{Select, Sort, Value, cut};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::policy::actions::ReadRates;
use domain::policy::{Subject, permit};
use domain::states::RateState;
use sqlx::FromRow;
use uuid::Uuid;

/// Rows of a page.
const PAGE: i64 = 100;
/// Proposals that are shown above the list.
const MOST_PROPOSED: i64 = 20;

/// What of the list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateQuery {
    /// Only this currency, ISO 4217.
    pub currency: Option<String>,
    /// Code of [`RateState`].
    pub status: Option<String>,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until this day.
    pub to: Option<NaiveDate>,
    /// By the currency instead of the day.
    pub by_currency: bool,
    /// The largest first.
    pub descending: bool,
    /// The key that the page before ended with.
    pub after: Option<String>,
}

impl RateQuery {
    /// Reads the query of an address: `currency`, `status`, `from`, `to`, `sort` (`day`, `currency`; a minus before it for the
    /// largest first) and `after`. Without an order the newest day comes first.
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        let (column, descending) = asked.order("-day");
        Self {
            currency: asked.text("currency"),
            status: asked.text("status"),
            from: asked.parsed("from"),
            to: asked.parsed("to"),
            by_currency: column == "currency",
            descending,
            after: asked.text("after"),
        }
    }

    const fn sort(&self) -> Sort {
        Sort {
            column: if self.by_currency {
                "rate.currency"
            } else {
                "rate.on_day"
            },
            descending: self.descending,
        }
    }

    /// The key of a row: its identity, and its value in the column of the order.
    fn key(&self, row: &RateLine) -> String {
        let id = row.id.simple();
        if self.by_currency {
            format!("{id}.{}", row.currency)
        } else {
            format!("{id}.{}", row.on_day)
        }
    }

    /// A key that cannot be read begins at the first page.
    fn read_key(&self) -> Option<(Value, Uuid)> {
        let (id, value) = self.after.as_deref()?.split_once('.')?;
        let value = if self.by_currency {
            Value::Text(value.to_owned())
        } else {
            Value::Day(value.parse().ok()?)
        };
        Some((value, id.parse().ok()?))
    }

    fn select(&self, head: &'static str) -> Select {
        Select::new(head)
            .when("rate.currency = ?", self.currency.clone().map(Value::Text))
            .when("rate.status = ?", self.status.clone().map(Value::Text))
            .when("rate.on_day >= ?", self.from.map(Value::Day))
            .when("rate.on_day <= ?", self.to.map(Value::Day))
    }
}

/// A line of the list.
#[derive(Clone, Debug, FromRow)]
pub struct RateLine {
    /// Identity.
    pub id: Uuid,
    /// ISO 4217.
    pub currency: String,
    /// The day.
    pub on_day: NaiveDate,
    /// Units of the currency for one euro.
    pub units_per_eur: DecimalText,
    /// Who published it.
    pub source: String,
    /// Code of [`RateState`].
    pub status: String,
    /// Why what was recorded before was wrong.
    pub reason: Option<String>,
    /// The publisher's file from which it was taken.
    pub file_name: Option<String>,
    /// Who typed it, or imported the file.
    pub recorder: Option<String>,
    /// When; UTC.
    pub recorded_at: DateTime<Utc>,
    /// Who approved or refused it.
    pub decider: Option<String>,
    /// When; UTC.
    pub decided_at: Option<DateTime<Utc>>,
    /// What who decided wrote.
    pub note: Option<String>,
}

impl RateLine {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> Option<RateState> {
        self.status.parse().ok()
    }
}

/// A rate that waits for a second person.
#[derive(Clone, Debug, FromRow)]
pub struct ProposedRate {
    /// Identity.
    pub id: Uuid,
    /// ISO 4217.
    pub currency: String,
    /// The day.
    pub on_day: NaiveDate,
    /// Units of the currency for one euro.
    pub units_per_eur: DecimalText,
    /// Who published it.
    pub source: String,
    /// The figure that it corrects.
    pub corrects: Option<DecimalText>,
    /// Why that is wrong.
    pub reason: Option<String>,
    /// The account that typed it.
    pub recorded_by: Option<Uuid>,
    /// Its name.
    pub recorder: Option<String>,
    /// When; UTC.
    pub recorded_at: DateTime<Utc>,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct RatePage {
    /// What waits for a second person, the oldest first.
    pub proposed: Vec<ProposedRate>,
    /// The rates.
    pub rows: Vec<RateLine>,
    /// How many there are, counted up to [`crate::MOST_COUNTED`].
    pub count: i64,
    /// The key of the next page.
    pub next: Option<String>,
    /// Every currency that has a rate or that a nation uses.
    pub currencies: Vec<String>,
}

const LINES: &str = "SELECT rate.id, rate.currency, rate.on_day, rate.units_per_eur, rate.source, rate.status, rate.reason,
     rate_import.file_name, recorder.name AS recorder, rate.recorded_at, decider.name AS decider, rate.decided_at, rate.note
 FROM recorded_rate AS rate LEFT JOIN rate_import ON rate_import.id = rate.import_id
     LEFT JOIN account AS recorder ON recorder.id = rate.recorded_by LEFT JOIN account AS decider ON decider.id = rate.decided_by";

const COUNTED: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM recorded_rate AS rate";

const PROPOSED: &str = "SELECT rate.id, rate.currency, rate.on_day, rate.units_per_eur, rate.source, earlier.units_per_eur AS corrects,
     rate.reason, rate.recorded_by, recorder.name AS recorder, rate.recorded_at
 FROM recorded_rate AS rate LEFT JOIN recorded_rate AS earlier ON earlier.id = rate.corrects_id
     LEFT JOIN account AS recorder ON recorder.id = rate.recorded_by
 WHERE rate.status = 'proposed' ORDER BY rate.recorded_at, rate.id LIMIT $1";

const CURRENCIES: &str = "SELECT currency FROM recorded_rate UNION SELECT currency FROM nation WHERE currency <> 'EUR' ORDER BY 1";

/// A page of the recorded rates, with what waits for a second person.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, query: &RateQuery) -> Result<RatePage, Error> {
    permit::<ReadRates>(actor, Subject::ANY)?;
    let db = ctx.db();
    let page = query.select(LINES);
    let page = page.page(&query.sort(), "rate.id", query.read_key(), PAGE);
    let (rows, next) = cut(page.all(db).await?, PAGE, |row| query.key(row));
    Ok(RatePage {
        proposed: db.query(PROPOSED).bind(MOST_PROPOSED).all().await?,
        rows,
        count: query
            .select(COUNTED)
            .tail("LIMIT 10001) AS counted")
            .number(db)
            .await?,
        next,
        currencies: db.query(CURRENCIES).scalars().await?,
    })
}

/// Every recorded rate as the list is filtered, in its order, up to 100,000.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, query: &RateQuery) -> Result<Vec<RateLine>, Error> {
    permit::<ReadRates>(actor, Subject::ANY)?;
    let select = query.select(LINES);
    let select = select.page(&query.sort(), "rate.id", None, 99_999);
    Ok(select.all(ctx.db()).await?)
}
