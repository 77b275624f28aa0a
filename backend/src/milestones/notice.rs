//! The contractor's notice of a delay with its six parts, and whether the delay is excused (DFARS 242.1107; GTC A.4.8, A.4.12).

use super::report::{milestone_of, words};
use crate::contracts::change::{Now, Told, change_telling};
use crate::contracts::record::{ContractRecord, DelayNotice, NoticeDecision};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::milestones::{CauseCode, Excusable};
use domain::policy::actions::{DecideDelay, ReportMilestone};
use domain::text::Prose;

const NEWS: &str = "milestone.delay";

/// The six parts.
#[derive(Clone, Debug)]
pub struct NoticeInput {
    /// The problem and its cause, in words.
    pub problem: Prose<4_000>,
    /// The cause by its code.
    pub cause: CauseCode,
    /// What is affected.
    pub items: Prose<2_000>,
    /// When the delay began or will begin.
    pub began_on: NaiveDate,
    /// What is done about it.
    pub action: Prose<4_000>,
    /// When it is expected to be made good.
    pub recovery_on: NaiveDate,
    /// The day that is proposed for the milestone.
    pub proposed_on: NaiveDate,
}

/// Gives notice of a delay. It moves no date and waives nothing (GTC A.4.8).
///
/// # Errors
/// When the milestone is met or no longer required, the days contradict each other, somebody was faster, or the store fails.
pub async fn give_notice(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    input: NoticeInput,
) -> Result<String, Error> {
    let at = (contract, version);
    change_telling::<ReportMilestone>(ctx, call, at, NEWS, |record, now| {
        given(record, number, input, now)
    })
    .await
}

fn given(
    record: &mut ContractRecord,
    number: i64,
    input: NoticeInput,
    now: &Now<'_>,
) -> Result<Told, Error> {
    let milestone = milestone_of(record, number)?;
    if milestone.status.is_terminal() {
        return Err(Error::not_now(
            "the milestone is met or no longer required: nothing can delay it any more",
        ));
    }
    if input.recovery_on < input.began_on {
        return Err(Error::field(
            "recovery_on",
            "it would be made good before it began",
        ));
    }
    let place = i64::try_from(milestone.notices.len()).unwrap_or(i64::MAX - 1) + 1;
    let summary = format!(
        "Notice {place} of a delay of milestone {number}, {}: {} proposed",
        milestone.title,
        words(Some(input.proposed_on))
    );
    let problem = input.problem.as_str().to_owned();
    milestone.notices.push(DelayNotice {
        id: now.id(),
        number: place,
        problem: problem.clone(),
        cause: input.cause,
        items: input.items.as_str().to_owned(),
        began_on: input.began_on,
        action: input.action.as_str().to_owned(),
        recovery_on: input.recovery_on,
        proposed_on: input.proposed_on,
        at: now.at,
        by: now.by.clone(),
        decision: None,
    });
    Ok(Told::that(summary).because(problem))
}

/// What an officer decides on a notice.
#[derive(Clone, Debug)]
pub struct NoticeVerdict {
    /// Number of the notice.
    pub notice: i64,
    /// Calendar days that are excused; zero where the delay is not excusable.
    pub excused_days: u32,
    /// Why.
    pub reason: Prose<2_000>,
}

/// Decides whether a delay is excused, and for how many days; these bring no damages.
///
/// # Errors
/// When there is no such notice or it is decided, somebody was faster, or the store fails.
pub async fn decide_notice(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    input: NoticeVerdict,
) -> Result<String, Error> {
    let NoticeVerdict {
        notice,
        excused_days,
        reason,
    } = input;
    let at = (contract, version);
    change_telling::<DecideDelay>(ctx, call, at, NEWS, |record, now| {
        let milestone = milestone_of(record, number)?;
        let mut notices = milestone.notices.iter_mut();
        let found = notices.find(|one| one.number == notice);
        let found = found.ok_or(Error::NotFound)?;
        if found.decision.is_some() {
            return Err(Error::not_now("this notice is decided already"));
        }
        let excusable = if excused_days > 0 {
            Excusable::Yes
        } else {
            Excusable::No
        };
        found.decision = Some(NoticeDecision {
            excusable,
            excused_days,
            reason: reason.as_str().to_owned(),
            at: now.at,
            by: now.by.clone(),
        });
        let days = match excused_days {
            0 => String::new(),
            1 => ", 1 day".to_owned(),
            days => format!(", {days} days"),
        };
        let verdict = excusable.label().to_lowercase();
        let summary = format!("Delay of milestone {number}, notice {notice}: {verdict}{days}");
        Ok(Told::that(summary).because(reason.as_str()))
    })
    .await
}
