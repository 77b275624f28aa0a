//! Service levels in words, signs and marks.

use super::words::tone;
use crate::charts::{ServiceKind, ServiceMark};
use crate::ui::{Tag, Tone, format};
use backend::contracts::ContractRecord;
use backend::contracts::record::{Credit, ServiceLevel};
use chrono::NaiveDate;
use domain::contracts::service::{PeriodState, Promise};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// What a level promises: "at least 98 %".
pub fn promised(promise: &Promise, unit: &str) -> String {
    let direction = promise.direction.label().to_lowercase();
    format!("{direction} {}", measured(promise.target, unit))
}

/// A value with its unit.
pub fn measured(value: Decimal, unit: &str) -> String {
    format!("{} {unit}", format::decimal(value))
}

/// Where a period stands, by a word and a glyph.
pub fn state(state: PeriodState) -> AnyView {
    let tone = match state {
        PeriodState::Met => Tone::Good,
        PeriodState::Missed => Tone::Bad,
        PeriodState::NotMeasured | PeriodState::Reported | PeriodState::Disputed => Tone::Attention,
        PeriodState::Excused | PeriodState::Running => Tone::Neutral,
    };
    let (label, meaning) = (state.label().to_lowercase(), state.meaning());
    view! { <span title=meaning><Tag tone=tone label=label/></span> }.into_any()
}

/// Where a credit stands.
pub fn credit_state(credit: &Credit) -> AnyView {
    let (tone, label) = (tone(credit.status.tone()), credit.status.label());
    view! { <Tag tone=tone label=label/> }.into_any()
}

/// The value of a period in a few words; that there is none is said, too.
pub fn value(level: &ServiceLevel, period: NaiveDate) -> String {
    let current = level.measurement(period);
    current.map_or_else(
        || "no value".to_owned(),
        |one| measured(one.value, &level.unit),
    )
}

/// The marks of a contract's picture, and its rows as a table: every period that has begun by a day.
pub fn marks(record: &ContractRecord, today: NaiveDate) -> Vec<ServiceMark> {
    let levels = record.service.levels.iter().enumerate();
    let of = |(row, level): (usize, &ServiceLevel)| {
        let ended = record.service_periods(level).into_iter();
        let ended = ended.filter(|period| level.window.last_day(*period) < today);
        let marks = ended.map(|period| mark(row, level, period, today));
        marks.collect::<Vec<_>>()
    };
    levels.flat_map(of).collect()
}

fn mark(row: usize, level: &ServiceLevel, period: NaiveDate, today: NaiveDate) -> ServiceMark {
    let state = level.state(period, today);
    ServiceMark {
        row,
        on: level.window.last_day(period),
        label: format!(
            "{} {} {}, {}: {}",
            level.code(),
            level.metric,
            level.window.name(period),
            state.label().to_lowercase(),
            value(level, period)
        ),
        kind: match state {
            PeriodState::Met => ServiceKind::Met,
            PeriodState::Missed => ServiceKind::Missed,
            _ => ServiceKind::Open,
        },
    }
}
