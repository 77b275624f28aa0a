//! Every period of a contract's service levels, for files.

use super::record::{ContractRecord, ServiceLevel};
use super::sheet::sheet;
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::contracts::service::PeriodState;
use rust_decimal::Decimal;

/// A period of a level.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    /// `SL-01`.
    pub level: String,
    /// What is measured.
    pub metric: String,
    /// The unit of its values.
    pub unit: String,
    /// `at_least` or `at_most`.
    pub direction: &'static str,
    /// The target.
    pub target: String,
    /// The period: `2027-05`.
    pub period: String,
    /// Where it stands.
    pub state: PeriodState,
    /// The value that counts; empty where nothing was measured.
    pub value: String,
    /// The purchaser's own value, where it disputes.
    pub disputed_value: String,
    /// The evidence.
    pub note: String,
    /// The credit that is not waived, minor units.
    pub credit_minor: Option<i64>,
    /// Its state.
    pub credit_state: &'static str,
    /// The contract's currency.
    pub currency: String,
}

/// Every period that has begun, by level and period, as recorded at a moment.
///
/// # Errors
/// When there is no such contract, the rules refuse, or the store fails.
pub async fn service_rows(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    at: Option<DateTime<Utc>>,
) -> Result<Vec<ServiceRow>, Error> {
    let record = sheet(ctx, actor, reference, at).await?.record;
    let today = at.unwrap_or_else(|| ctx.now()).date_naive();
    let levels = record.service.levels.iter();
    let rows = levels.flat_map(|level| {
        let begun = record.service_periods(level).into_iter();
        let begun = begun.filter(move |period| *period <= today);
        begun
            .map(|period| row(&record, level, period, today))
            .collect::<Vec<_>>()
    });
    Ok(rows.collect())
}

fn number(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| value.normalize().to_string())
}

fn row(
    record: &ContractRecord,
    level: &ServiceLevel,
    period: NaiveDate,
    today: NaiveDate,
) -> ServiceRow {
    let current = level.measurement(period);
    let credit = level.credit(period);
    ServiceRow {
        level: level.code(),
        metric: level.metric.clone(),
        unit: level.unit.clone(),
        direction: level.promise.direction.as_str(),
        target: number(Some(level.promise.target)),
        period: level.window.name(period),
        state: level.state(period, today),
        value: number(current.map(|one| one.value)),
        disputed_value: number(current.and_then(|one| one.answer.as_ref()?.value)),
        note: current.map(|one| one.note.clone()).unwrap_or_default(),
        credit_minor: credit.map(|one| one.amount_minor),
        credit_state: credit.map_or("", |one| one.status.as_str()),
        currency: record.currency.code().to_owned(),
    }
}
