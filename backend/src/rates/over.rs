//! The rates of a span of days, in one statement, for looking at several days.

use super::read::{COLUMNS, Rate, RateRow};
use crate::Error;
use crate::db::Db;
use crate::db::filter::{Select, Value};
use chrono::NaiveDate;
use domain::money::Currency;

/// The rates of several currencies over a span of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatesOver {
    rates: Vec<Rate>,
}

impl RatesOver {
    /// The newest rate of a currency on a day of the span or before it; none for the euro, which needs none.
    #[must_use]
    pub fn on(&self, currency: Currency, day: NaiveDate) -> Option<&Rate> {
        let held = |rate: &&Rate| rate.currency == currency && rate.on_day <= day;
        self.rates
            .iter()
            .filter(held)
            .max_by_key(|rate| rate.on_day)
    }
}

/// The rates of `currencies` that hold on the days from `first` to `last`.
///
/// # Errors
/// When the store fails.
pub async fn over(
    db: &Db,
    currencies: &[Currency],
    first: NaiveDate,
    last: NaiveDate,
) -> Result<RatesOver, Error> {
    if currencies.is_empty() {
        return Ok(RatesOver::default());
    }
    let named = currencies
        .iter()
        .map(|currency| Value::Text(currency.code().to_owned()))
        .collect();
    let holds =
        "NOT EXISTS (SELECT 1 FROM exchange_rate AS other WHERE other.currency = rate.currency
         AND other.on_day > rate.on_day AND other.on_day <= ?)";
    let rows: Vec<RateRow> = Select::new(COLUMNS)
        .any_of("rate.currency", named)
        .when(holds, Some(Value::Day(first)))
        .when("rate.on_day <= ?", Some(Value::Day(last)))
        .all(db)
        .await?;
    let rates = rows
        .into_iter()
        .map(RateRow::rate)
        .collect::<Result<_, _>>()?;
    Ok(RatesOver { rates })
}
