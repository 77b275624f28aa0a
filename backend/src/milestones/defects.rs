//! Defects of a delivery in acceptance, and the contractor's answer to a rejection (GTC B.6).

use super::report::{milestone_of, words};
use super::stages::NEWS;
use crate::contracts::change::{Now, Told, change_telling};
use crate::contracts::record::{Answer, ContractRecord, Defect, StagedAcceptance};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::milestones::DefectClass;
use domain::policy::actions::{ReportMilestone, StageAcceptance};
use domain::text::Prose;

/// A defect that was found.
#[derive(Clone, Debug)]
pub struct DefectInput {
    /// How serious it is.
    pub class: DefectClass,
    /// What is wrong.
    pub text: Prose<2_000>,
    /// When it was found.
    pub found_on: NaiveDate,
}

/// Notes a defect, in the test or later.
///
/// # Errors
/// When the acceptance has not begun or is over, the day lies ahead, somebody was faster, or the store fails.
pub async fn note_defect(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    input: DefectInput,
) -> Result<String, Error> {
    let at = (contract, version);
    change_telling::<StageAcceptance>(ctx, call, at, NEWS, |record, now| {
        past("found_on", input.found_on, now)?;
        let staged = running(record, number)?;
        let found = i64::try_from(staged.defects.len()).unwrap_or(i64::MAX - 1) + 1;
        staged.defects.push(Defect {
            id: now.id(),
            number: found,
            class: input.class,
            text: input.text.as_str().to_owned(),
            found_on: input.found_on,
            mended_on: None,
            settled: false,
            by: now.by.clone(),
        });
        let class = input.class.label().to_lowercase();
        let words = format!("Milestone {number}: {class} defect {found} found");
        Ok(Told::that(words).because(input.text.as_str()))
    })
    .await
}

/// Notes that a defect was mended.
///
/// # Errors
/// When there is no such open defect, the day lies ahead or before it was found, somebody was faster, or the store fails.
pub async fn mend_defect(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    defect: i64,
    mended_on: NaiveDate,
) -> Result<String, Error> {
    let at = (contract, version);
    change_telling::<StageAcceptance>(ctx, call, at, NEWS, |record, now| {
        past("mended_on", mended_on, now)?;
        let staged = running(record, number)?;
        let open = |found: &&mut Defect| found.number == defect && found.is_open();
        let found = staged
            .defects
            .iter_mut()
            .find(open)
            .ok_or(Error::NotFound)?;
        if mended_on < found.found_on {
            return Err(Error::field("mended_on", "it was found only later"));
        }
        found.mended_on = Some(mended_on);
        let day = words(Some(mended_on));
        Ok(Told::that(format!(
            "Milestone {number}: defect {defect} mended on {day}"
        )))
    })
    .await
}

/// Answers a rejection for the contractor: what is done and by when. Late answers are taken, too; the record shows when they came.
///
/// # Errors
/// When no answer is owed, somebody was faster, or the store fails.
pub async fn answer_rejection(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    text: Prose<4_000>,
) -> Result<String, Error> {
    let at = (contract, version);
    change_telling::<ReportMilestone>(ctx, call, at, NEWS, |record, now| {
        let staged = running(record, number)?;
        if staged.answer_due().is_none() {
            return Err(Error::not_now("no answer is owed: nothing is rejected"));
        }
        staged.answers.push(Answer {
            id: now.id(),
            text: text.as_str().to_owned(),
            at: now.at,
            by: now.by.clone(),
        });
        let words = format!("The contractor answered the rejection of milestone {number}");
        Ok(Told::that(words).because(text.as_str()))
    })
    .await
}

fn past(field: &str, day: NaiveDate, now: &Now<'_>) -> Result<(), Error> {
    if day > now.today() {
        return Err(Error::field(field, "the day lies in the future"));
    }
    Ok(())
}

fn running(record: &mut ContractRecord, number: i64) -> Result<&mut StagedAcceptance, Error> {
    let staged = milestone_of(record, number)?.staged.as_deref_mut();
    let running = staged.filter(|staged| !staged.state.is_terminal());
    running.ok_or_else(|| Error::not_now("this delivery is not being accepted in stages"))
}
