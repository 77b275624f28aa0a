//! What the story's service promises, what was measured of it, and the credits that followed.

use super::{Cast, Stage};
use crate::Error;
use crate::contracts::record::ServiceLevel;
use crate::contracts::{
    ContractRecord, ServiceAnswerInput, ServiceLevelInput, agree_service_level, answer_service,
    decide_credit, explain_service, import_measurements, sheet,
};
use chrono::NaiveDate;
use domain::contracts::service::{Band, Direction, Promise, Window};
use domain::states::damages::DamagesEvent;
use domain::text::{Line, Prose};
use rust_decimal::Decimal;
use std::fmt::Write;

/// A level of the story: metric, unit, direction, target in tenths, bands in tenths and percent, values in tenths by period.
struct Told {
    metric: &'static str,
    unit: &'static str,
    direction: Direction,
    target: i64,
    bands: &'static [(i64, i64)],
    source: &'static str,
    exclusions: &'static str,
    values: &'static [i64],
}

const LEVELS: &[Told] = &[
    Told {
        metric: "Tasking success",
        unit: "%",
        direction: Direction::AtLeast,
        target: 950,
        bands: &[(949, 3), (920, 8), (880, 15)],
        source: "Order log of the tasking interface, compared monthly",
        exclusions: "Orders that the purchaser withdraws; days of announced maintenance, at most two in a month.",
        values: &[962, 958, 971, 913, 955, 967, 974, 948, 961],
    },
    Told {
        metric: "Time from image to user, median",
        unit: "h",
        direction: Direction::AtMost,
        target: 30,
        bands: &[(35, 2), (45, 5)],
        source: "Time stamps of the delivery service",
        exclusions: "Outages of the user’s own network.",
        values: &[27, 26, 29, 38, 31, 28, 25, 24, 26],
    },
];

/// Agrees the levels while the contract is a draft: nobody has to sign for it.
pub(super) async fn agreed(stage: &Stage, cast: &Cast, contract: &str) -> Result<(), Error> {
    let Some(mut record) = now(stage, cast, contract, -329).await? else {
        return Ok(());
    };
    for told in LEVELS {
        let call = stage.call(
            cast.who("officer")?,
            &format!("service level {}", told.metric),
        );
        let input = level(told, &record)?;
        agree_service_level(&stage.ctx, &call, contract, record.version, input).await?;
        record = latest(stage, cast, contract).await?;
    }
    Ok(())
}

/// The contractor reports by a file what has ended and is not reported, and an officer agrees two days later; `told` says what
/// of it stays unanswered.
pub(super) async fn reported(
    stage: &Stage,
    cast: &Cast,
    contract: &str,
    at: i64,
) -> Result<(), Error> {
    let Some(record) = now(stage, cast, contract, at).await? else {
        return Ok(());
    };
    let Some(file) = file(&record, stage.ctx.today())? else {
        return Ok(());
    };
    let (ctx, provider) = (&stage.ctx, cast.who("provider")?);
    let call = stage.call(provider, &format!("service file {at}"));
    import_measurements(ctx, &call, contract, record.version, file.into_bytes()).await?;
    let record = latest(stage, cast, contract).await?;
    explained(stage, cast, contract, at, &record).await?;
    if at < -30 {
        accepted(stage, cast, contract, at + 2).await?;
    }
    Ok(())
}

/// The contractor says why values missed their target.
async fn explained(
    stage: &Stage,
    cast: &Cast,
    contract: &str,
    at: i64,
    record: &ContractRecord,
) -> Result<(), Error> {
    let mut version = record.version;
    for level in &record.service.levels {
        for period in record.service_periods(level) {
            if level.analysis_by(period).is_none() || at >= -30 {
                continue;
            }
            let words = "A reaction wheel of the second satellite failed; its passes were given to the third. A spare was activated and the plan of passes is checked daily.";
            let text = Prose::parse(words).map_err(Error::not_now)?;
            let step = format!("service cause {} {period}", level.code());
            let call = stage.call(cast.who("provider")?, &step);
            let place = (level.number, period);
            explain_service(&stage.ctx, &call, contract, version, place, text).await?;
            version += 1;
        }
    }
    Ok(())
}

/// An officer agrees to what waits; another one confirms the credits that follow.
async fn accepted(stage: &Stage, cast: &Cast, contract: &str, at: i64) -> Result<(), Error> {
    stage.at(at, 9, 20);
    let mut record = latest(stage, cast, contract).await?;
    for number in [1, 2] {
        let Some(level) = record.service_level(number) else {
            continue;
        };
        let periods = waiting(&record, level);
        if periods.is_empty() {
            continue;
        }
        let call = stage.call(
            cast.who("officer")?,
            &format!("service agreed {number} {at}"),
        );
        let input = ServiceAnswerInput::Agree(periods);
        answer_service(&stage.ctx, &call, contract, record.version, number, input).await?;
        record = latest(stage, cast, contract).await?;
    }
    stage.at(at, 15, 5);
    for level in record.service.levels.clone() {
        for credit in level
            .credits
            .iter()
            .filter(|credit| credit.decision.is_none())
        {
            let step = format!("service credit {} {}", level.code(), credit.period);
            let call = stage.call(cast.who("officer2")?, &step);
            let reason = Prose::parse("The value is agreed and no exclusion covers it.");
            let reason = reason.map_err(Error::not_now)?;
            let place = (level.number, credit.period);
            let event = DamagesEvent::Confirm;
            decide_credit(
                &stage.ctx,
                &call,
                contract,
                record.version,
                place,
                event,
                reason,
            )
            .await?;
            record = latest(stage, cast, contract).await?;
        }
    }
    Ok(())
}

fn waiting(record: &ContractRecord, level: &ServiceLevel) -> Vec<NaiveDate> {
    let open = |period: &NaiveDate| {
        level
            .measurement(*period)
            .is_some_and(|one| one.answer.is_none())
    };
    record
        .service_periods(level)
        .into_iter()
        .filter(open)
        .collect()
}

/// The record at the story's moment; none where the contract has gone on since: its history is not written out of order.
async fn now(
    stage: &Stage,
    cast: &Cast,
    contract: &str,
    at: i64,
) -> Result<Option<ContractRecord>, Error> {
    stage.at(at, 9, 0);
    let record = latest(stage, cast, contract).await?;
    let query = stage
        .ctx
        .db()
        .query("SELECT version FROM contract WHERE reference = $1");
    let version: i64 = query.bind(contract.to_owned()).scalar().await?;
    Ok((version == record.version).then_some(record))
}

async fn latest(stage: &Stage, cast: &Cast, contract: &str) -> Result<ContractRecord, Error> {
    Ok(sheet(&stage.ctx, cast.who("officer")?, contract, None)
        .await?
        .record)
}

/// What has ended and is not reported, as a file; the last period of the second level is left out, so that one is not measured.
fn file(record: &ContractRecord, today: NaiveDate) -> Result<Option<String>, Error> {
    let mut text = "level,period,value,note\n".to_owned();
    let head = text.len();
    for (told, level) in LEVELS.iter().zip(&record.service.levels) {
        let ended = record.service_periods(level).into_iter().zip(told.values);
        let ended = ended.filter(|(period, _)| level.window.last_day(*period) < today);
        for (period, value) in ended.filter(|(period, _)| level.measurement(*period).is_none()) {
            let (name, value) = (level.window.name(period), Decimal::new(*value, 1));
            writeln!(
                text,
                "{},{name},{value},Monthly report {name}",
                level.code()
            )
            .map_err(|error| Error::Internal(error.to_string()))?;
        }
    }
    Ok((text.len() > head).then_some(text))
}

fn level(told: &Told, record: &ContractRecord) -> Result<ServiceLevelInput, Error> {
    let line = record.lines.first().ok_or(Error::NotFound)?;
    let from = record.effective_on.ok_or(Error::NotFound)?;
    let tenths = |value: i64| Decimal::new(value, 1);
    let bands = told.bands.iter().map(|(from, percent)| Band {
        from: tenths(*from),
        percent: Decimal::from(*percent),
    });
    Ok(ServiceLevelInput {
        metric: Line::parse(told.metric).map_err(Error::not_now)?,
        unit: Line::parse(told.unit).map_err(Error::not_now)?,
        promise: Promise {
            target: tenths(told.target),
            direction: told.direction,
            bands: bands.collect(),
            cap_percent: Decimal::from(15),
        },
        window: Window::Month,
        from,
        exclusions: told.exclusions.to_owned(),
        source: Line::parse(told.source).map_err(Error::not_now)?,
        line: line.number.clone(),
        fee_minor: line.unit_price_minor,
        report_days: 10,
        analysis_days: 15,
        basis: None,
    })
}
