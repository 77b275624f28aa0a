//! The dates that would follow from a moved one, kept as a proposal.

use super::shift::{Effect, what_if};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, NaiveDate, Utc};
use domain::milestones::{Attribution, CauseCode};
use domain::policy::Subject;
use domain::policy::actions::ProposeShift;
use domain::text::Prose;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// A date to be moved, and why.
#[derive(Clone, Debug)]
pub struct ShiftInput {
    /// Reference of the contract.
    pub contract: String,
    /// The milestone's number.
    pub number: i64,
    /// The day it would come.
    pub to: NaiveDate,
    /// Why.
    pub reason: Prose<2_000>,
    /// The cause by its code.
    pub cause: CauseCode,
    /// Who answers for it.
    pub attributable_to: Attribution,
}

/// A proposal in a list.
#[derive(Clone, Debug, FromRow)]
pub struct ProposalRow {
    /// Identity.
    pub id: Uuid,
    /// Reference of the contract whose milestone is moved.
    pub contract: String,
    /// The milestone's number.
    pub number: i64,
    /// What is delivered.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// How many dates it moves.
    pub lines: i64,
    /// How many of them nobody has decided on.
    pub open: i64,
}

/// What the log keeps of a proposal.
#[derive(Serialize)]
struct Kept {
    milestones: Vec<KeptLine>,
    cause: CauseCode,
    attributable_to: Attribution,
}

#[derive(Serialize)]
struct KeptLine {
    milestone: String,
    from: NaiveDate,
    to: NaiveDate,
}

/// Keeps what would follow from a moved date, to be decided line by line. Nothing moves yet. Answers with the proposal.
///
/// # Errors
/// As [`what_if`]; when nothing would move.
pub async fn propose_shift(ctx: &Ctx, call: &Call, input: &ShiftInput) -> Result<Uuid, Error> {
    let found = what_if(
        ctx,
        &call.actor,
        &input.contract,
        input.number,
        Some(input.to),
    )
    .await?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ProposeShift>(Subject::ANY)?;
    if found.effects.is_empty() {
        return Err(Error::field(
            "to",
            "The milestone is expected on this day already.",
        ));
    }
    let (id, by, at) = (ctx.new_id(), work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO shift_proposal (id, milestone_id, reason, cause, attributable_to, proposed_by, proposed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(found.node.id)
        .bind(input.reason.as_str())
        .bind(input.cause.as_str())
        .bind(input.attributable_to.as_str())
        .bind(by)
        .bind(at)
        .run_one()
        .await?;
    for (place, effect) in (1_i64..).zip(&found.effects) {
        keep(&mut work, id, place, effect).await?;
    }
    let line = |effect: &Effect| KeptLine {
        milestone: effect.node.name(),
        from: effect.from,
        to: effect.to,
    };
    let kept = Kept {
        milestones: found.effects.iter().map(line).collect(),
        cause: input.cause,
        attributable_to: input.attributable_to,
    };
    let summary = format!(
        "Proposed to move {} to {}, and {} more with it",
        found.node.name(),
        input.to.format("%-d %b %Y"),
        found.effects.len() - 1
    );
    let happening = Happening::to("shift_proposal", id, found.node.name(), summary);
    let happening = happening.because(input.reason.as_str()).after(&kept)?;
    work.record(&permit, happening).await?;
    work.commit(id).await
}

async fn keep(
    work: &mut Work<'_>,
    proposal: Uuid,
    place: i64,
    effect: &Effect,
) -> Result<(), Error> {
    work.tx
        .query(
            "INSERT INTO shift_line (proposal_id, place, milestone_id, driven_by, from_day, to_day, status)
             VALUES ($1, $2, $3, $4, $5, $6, 'open')",
        )
        .bind(proposal)
        .bind(place)
        .bind(effect.node.id)
        .bind(effect.by.as_ref().map(|by| by.id))
        .bind(effect.from)
        .bind(effect.to)
        .run_one()
        .await?;
    Ok(())
}
