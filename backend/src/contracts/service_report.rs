//! What the contractor reports of its service: values of periods, and why a target was missed (GTC B.10).

use super::change::{Now, Told, change_telling};
use super::record::{ContractRecord, Measurement, RootCause, ServiceAnswer};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::policy::actions::ReportService;
use domain::text::Prose;
use rust_decimal::Decimal;

pub(super) const NEWS: &str = "service.moved";
/// The largest value, either way: far beyond any unit, and safe to compute with.
const LARGEST: i64 = 1_000_000_000_000;
/// The most decimal places of a value.
const MOST_PLACES: u32 = 6;

/// A value of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasurementInput {
    /// Number of the service level.
    pub level: i64,
    /// First day of the period.
    pub period: NaiveDate,
    /// The value, in the level's unit.
    pub value: Decimal,
    /// The evidence; why, where it corrects an earlier value.
    pub note: String,
}

/// What of a measurement is wrong, and why.
pub(super) struct Wrong {
    pub column: &'static str,
    pub why: &'static str,
}

const fn wrong(column: &'static str, why: &'static str) -> Wrong {
    Wrong { column, why }
}

/// Reports values. Of a period that has one the new value takes its place, as long as no credit rests on the old one.
///
/// # Errors
/// With the field, when the level or the period is not there, the period has not ended, a correction gives no reason; when
/// somebody was faster, or the store fails.
pub async fn report_service(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: MeasurementInput,
) -> Result<String, Error> {
    change_telling::<ReportService>(ctx, call, (reference, version), NEWS, |record, now| {
        record.may(ContractAct::Report)?;
        if let Err(found) = record.check_measurement(&input, now.today()) {
            return Err(Error::field(found.column, found.why));
        }
        Ok(Told::that(record.measured(&input, now)?))
    })
    .await
}

/// Explains why a period missed its target, and what is done about it.
///
/// # Errors
/// When the reported value keeps the target or there is none; when somebody was faster, or the store fails.
pub async fn explain_service(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    (number, period): (i64, NaiveDate),
    text: Prose<4_000>,
) -> Result<String, Error> {
    change_telling::<ReportService>(ctx, call, (reference, version), NEWS, |record, now| {
        record.may(ContractAct::Report)?;
        let level = record.level_mut(number)?;
        let current = level.measurement(period).ok_or(Error::NotFound)?;
        if level.promise.is_kept(current.value) {
            return Err(Error::not_now(
                "the reported value keeps the target: there is nothing to explain",
            ));
        }
        level.analyses.push(RootCause {
            id: now.id(),
            period,
            text: text.as_str().to_owned(),
            at: now.at,
            by: now.by.clone(),
        });
        let words = format!(
            "Root-cause analysis of {} for {} handed in",
            level.code(),
            level.window.name(period)
        );
        Ok(Told::that(words))
    })
    .await
}

impl ContractRecord {
    /// Whether a value can be reported on a day.
    pub(super) fn check_measurement(
        &self,
        input: &MeasurementInput,
        today: NaiveDate,
    ) -> Result<(), Wrong> {
        let level = self.service_level(input.level);
        let level = level.ok_or(wrong("level", "there is no such service level"))?;
        if !self.service_periods(level).contains(&input.period) {
            return Err(wrong(
                "period",
                "this period is not measured: only full periods between the first day of the level and the end are",
            ));
        }
        if level.window.last_day(input.period) >= today {
            return Err(wrong("period", "this period has not ended"));
        }
        if input.value.abs() > Decimal::from(LARGEST)
            || input.value.normalize().scale() > MOST_PLACES
        {
            return Err(wrong(
                "value",
                "write a value with at most 6 decimal places, below 1 000 000 000 000",
            ));
        }
        if input.note.chars().count() > 2_000 {
            return Err(wrong("note", "write at most 2 000 characters"));
        }
        let corrects = level.measurement(input.period).is_some();
        if corrects && input.note.is_empty() {
            return Err(wrong(
                "note",
                "this period has a value: say why it is corrected",
            ));
        }
        if corrects && level.credit(input.period).is_some() {
            return Err(wrong(
                "period",
                "a credit rests on this period’s value: it can be corrected only where the officers waive the credit",
            ));
        }
        Ok(())
    }

    /// Takes a value that was checked. Where the contractor writes the purchaser's own value, both sides agree.
    pub(super) fn measured(
        &mut self,
        input: &MeasurementInput,
        now: &Now<'_>,
    ) -> Result<String, Error> {
        let level = self.level_mut(input.level)?;
        let before = level
            .measurement(input.period)
            .and_then(|one| one.answer.clone());
        let corrected = level.measurement(input.period).is_some();
        let accepted = before.filter(|answer| !answer.agreed && answer.value == Some(input.value));
        let officer = accepted.as_ref().and_then(|answer| answer.account);
        let answer = accepted.map(|_| ServiceAnswer {
            agreed: true,
            value: None,
            reason: "The contractor accepts the purchaser’s value.".to_owned(),
            account: officer,
            at: now.at,
            by: now.by.clone(),
        });
        let agreed = answer.is_some();
        level.measurements.push(Measurement {
            id: now.id(),
            period: input.period,
            value: input.value,
            note: input.note.clone(),
            at: now.at,
            by: now.by.clone(),
            answer,
        });
        let verb = match (agreed, corrected) {
            (true, _) => "Accepted the purchaser’s value of",
            (false, true) => "Corrected",
            (false, false) => "Reported",
        };
        let words = format!(
            "{verb} {} for {}: {} {}",
            level.code(),
            level.window.name(input.period),
            input.value.normalize(),
            level.unit
        );
        if agreed {
            self.propose_credit(input.level, input.period, officer, now)?;
        }
        Ok(words)
    }
}
