//! Acceptance: an explicit signed statement, never use or payment (GTC B.6).

use super::report::{milestone_of, words};
use crate::contracts::change::{Now, Told, change};
use crate::contracts::record::{ContractRecord, DateChange, Decision, WhichDate};
use crate::{Call, Ctx, Error};
use chrono::NaiveDate;
use domain::policy::actions::DecideMilestone;
use domain::states::milestone::MilestoneEvent;
use domain::text::Prose;

/// What the officer decides.
#[derive(Clone, Debug)]
pub enum DecisionInput {
    /// It is met since the day of delivery.
    Accept {
        /// The statement of acceptance.
        statement: Prose<4_000>,
        /// The day on which what is accepted was delivered.
        delivered_on: NaiveDate,
    },
    /// It is not met; the statement lists the defects.
    Reject {
        /// The defects.
        statement: Prose<4_000>,
    },
}

/// Accepts or rejects a submitted milestone. Acceptance sets its actual date once; rejection sends it back to work.
///
/// # Errors
/// When nothing was submitted, the day of delivery lies in the future, more would be accepted than obligated, the rules
/// refuse, somebody was faster, or the store fails.
pub async fn decide(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    input: DecisionInput,
) -> Result<String, Error> {
    change::<DecideMilestone>(ctx, call, contract, version, |record, now| {
        if milestone_of(record, number)?.staged.is_some() {
            return Err(Error::not_now(
                "this delivery is accepted in stages: take the next step of its acceptance",
            ));
        }
        match &input {
            DecisionInput::Accept {
                statement,
                delivered_on,
            } => accept(record, number, statement.as_str(), *delivered_on, now),
            DecisionInput::Reject { statement } => reject(record, number, statement.as_str(), now),
        }
    })
    .await
}

fn decision(
    accepted: bool,
    statement: &str,
    delivered_on: Option<NaiveDate>,
    now: &Now<'_>,
) -> Decision {
    Decision {
        id: now.id(),
        accepted,
        statement: statement.to_owned(),
        delivered_on,
        at: now.at,
        by: now.by.clone(),
    }
}

pub(crate) fn accept(
    record: &mut ContractRecord,
    number: i64,
    statement: &str,
    day: NaiveDate,
    now: &Now<'_>,
) -> Result<Told, Error> {
    if day > now.today() {
        return Err(Error::field(
            "delivered_on",
            "the day of delivery lies in the future",
        ));
    }
    let milestone = milestone_of(record, number)?;
    milestone.status = milestone
        .status
        .apply(MilestoneEvent::Accept)
        .map_err(Error::not_now)?;
    milestone.changes.push(DateChange {
        id: now.id(),
        which: WhichDate::Actual,
        old: None,
        new: Some(day),
        reason: statement.to_owned(),
        cause: None,
        attributable_to: None,
        modification: None,
        at: now.at,
        by: now.by.clone(),
    });
    milestone.actual = Some(day);
    milestone
        .decisions
        .push(decision(true, statement, Some(day), now));
    let summary = format!(
        "Accepted milestone {number}, {}, delivered on {}",
        milestone.title,
        words(Some(day))
    );
    Ok(Told::that(summary).because(statement))
}

pub(super) fn reject(
    record: &mut ContractRecord,
    number: i64,
    statement: &str,
    now: &Now<'_>,
) -> Result<Told, Error> {
    let milestone = milestone_of(record, number)?;
    milestone.status = milestone
        .status
        .apply(MilestoneEvent::Reject)
        .map_err(Error::not_now)?;
    milestone
        .decisions
        .push(decision(false, statement, None, now));
    Ok(Told::that(format!("Rejected milestone {number}, {}", milestone.title)).because(statement))
}
