//! A holder's answer in a cascade, what happens without one, and taking a call-off back.

use super::call_off::{ask_next, move_to, of};
use super::change::{close, load, open};
use super::compete;
use super::holders::{HOLDERS, HolderNow, end_of_time, holders};
use super::record::{Approach, FrameworkRecord, WaitsFor};
use crate::notices::{To, other_officers, tell};
use crate::{Call, Ctx, Error, Work, begin};
use domain::frameworks::{CallOffAnswer, DECLINES};
use domain::policy::Subject;
use domain::policy::actions::{AnswerCallOff, CallOff};
use domain::states::order::OrderEvent;
use domain::text::Prose;

/// The news of a holder that is asked.
pub(super) const ASKED: &str = "call_off.asked";
/// The news of officers when something follows.
const ANSWERED: &str = "call_off.answered";

/// What a holder answers.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Whether it takes the order.
    pub accept: bool,
    /// Why not; with what understanding it does.
    pub reason: Option<Prose<2_000>>,
}

/// A holder accepts or declines a call-off that it is asked to take; declining asks the next one. A holder is asked once for a
/// call-off, so that the first answer stands.
///
/// # Errors
/// When it is not asked, has answered, or gives no reason for declining, the rules refuse, or the store fails.
pub async fn answer(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    number: i64,
    answered: Answered,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let before = load(&mut work.tx, reference).await?;
    let now = holders(work.tx.query(HOLDERS), &before, end_of_time()).await?;
    let own = own(&before, number, &now, &work);
    let subject = Subject {
        provider: own.and_then(|own| own.provider),
        ..Subject::ANY
    };
    let permit = work.permit::<AnswerCallOff>(subject)?;
    let holder = own.ok_or(Error::NotFound)?.number;
    let request = before.request(number).ok_or(Error::NotFound)?;
    if !matches!(request.waits_for(), WaitsFor::Answer(waits, _) if waits == holder) {
        return Err(Error::not_now("nothing is asked of you here any more"));
    }
    if !answered.accept && answered.reason.is_none() {
        return Err(Error::field("reason", "write why you decline"));
    }
    let answer = if answered.accept {
        CallOffAnswer::Accepted
    } else {
        CallOffAnswer::Declined
    };
    let mut after = before.clone();
    let reason = answered.reason.map(String::from);
    let summary = given(&mut work, &mut after, number, &now, answer, reason.clone()).await?;
    close(&mut work, &permit, &before, &mut after, (summary, reason)).await?;
    work.commit(number).await
}

/// The holder of the person who answers, if its organisation was asked.
fn own<'a>(
    record: &FrameworkRecord,
    number: i64,
    now: &'a [HolderNow],
    work: &Work<'_>,
) -> Option<&'a HolderNow> {
    let provider = work.actor().provider()?;
    let asked = &record.request(number)?.asked;
    let mut theirs = now.iter().filter(|now| now.provider == Some(provider));
    theirs.rfind(|now| asked.iter().any(|one| one.holder == now.number))
}

/// Notes an answer to the last approach and lets the cascade go on.
async fn given(
    work: &mut Work<'_>,
    after: &mut FrameworkRecord,
    number: i64,
    now: &[HolderNow],
    answer: CallOffAnswer,
    reason: Option<String>,
) -> Result<String, Error> {
    let by = work.actor().name().to_owned();
    let at = work.at;
    let last: &mut Approach = of(after, number)?.asked.last_mut().ok_or(Error::NotFound)?;
    let holder = last.holder;
    last.answer = Some(answer);
    last.answered_at = Some(at);
    last.reason = reason;
    last.by = Some(by);
    let name = after.name_of(holder, now);
    let verb = match answer {
        CallOffAnswer::Accepted => "accepted",
        CallOffAnswer::Silent => "did not answer",
        _ => "declined",
    };
    let mut summary = format!("{name} {verb} call-off {number}");
    if after.declined(holder) >= DECLINES {
        summary.push_str(", the third in a row or more: it can be taken off (ESA-PR 8, 27)");
    }
    if answer != CallOffAnswer::Accepted {
        let next = ask_next(work, after, number, now).await?;
        summary = format!("{summary}. {next}");
    }
    let everybody = {
        let but = work.account();
        other_officers(&mut work.tx, but).await?
    };
    let about = after.request_reference(number);
    tell(work, &everybody, ANSWERED, &about, &format!("{summary}.")).await?;
    Ok(summary)
}

/// Records that a holder did not answer in time; it counts as declining, and the next one is asked.
///
/// # Errors
/// Before the day has passed, when nobody is awaited, somebody was faster, the rules refuse, or the store fails.
pub async fn record_silence(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: i64,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<CallOff>(&mut work, reference, version).await?;
    let request = before.request(number).ok_or(Error::NotFound)?;
    let WaitsFor::Answer(_, by) = request.waits_for() else {
        return Err(Error::not_now("no holder’s answer is awaited"));
    };
    if work.at.date_naive() <= by {
        return Err(Error::not_now(format!(
            "the holder has until the end of {} to answer",
            by.format("%-d %b %Y")
        )));
    }
    let now = holders(work.tx.query(HOLDERS), &before, end_of_time()).await?;
    let mut after = before.clone();
    let silent = CallOffAnswer::Silent;
    let summary = given(&mut work, &mut after, number, &now, silent, None).await?;
    close(&mut work, &permit, &before, &mut after, (summary, None)).await?;
    work.commit(number).await
}

/// Takes a call-off back before its order is issued.
///
/// # Errors
/// When its order is issued, its mini-competition still runs, somebody was faster, the rules refuse, or the store fails.
pub async fn withdraw(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    (number, reason): (i64, Prose<2_000>),
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<CallOff>(&mut work, reference, version).await?;
    let request = before.request(number).ok_or(Error::NotFound)?.clone();
    if request.waits_for() == WaitsFor::Competition {
        compete::over(&mut work, &request).await?;
    }
    let mut after = before.clone();
    move_to(&mut after, number, OrderEvent::Cancel)?;
    of(&mut after, number)?.reason = Some(reason.as_str().to_owned());
    let now = holders(work.tx.query(HOLDERS), &before, end_of_time()).await?;
    if let WaitsFor::Answer(holder, _) | WaitsFor::Issue(holder) = request.waits_for() {
        let held = now.iter().find(|now| now.number == holder);
        let told: Vec<To> = held
            .and_then(|now| now.provider)
            .map(To::Provider)
            .into_iter()
            .collect();
        let words = format!("Call-off {number} under {reference} was withdrawn");
        let about = after.request_reference(number);
        tell(&mut work, &told, ASKED, &about, &words).await?;
    }
    let summary = format!("Withdrew call-off {number}, {}", request.title);
    let told = (summary, Some(reason.as_str().to_owned()));
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(number).await
}
