//! Calling off under a framework: the holder is found by the framework's rule.

use super::ceiling::sums;
use super::change::{close, open};
use super::holders::{HOLDERS, HolderNow, end_of_time, holders};
use super::issue::issue_to;
use super::record::{Approach, CallOffRequest, FrameworkRecord};
use super::{answer, compete};
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{Days, NaiveDate};
use domain::frameworks::{
    AllocationRule, CallOffAnswer, CascadeStep, cascade_step, is_pre_competed, reason_needed,
    within_common_ceiling,
};
use domain::money::Money;
use domain::policy::actions::CallOff;
use domain::states::order::{OrderEvent, OrderState};
use domain::text::{Line, Prose};

/// What is called off.
#[derive(Clone, Debug)]
pub struct CallOffInput {
    /// What it is called.
    pub title: Line<200>,
    /// For whom.
    pub purchaser: Line<200>,
    /// What it is worth, minor units; of a mini-competition an estimate.
    pub amount_minor: i64,
    /// First day of performance.
    pub starts_on: NaiveDate,
    /// Last day of performance.
    pub ends_on: NaiveDate,
    /// The holder: chosen under a direct rule, or instead of the one in turn.
    pub holder: Option<i64>,
    /// Why this holder, where the rule asks for it.
    pub reason: Option<Prose<2_000>>,
    /// What it rests on where it is no pre-competed award (NPP 20).
    pub basis: Option<Prose<2_000>>,
}

/// Calls off: issues the order at once under a direct rule and in rotation, asks the first holder of a cascade, or begins the
/// mini-competition. Answers with the number of the call-off.
///
/// # Errors
/// When the framework's terms or the holder's contract refuse it, a reason is missing, somebody was faster, or the store fails.
pub async fn call_off(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: CallOffInput,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<CallOff>(&mut work, reference, version).await?;
    let now = holders(work.tx.query(HOLDERS), &before, end_of_time()).await?;
    let (_, ordered) = sums(&mut work.tx, before.id.0).await?;
    allowed(&before, &input, ordered, work.at.date_naive())?;
    let mut after = before.clone();
    let request = blank(&work, &before, &input);
    let number = request.number;
    after.requests.push(request);
    let summary = match before.rule {
        AllocationRule::Direct | AllocationRule::Rotation => {
            at_once(&mut work, &mut after, &now, &input).await?
        }
        AllocationRule::Cascade => {
            move_to(&mut after, number, OrderEvent::Invite)?;
            ask_next(&mut work, &mut after, number, &now).await?
        }
        AllocationRule::MiniCompetition => {
            move_to(&mut after, number, OrderEvent::Invite)?;
            compete::begin(&mut work, &mut after, number, &now).await?
        }
    };
    let reason = after.requests.last().and_then(|one| one.reason.clone());
    close(&mut work, &permit, &before, &mut after, (summary, reason)).await?;
    work.commit(number).await
}

/// The framework's own terms: period, purchasers, ceiling, and the competition that it rests on.
fn allowed(
    record: &FrameworkRecord,
    input: &CallOffInput,
    ordered: i64,
    today: NaiveDate,
) -> Result<(), Error> {
    let (from, to) = (record.ordering_starts_on, record.ordering_ends_on);
    if !(from..=to).contains(&today) {
        return Err(Error::not_now(format!(
            "under this framework orders are called off only from {} to {}",
            from.format("%-d %b %Y"),
            to.format("%-d %b %Y")
        )));
    }
    let mut errors = FieldErrors::default();
    if input.amount_minor <= 0 {
        errors.add("amount", "the value of a call-off is above zero");
    }
    let sum = ordered.saturating_add(input.amount_minor.max(0));
    let _ = errors.take("amount", within_common_ceiling(record.ceiling_minor, sum));
    if input.ends_on < input.starts_on {
        errors.add("ends_on", "the end lies before the start");
    }
    let named = |known: &String| known == input.purchaser.as_str();
    if !record.purchasers.is_empty() && !record.purchasers.iter().any(named) {
        errors.add(
            "purchaser",
            "choose one of the framework’s eligible purchasers (GTC A.1.3(21), STC A.4)",
        );
    }
    if !is_pre_competed(record.competed_on, today) && input.basis.is_none() {
        errors.add(
            "basis",
            "there was no open competition within the last five years, so that this is no pre-competed award (NPP 20): write what it rests on instead",
        );
    }
    errors.finish()
}

fn blank(work: &Work<'_>, record: &FrameworkRecord, input: &CallOffInput) -> CallOffRequest {
    let today = work.at.date_naive();
    let rests = !is_pre_competed(record.competed_on, today);
    CallOffRequest {
        id: work.ctx().new_id(),
        number: i64::try_from(record.requests.len()).unwrap_or(i64::MAX) + 1,
        title: input.title.as_str().to_owned(),
        purchaser: input.purchaser.as_str().to_owned(),
        amount_minor: input.amount_minor,
        starts_on: input.starts_on,
        ends_on: input.ends_on,
        status: OrderState::Draft,
        asked: Vec::new(),
        holder: None,
        explained: None,
        reason: input.reason.clone().map(String::from),
        basis: input.basis.clone().filter(|_| rests).map(String::from),
        order: None,
        solicitation: None,
        solicitation_reference: None,
        at: work.at,
        by: work.actor().name().to_owned(),
    }
}

/// The call-off with a number.
pub(super) fn of(record: &mut FrameworkRecord, number: i64) -> Result<&mut CallOffRequest, Error> {
    let found = record
        .requests
        .iter_mut()
        .find(|request| request.number == number);
    found.ok_or(Error::NotFound)
}

/// Moves a call-off by the machine of orders.
pub(super) fn move_to(
    record: &mut FrameworkRecord,
    number: i64,
    event: OrderEvent,
) -> Result<(), Error> {
    let request = of(record, number)?;
    request.status = request.status.apply(event).map_err(Error::not_now)?;
    Ok(())
}

/// Issues the order to the holder that the officer chose, or to the one in turn.
async fn at_once(
    work: &mut Work<'_>,
    after: &mut FrameworkRecord,
    now: &[HolderNow],
    input: &CallOffInput,
) -> Result<String, Error> {
    let next = after.next(now, input.amount_minor, work.at.date_naive());
    let in_turn = next.as_ref().and_then(|next| next.holder);
    let chosen = input.holder.or(in_turn);
    let chosen = chosen.filter(|number| after.members().any(|member| member.number == *number));
    let chosen = chosen.ok_or_else(|| Error::field("holder", "choose a holder"))?;
    let is_next = Some(chosen) == in_turn;
    let needed = reason_needed(
        after.rule,
        input.amount_minor,
        after.free_up_to_minor,
        is_next,
    );
    if let Some(why) = needed.filter(|_| input.reason.is_none()) {
        return Err(Error::field("reason", why));
    }
    let number = after.requests.last().map_or(0, |request| request.number);
    let request = of(after, number)?;
    request.explained = next.map(|next| next.why);
    issue_to(work, after, number, chosen).await
}

/// Asks the next holder of a cascade; those whose contract cannot take the order are passed over on record.
pub(super) async fn ask_next(
    work: &mut Work<'_>,
    after: &mut FrameworkRecord,
    number: i64,
    now: &[HolderNow],
) -> Result<String, Error> {
    let (at, today) = (work.at, work.at.date_naive());
    let answer_by = today + Days::new(u64::from(after.answer_days));
    let ranked: Vec<i64> = after.members().map(|holder| holder.number).collect();
    loop {
        let request = of(after, number)?;
        let CascadeStep::Ask(holder) = cascade_step(&ranked, &request.approaches()) else {
            return Ok(format!("No holder takes call-off {number}"));
        };
        let held = now.iter().find(|now| now.number == holder);
        let hindrance = held.map_or_else(
            || Some("Its contract is not there.".to_owned()),
            |held| held.hindrance(request.amount_minor, today),
        );
        let passed = hindrance.is_some();
        request.asked.push(Approach {
            holder,
            asked_at: at,
            answer_by,
            answer: passed.then_some(CallOffAnswer::Passed),
            answered_at: passed.then_some(at),
            reason: hindrance,
            by: None,
        });
        if passed {
            continue;
        }
        let words = format!(
            "You are asked to take a call-off of {} under {}, “{}”: answer by {}",
            Money::new(request.amount_minor, after.currency),
            after.reference,
            after.title,
            answer_by.format("%-d %b %Y")
        );
        let about = after.request_reference(number);
        if let Some(provider) = held.and_then(|held| held.provider) {
            tell(
                work,
                &[To::Provider(provider)],
                answer::ASKED,
                &about,
                &words,
            )
            .await?;
        }
        return Ok(format!(
            "Asked {} to take call-off {number}",
            after.name_of(holder, now)
        ));
    }
}
