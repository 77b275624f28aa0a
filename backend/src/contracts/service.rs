//! Agreeing what is promised of a service, and ending such a promise.

use super::change::{Now, Told, change};
use super::record::{ContractRecord, ServiceLevel};
use crate::{Call, Ctx, Error, FieldErrors};
use chrono::NaiveDate;
use domain::contracts::service::{Promise, PromiseRefused, Window};
use domain::policy::actions::AgreeService;
use domain::text::Line;

/// Most days that can be agreed for a report or an analysis.
const MOST_DAYS: u32 = 90;

/// What is agreed for one metric of one line.
#[derive(Clone, Debug)]
pub struct ServiceLevelInput {
    /// What is measured.
    pub metric: Line<120>,
    /// The unit of its values.
    pub unit: Line<40>,
    /// Target and credit table.
    pub promise: Promise,
    /// Over which calendar period.
    pub window: Window,
    /// Measured from the first full period on or after this day.
    pub from: NaiveDate,
    /// What is not counted against the contractor; may be empty.
    pub exclusions: String,
    /// By what it is measured.
    pub source: Line<300>,
    /// Number of the line whose fee a credit reduces.
    pub line: String,
    /// That fee for one period, minor units.
    pub fee_minor: i64,
    /// Days after the end of a period for reporting it.
    pub report_days: u32,
    /// Days for the root-cause analysis of a missed period.
    pub analysis_days: u32,
    /// Number of the modification that agrees it; none before signature.
    pub basis: Option<String>,
}

/// Agrees a service level. It takes the place of the one that the line has for the same metric.
///
/// # Errors
/// With the field when the line is not there or a figure makes no sense; after signature without a modification that both
/// parties signed; when somebody was faster, or the store fails.
pub async fn agree_service_level(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: ServiceLevelInput,
) -> Result<String, Error> {
    change::<AgreeService>(ctx, call, reference, version, |record, now| {
        record.level_agreed(input, now)
    })
    .await
}

/// Ends a service level, by a modification that both parties signed, or freely before signature. What was measured stays.
///
/// # Errors
/// When there is no such level in force, without the modification, when somebody was faster, or the store fails.
pub async fn end_service_level(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
    basis: Option<String>,
) -> Result<String, Error> {
    change::<AgreeService>(ctx, call, reference, version, |record, now| {
        record.may_change_terms(basis.as_deref())?;
        let level = record.level_mut(number)?;
        if level.ended_on.is_some() {
            return Err(Error::not_now("this service level has ended already"));
        }
        level.ended_on = Some(now.today());
        let summary = format!("Ended service level {}, {}", level.code(), level.metric);
        Ok(Told::that(summary).because(basis.unwrap_or_default()))
    })
    .await
}

impl ContractRecord {
    pub(super) fn level_mut(&mut self, number: i64) -> Result<&mut ServiceLevel, Error> {
        let mut levels = self.service.levels.iter_mut();
        let found = levels.find(|level| level.number == number);
        found.ok_or(Error::NotFound)
    }

    fn level_agreed(&mut self, input: ServiceLevelInput, now: &Now<'_>) -> Result<Told, Error> {
        self.plausible_level(&input)?;
        self.may_change_terms(input.basis.as_deref())?;
        let today = now.today();
        let replaced = self.service.levels.iter_mut().find(|level| {
            level.ended_on.is_none()
                && level.line == input.line
                && level.metric == input.metric.as_str()
        });
        if let Some(before) = replaced {
            // The former level keeps the periods that ended before the new one begins.
            before.ended_on = Some(today.min(input.from));
        }
        let number = i64::try_from(self.service.levels.len()).unwrap_or(i64::MAX - 1) + 1;
        let basis = input.basis.clone().unwrap_or_default();
        let level = level(input, number, now);
        let summary = format!(
            "Agreed service level {}: {} {} {} {}, line {}",
            level.code(),
            level.metric,
            level.promise.direction.label().to_lowercase(),
            level.promise.target.normalize(),
            level.unit,
            level.line,
        );
        self.service.levels.push(level);
        Ok(Told::that(summary).because(basis))
    }

    fn plausible_level(&self, input: &ServiceLevelInput) -> Result<(), Error> {
        let mut errors = FieldErrors::default();
        match self.line(&input.line) {
            None => errors.add("line", "choose a line of the contract"),
            Some(line) if input.fee_minor > line.total_minor => {
                errors.add("fee", "a period’s fee cannot be above the whole line");
            }
            Some(_) => {}
        }
        if input.fee_minor <= 0 {
            errors.add("fee", "write the fee of one period, above zero");
        }
        if let Err(refused) = input.promise.check() {
            let field = match refused {
                PromiseRefused::Percent if input.promise.bands.is_empty() => "cap",
                _ => "bands",
            };
            errors.add(field, refused);
        }
        if self.ends_on.is_some_and(|end| input.from > end) {
            errors.add("from", "the contract has ended by then");
        }
        if input.report_days > MOST_DAYS {
            errors.add("report_days", "write at most 90 days");
        }
        if input.analysis_days > MOST_DAYS {
            errors.add("analysis_days", "write at most 90 days");
        }
        errors.finish()
    }
}

fn level(input: ServiceLevelInput, number: i64, now: &Now<'_>) -> ServiceLevel {
    ServiceLevel {
        id: now.id(),
        number,
        metric: input.metric.as_str().to_owned(),
        unit: input.unit.as_str().to_owned(),
        promise: input.promise,
        window: input.window,
        from: input.from,
        exclusions: input.exclusions,
        source: input.source.as_str().to_owned(),
        line: input.line,
        fee_minor: input.fee_minor,
        report_days: input.report_days,
        analysis_days: input.analysis_days,
        basis: input.basis,
        agreed_on: now.today(),
        ended_on: None,
        by: now.by.clone(),
        measurements: Vec::new(),
        excuses: Vec::new(),
        analyses: Vec::new(),
        credits: Vec::new(),
    }
}
