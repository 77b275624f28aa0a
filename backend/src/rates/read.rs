//! Reading rates: the one that holds on a day, several at once, and the list.

use crate::db::filter::{Select, Value};
use crate::db::{Db, DbError, DecimalText};
use crate::{Ctx, Error};
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use domain::actor::Actor;
use domain::money::{Currency, Money};
use domain::policy::actions::ReadRates;
use domain::policy::{Subject, permit};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::BTreeMap;

/// A dated rate with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The currency.
    pub currency: Currency,
    /// The day for which it was published.
    pub on_day: NaiveDate,
    /// Units of the currency for one euro.
    pub units_per_eur: Decimal,
    /// Who published it.
    pub source: String,
}

/// A line of the list of rates.
#[derive(Clone, Debug, FromRow)]
pub struct RateRow {
    /// ISO 4217.
    pub currency: String,
    /// The day.
    pub on_day: NaiveDate,
    /// Units of the currency for one euro.
    pub units_per_eur: DecimalText,
    /// Who published it.
    pub source: String,
    /// When it was recorded here; UTC.
    pub recorded_at: DateTime<Utc>,
}

impl RateRow {
    pub(super) fn rate(self) -> Result<Rate, DbError> {
        let currency = self
            .currency
            .parse()
            .map_err(|error| DbError::corrupt("exchange_rate.currency", error))?;
        Ok(Rate {
            currency,
            on_day: self.on_day,
            units_per_eur: self.units_per_eur.0,
            source: self.source,
        })
    }
}

/// The rates of several currencies that hold on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateSet {
    rates: BTreeMap<String, Rate>,
}

impl RateSet {
    /// The rate of a currency; none for the euro, which needs none, and where none was recorded.
    #[must_use]
    pub fn get(&self, currency: Currency) -> Option<&Rate> {
        self.rates.get(currency.code())
    }

    /// The amount in euro, rounded half up to the cent; none when no rate is recorded.
    #[must_use]
    pub fn to_eur(&self, amount: Money) -> Option<Money> {
        if amount.currency == Currency::EUR {
            return Some(amount);
        }
        amount.to_eur(self.get(amount.currency)?.units_per_eur)
    }

    /// Every rate, by currency.
    pub fn iter(&self) -> impl Iterator<Item = &Rate> {
        self.rates.values()
    }
}

pub(super) const COLUMNS: &str =
    "SELECT currency, on_day, units_per_eur, source, recorded_at FROM exchange_rate AS rate";

/// The rates of `currencies` that hold on `day`, in one statement; of every currency when none is named.
///
/// # Errors
/// When the store fails.
pub async fn set_on(db: &Db, currencies: &[Currency], day: NaiveDate) -> Result<RateSet, Error> {
    let named = currencies
        .iter()
        .map(|currency| Value::Text(currency.code().to_owned()))
        .collect();
    let newest = "rate.on_day = (SELECT MAX(other.on_day) FROM exchange_rate AS other
                  WHERE other.currency = rate.currency AND other.on_day <= ?)";
    let rows: Vec<RateRow> = Select::new(COLUMNS)
        .any_of("rate.currency", named)
        .when(newest, Some(Value::Day(day)))
        .all(db)
        .await?;
    let mut rates = BTreeMap::new();
    for row in rows {
        let rate = row.rate()?;
        rates.insert(rate.currency.code().to_owned(), rate);
    }
    Ok(RateSet { rates })
}

/// The newest rate of a currency on `day` or before it.
///
/// # Errors
/// When the store fails.
pub async fn on_or_before(
    db: &Db,
    currency: Currency,
    day: NaiveDate,
) -> Result<Option<Rate>, Error> {
    Ok(set_on(db, &[currency], day)
        .await?
        .rates
        .remove(currency.code()))
}

/// The last working day before `day`: prices are converted with the rate of that day before the closing
/// (GBI 4.8(d)). Saturdays and Sundays are passed over; on other days without a rate the one before holds.
#[must_use]
pub fn last_working_day_before(day: NaiveDate) -> NaiveDate {
    let back = match day.weekday() {
        Weekday::Mon => 3,
        Weekday::Sun => 2,
        _ => 1,
    };
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// What of the list is asked for.
#[derive(Clone, Debug, Default)]
pub struct RateQuery {
    /// Only this currency, ISO 4217.
    pub currency: Option<String>,
    /// `day`, `-day`, `currency` or `-currency`; the newest first otherwise.
    pub sort: Option<String>,
    /// The key after which the page begins.
    pub after: Option<String>,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct RatePage {
    /// The rates.
    pub rows: Vec<RateRow>,
    /// The key of the next page.
    pub next: Option<String>,
    /// Every currency that has a rate or that a nation uses.
    pub currencies: Vec<String>,
}

const PAGE: usize = 100;
/// How the order of a page ends: a page and one more.
const PAGE_AND_ONE: &str = " LIMIT 101";

/// A key that sorts as the list does and names one rate; the order's words; whether it descends; the day comes first.
type Order = (&'static str, &'static str, bool);

fn order(sort: Option<&str>) -> Order {
    match sort {
        Some("day") => (
            "CAST(rate.on_day AS TEXT) || rate.currency > ?",
            "ORDER BY CAST(rate.on_day AS TEXT) || rate.currency LIMIT 101",
            true,
        ),
        Some("currency") => (
            "rate.currency || CAST(rate.on_day AS TEXT) > ?",
            "ORDER BY rate.currency || CAST(rate.on_day AS TEXT) LIMIT 101",
            false,
        ),
        Some("-currency") => (
            "rate.currency || CAST(rate.on_day AS TEXT) < ?",
            "ORDER BY rate.currency || CAST(rate.on_day AS TEXT) DESC LIMIT 101",
            false,
        ),
        _ => (
            "CAST(rate.on_day AS TEXT) || rate.currency < ?",
            "ORDER BY CAST(rate.on_day AS TEXT) || rate.currency DESC LIMIT 101",
            true,
        ),
    }
}

/// Every recorded rate as the list is filtered, in its order.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, query: &RateQuery) -> Result<Vec<RateRow>, Error> {
    permit::<ReadRates>(actor, Subject::ANY)?;
    let (_, tail, _) = order(query.sort.as_deref());
    Ok(Select::new(COLUMNS)
        .when("rate.currency = ?", query.currency.clone().map(Value::Text))
        .tail(tail.trim_end_matches(PAGE_AND_ONE))
        .all(ctx.db())
        .await?)
}

/// The recorded rates, a hundred at a time.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, query: &RateQuery) -> Result<RatePage, Error> {
    permit::<ReadRates>(actor, Subject::ANY)?;
    let (beyond, tail, day_first) = order(query.sort.as_deref());
    let mut rows: Vec<RateRow> = Select::new(COLUMNS)
        .when("rate.currency = ?", query.currency.clone().map(Value::Text))
        .when(beyond, query.after.clone().map(Value::Text))
        .tail(tail)
        .all(ctx.db())
        .await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let key = |row: &RateRow| {
        if day_first {
            format!("{}{}", row.on_day, row.currency)
        } else {
            format!("{}{}", row.currency, row.on_day)
        }
    };
    let next = rows.last().filter(|_| more).map(key);
    let currencies = ctx
        .db()
        .query("SELECT currency FROM exchange_rate UNION SELECT currency FROM nation WHERE currency <> 'EUR' ORDER BY 1")
        .scalars()
        .await?;
    Ok(RatePage {
        rows,
        next,
        currencies,
    })
}
