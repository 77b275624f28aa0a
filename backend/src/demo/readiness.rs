//! What the story's contracts give in crisis and in conflict, and one surge that is running.

use super::{Cast, Stage};
use crate::Error;
use crate::contracts::{
    self, ContractRecord, ModificationInput, SurgeInput, TermInput, activate_surge, agree_term,
};
use chrono::Duration;
use domain::contracts::{DenialRule, ModificationKind, PriorityClass, ReadinessLevel, SurgeRate};
use domain::text::{Line, Prose};
use rust_decimal::Decimal;

/// The day of the story on which both contracts agree their terms.
const AGREED: i64 = -15;

/// What the agreement is called.
const TITLE: &str = "Readiness terms for crisis and conflict";

/// A term of the story: level, line, who decides, hours of notice, units more, in so many days, tenths of the line's price, most days.
type Told = (
    ReadinessLevel,
    usize,
    &'static str,
    u32,
    i64,
    u32,
    i64,
    Option<u32>,
);

const SERVICE: &[Told] = &[
    (
        ReadinessLevel::Crisis,
        0,
        "Operational commander",
        48,
        1,
        30,
        14,
        Some(90),
    ),
    (
        ReadinessLevel::Conflict,
        0,
        "Alliance’s highest military authority",
        12,
        2,
        30,
        17,
        None,
    ),
];
const VEHICLE: &[Told] = &[
    (
        ReadinessLevel::Crisis,
        1,
        "Operational commander",
        24,
        6,
        30,
        12,
        Some(120),
    ),
    (
        ReadinessLevel::Conflict,
        1,
        "Alliance’s highest military authority",
        6,
        12,
        30,
        15,
        None,
    ),
];

/// Terms for the service and the vehicle, each by a supplemental agreement, and a surge of airtime that runs today.
pub(super) async fn tell(
    stage: &Stage,
    cast: &Cast,
    service: &str,
    vehicle: &str,
) -> Result<(), Error> {
    agreed(stage, cast, service, SERVICE).await?;
    if agreed(stage, cast, vehicle, VEHICLE).await? {
        surge(stage, cast, vehicle).await?;
    }
    Ok(())
}

/// Agrees the terms, unless the contract has gone on since: its history is not written out of order. Answers whether it did.
async fn agreed(
    stage: &Stage,
    cast: &Cast,
    reference: &str,
    terms: &[Told],
) -> Result<bool, Error> {
    let (ctx, officer) = (&stage.ctx, cast.who("officer")?);
    stage.at(AGREED, 9, 10);
    let sheet = contracts::sheet(ctx, officer, reference, None).await?;
    if sheet
        .history
        .first()
        .is_some_and(|event| event.at > ctx.now())
    {
        return Ok(false);
    }
    stage.at(AGREED, 9, 0);
    let call = stage.call(officer, &format!("{reference} readiness"));
    contracts::modify(ctx, &call, reference, sheet.record.version, agreement()?).await?;
    stage.at(AGREED, 9, 10);
    for told in terms {
        let record = contracts::sheet(ctx, officer, reference, None)
            .await?
            .record;
        let made = record
            .modifications
            .iter()
            .rfind(|made| made.title == TITLE);
        let input = term(&record, told, made.map(|made| made.number.clone()))?;
        let call = stage.call(officer, &format!("{reference} term {}", told.0));
        agree_term(ctx, &call, reference, record.version, input).await?;
    }
    Ok(true)
}

fn agreement() -> Result<ModificationInput, Error> {
    let reason = "Both parties agree in peace what is called up in crisis and in conflict, and at what rates.";
    Ok(ModificationInput {
        kind: ModificationKind::Supplemental,
        title: Line::parse(TITLE).map_err(Error::not_now)?,
        reason: Prose::parse(reason).map_err(Error::not_now)?,
        value_delta_minor: 0,
        ceiling_delta_minor: 0,
        ends_on: None,
        in_scope: true,
        baselines: Vec::new(),
    })
}

fn term(record: &ContractRecord, told: &Told, basis: Option<String>) -> Result<TermInput, Error> {
    let (level, line, authority, notice_hours, more, per_days, tenths, max_days) = *told;
    let line = record.lines.get(line).ok_or(Error::NotFound)?;
    let denial = match level {
        ReadinessLevel::Conflict => DenialRule::Exclusive,
        _ => DenialRule::Told,
    };
    Ok(TermInput {
        level,
        line: line.number.clone(),
        authority: Line::parse(authority).map_err(Error::not_now)?,
        notice_hours,
        quantity: Decimal::from(more),
        per_days,
        rate: SurgeRate::Multiplier(Decimal::new(tenths, 1)),
        max_days,
        priority: PriorityClass::Priority,
        denial,
        basis,
    })
}

async fn surge(stage: &Stage, cast: &Cast, vehicle: &str) -> Result<(), Error> {
    stage.at(-7, 16, 30);
    let (ctx, officer) = (&stage.ctx, cast.who("officer2")?);
    let record = contracts::sheet(ctx, officer, vehicle, None).await?.record;
    let crisis = record
        .terms_in_force()
        .filter(|term| term.level == ReadinessLevel::Crisis);
    let input = SurgeInput {
        level: ReadinessLevel::Crisis,
        terms: crisis.map(|term| term.id).collect(),
        first_day: (ctx.now() + Duration::days(2)).date_naive(),
        days: 21,
        decision: Line::parse("Order 14 of the operational commander").map_err(Error::not_now)?,
        reason: Prose::parse("Two headquarters move; their terrestrial links are not reliable.")
            .map_err(Error::not_now)?,
    };
    let call = stage.call(officer, "surge of airtime");
    activate_surge(ctx, &call, vehicle, record.version, input).await?;
    Ok(())
}
