//! Reading the rates in force: the one that holds on a day, and several at once.

use crate::Error;
use crate::db::filter::{Select, Value};
use crate::db::{Db, DbError, DecimalText};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::money::{Currency, Money};
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

#[derive(Clone, Debug, FromRow)]
pub(super) struct RateRow {
    currency: String,
    on_day: NaiveDate,
    units_per_eur: DecimalText,
    source: String,
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
    "SELECT currency, on_day, units_per_eur, source FROM exchange_rate AS rate";

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
