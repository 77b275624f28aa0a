//! A second officer decides on the answer to a complaint.

use super::read::{Complaint, ComplaintAnswer};
use super::stage::{numbered, write};
use super::{happening, resume, tell_bidder};
use crate::evaluation::approve::above_limit;
use crate::evaluation::award;
use crate::evaluation::decisions::annul;
use crate::evaluation::read::Source;
use crate::evaluation::sheet::{Process, Sheet};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::Days;
use domain::awards::{AnswerStatus, COMMITTEE_DAYS, REFILE_DAYS};
use domain::policy::actions::DecideComplaint;
use domain::policy::{Permit, Subject};
use domain::states::{AwardEvent, ComplaintState, StateMachine};
use domain::text::Prose;

/// What the second officer says to the answer.
#[derive(Clone, Copy, Debug)]
pub enum Agreement<'a> {
    /// The bidder gets it, and what follows from it is done.
    Agreed,
    /// It goes back to who wrote it, for this reason.
    Returned(&'a str),
}

/// Decides on the answer that a colleague wrote. Agreed to, the complaint moves on and the bidder is told: upheld, the
/// award is annulled; ended otherwise, the standstill goes on with the days that were left.
///
/// # Errors
/// The same person twice; no answer that waits; given back without a reason; when the rules refuse, or the store fails.
pub async fn decide_complaint(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    number: i64,
    said: Agreement<'_>,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    work.permit::<DecideComplaint>(Subject::ANY)?;
    let (process, before) = numbered(&mut work, solicitation, number).await?;
    let answer = before.waiting().cloned();
    let answer = answer.ok_or_else(|| Error::not_now("no answer waits for a second person"))?;
    let author = answer.answered_by.map_or(Subject::ANY, Subject::after);
    let permit = work.permit::<DecideComplaint>(author)?;
    match said {
        Agreement::Returned(note) => {
            give_back(&mut work, &permit, &process, &before, &answer, note).await?;
        }
        Agreement::Agreed => agree(&mut work, &permit, &process, &before, &answer).await?,
    }
    work.commit(()).await
}

async fn give_back(
    work: &mut Work<'_>,
    permit: &Permit<DecideComplaint>,
    process: &Process,
    before: &Complaint,
    answer: &ComplaintAnswer,
    note: &str,
) -> Result<(), Error> {
    let note = Prose::<2_000>::parse(note)
        .map_err(|error| Error::field("note", format!("say what is missing: {error}")))?;
    settle(work, answer, AnswerStatus::Returned, Some(note.as_str())).await?;
    let happening = happening(process, before, "Gave back the answer to");
    work.record(permit, happening.because(note.as_str())).await
}

async fn agree(
    work: &mut Work<'_>,
    permit: &Permit<DecideComplaint>,
    process: &Process,
    before: &Complaint,
    answer: &ComplaintAnswer,
) -> Result<(), Error> {
    settle(work, answer, AnswerStatus::Agreed, None).await?;
    let status = answer.outcome.applied(before.status, above_limit(process));
    let status =
        status.ok_or_else(|| Error::not_now("the complaint has moved on since the answer"))?;
    let mut after = before.clone();
    after.status = status;
    let today = work.at.date_naive();
    after.until = match status {
        ComplaintState::RefileOpen => today.checked_add_days(Days::new(REFILE_DAYS)),
        ComplaintState::RejectedAppealable => today.checked_add_days(Days::new(COMMITTEE_DAYS)),
        _ => None,
    };
    let after = write(work, before, after).await?;
    let verb = format!("Decided “{}” on", answer.outcome.label());
    let told = happening(process, &after, &verb).because(&answer.text);
    work.record(permit, told.before(before)?.after(&after)?)
        .await?;
    follow(work, permit, process, answer, &after).await?;
    let text = format!(
        "Your complaint is decided: {}",
        answer.outcome.label().to_lowercase()
    );
    tell_bidder(work, &after, &text).await
}

/// What follows for the award. One that is signed stands: then the answer says what is done instead.
async fn follow(
    work: &mut Work<'_>,
    permit: &Permit<DecideComplaint>,
    process: &Process,
    answer: &ComplaintAnswer,
    complaint: &Complaint,
) -> Result<(), Error> {
    if !answer.outcome.annuls() {
        return match complaint.status.is_final() {
            true => resume(work, process).await,
            false => Ok(()),
        };
    }
    let lot = process.lot.as_ref().map(|lot| lot.code.as_str());
    let at = (process.reference.as_str(), lot).into();
    let sheet = Sheet::in_lot(&mut Source::Tx(&mut work.tx), at).await?;
    let found = award::read(&mut Source::Tx(&mut work.tx), process).await?;
    let current = found.filter(|(award, _, _)| award.id == complaint.award);
    match current {
        Some((award, _, _)) if award.status.apply(AwardEvent::Annul).is_ok() => {
            annul(work, &sheet, permit, answer.reopen).await
        }
        _ => Ok(()),
    }
}

async fn settle(
    work: &mut Work<'_>,
    answer: &ComplaintAnswer,
    status: AnswerStatus,
    note: Option<&str>,
) -> Result<(), Error> {
    let (at, by) = (work.at, work.account());
    let update = "UPDATE complaint_answer SET status = $1, decided_by = $2, decided_at = $3, note = $4 WHERE id = $5 AND status = 'proposed'";
    let query = work.tx.query(update).bind(status.as_str()).bind(by);
    let query = query.bind(at).bind(note.map(str::to_owned)).bind(answer.id);
    Ok(query.run_one().await?)
}
