//! What the contractor reports: a new forecast, and evidence that a milestone is met.

use crate::contracts::change::{Now, Told, change, close, open};
use crate::contracts::record::{
    Attachment, ContractRecord, DateChange, Evidence, Milestone, WhichDate,
};
use crate::documents::{self, NewFile};
use crate::{Call, Ctx, Error, begin};
use chrono::NaiveDate;
use domain::milestones::{Attribution, CauseCode};
use domain::policy::actions::ReportMilestone;
use domain::states::milestone::MilestoneEvent;
use domain::text::Prose;

/// A new estimate.
#[derive(Clone, Debug)]
pub struct ForecastInput {
    /// The day it is expected.
    pub day: NaiveDate,
    /// Why it moved.
    pub reason: Prose<4_000>,
    /// The cause.
    pub cause: CauseCode,
    /// Who answers for it, in the contractor's view.
    pub attributable_to: Attribution,
}

/// Reports a new forecast of a milestone. Earlier ones are kept.
///
/// # Errors
/// When the work has not begun or is over, the rules refuse, somebody was faster, or the store fails.
pub async fn report_forecast(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    input: ForecastInput,
) -> Result<String, Error> {
    change::<ReportMilestone>(ctx, call, contract, version, |record, now| {
        forecast(record, number, &input, now)
    })
    .await
}

pub(crate) fn milestone_of(
    record: &mut ContractRecord,
    number: i64,
) -> Result<&mut Milestone, Error> {
    record
        .milestones
        .iter_mut()
        .find(|milestone| milestone.number == number)
        .ok_or(Error::NotFound)
}

pub(crate) fn forecast(
    record: &mut ContractRecord,
    number: i64,
    input: &ForecastInput,
    now: &Now<'_>,
) -> Result<Told, Error> {
    let milestone = milestone_of(record, number)?;
    milestone.status = milestone
        .status
        .apply(MilestoneEvent::Forecast)
        .map_err(Error::not_now)?;
    let reason = input.reason.as_str().to_owned();
    let told = Told::that(format!(
        "Forecast of milestone {number}, {}, moved from {} to {}",
        milestone.title,
        words(milestone.forecast.or(milestone.current_baseline)),
        words(Some(input.day))
    ));
    milestone.changes.push(DateChange {
        id: now.id(),
        which: WhichDate::Forecast,
        old: milestone.forecast,
        new: Some(input.day),
        reason: reason.clone(),
        cause: Some(input.cause),
        attributable_to: Some(input.attributable_to),
        modification: None,
        at: now.at,
        by: now.by.clone(),
    });
    milestone.forecast = Some(input.day);
    Ok(told.because(reason))
}

pub(super) fn words(day: Option<NaiveDate>) -> String {
    day.map_or_else(
        || "no date".to_owned(),
        |day| day.format("%-d %b %Y").to_string(),
    )
}

/// Submits a milestone for acceptance, with a statement and, if there is one, a file that was stored before.
///
/// # Errors
/// When the work has not begun or it is submitted already, the file is of no allowed kind, the rules refuse, somebody
/// was faster, or the store fails.
pub async fn submit(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    statement: Prose<4_000>,
    file: Option<NewFile>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<ReportMilestone>(&mut work, contract, version).await?;
    let mut after = before.clone();
    let milestone = milestone_of(&mut after, number)?;
    milestone.status = milestone
        .status
        .apply(MilestoneEvent::Submit)
        .map_err(Error::not_now)?;
    super::stages::received_again(milestone, &Now::of(&work))?;
    let owner = documents::Owner {
        kind: "milestone",
        id: milestone.id.0,
        process: before.solicitation.map(|id| id.0),
    };
    let position = i64::try_from(milestone.evidence.len()).unwrap_or(i64::MAX);
    let file: Option<Attachment> = match file {
        Some(file) => Some(documents::attach(&mut work, &owner, position, file).await?),
        None => None,
    };
    let now = Now::of(&work);
    milestone.evidence.push(Evidence {
        id: now.id(),
        statement: statement.as_str().to_owned(),
        file,
        at: now.at,
        by: now.by.clone(),
    });
    let told = Told::that(format!(
        "Submitted milestone {number}, {}, for acceptance",
        milestone.title
    ))
    .because(statement.as_str());
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}
