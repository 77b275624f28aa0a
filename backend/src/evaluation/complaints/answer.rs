//! An officer acknowledges a complaint and writes the answer.

use super::read::{Complaint, ComplaintAnswer};
use super::stage::{moved, numbered};
use super::{happening, tell_bidder};
use crate::error::FieldErrors;
use crate::{Call, Ctx, Error, Work, begin};
use domain::awards::{AnswerStatus, Outcome};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::{AcknowledgeComplaint, AnswerComplaint};
use domain::states::ComplaintEvent;
use domain::text::Prose;

/// An answer as typed.
#[derive(Clone, Copy, Debug)]
pub struct Answering<'a> {
    /// An [`Outcome`] by its name.
    pub outcome: &'a str,
    /// Whether an annulled award also opens the scores again.
    pub reopen: bool,
    /// The reasons.
    pub text: &'a str,
}

/// Confirms to the bidder that the authority has its complaint.
///
/// # Errors
/// When it is acknowledged already, the rules refuse, or the store fails.
pub async fn acknowledge(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    number: i64,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AcknowledgeComplaint>(Subject::ANY)?;
    let (process, before) = numbered(&mut work, solicitation, number).await?;
    let mut after = before.clone();
    after.acknowledged_at = Some(work.at);
    let after = moved(&mut work, &before, ComplaintEvent::Acknowledge, after).await?;
    let happening = happening(&process, &after, "Acknowledged");
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    tell_bidder(&mut work, &after, "Your complaint is acknowledged").await?;
    work.commit(()).await
}

/// Writes the answer to a complaint for a colleague to decide. The bidder reads nothing of it before that.
///
/// # Errors
/// What is missing, by the names of the form's fields; while another answer waits; an outcome that is not open at this
/// stage; when the rules refuse, or the store fails.
pub async fn answer_complaint(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    number: i64,
    typed: Answering<'_>,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AnswerComplaint>(Subject::ANY)?;
    let (process, before) = numbered(&mut work, solicitation, number).await?;
    if before.waiting().is_some() {
        return Err(Error::not_now(
            "an answer waits for a second person already",
        ));
    }
    let (outcome, text) = parsed(&before, typed)?;
    let answer = ComplaintAnswer {
        id: ctx.new_id(),
        outcome,
        reopen: typed.reopen && outcome.annuls(),
        text: text.as_str().to_owned(),
        status: AnswerStatus::Proposed,
        answered_by: work.account().map(AccountId),
        author: Some(work.actor().name().to_owned()),
        answered_at: work.at,
        decider: None,
        decided_at: None,
        note: None,
    };
    store(&mut work, &before, &answer).await?;
    let mut after = before.clone();
    after.answers.push(answer);
    let happening = happening(&process, &after, "Wrote the answer to");
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    work.commit(()).await
}

fn parsed(complaint: &Complaint, typed: Answering<'_>) -> Result<(Outcome, Prose), Error> {
    let mut errors = FieldErrors::default();
    let open = Outcome::open_in(complaint.status);
    let chosen = open.into_iter().find(|one| one.as_str() == typed.outcome);
    let outcome = errors.take(
        "outcome",
        chosen.ok_or("choose what is decided at this stage"),
    );
    let text = Prose::parse(typed.text).map_err(|error| format!("give the reasons: {error}"));
    let text = errors.take("text", text);
    errors.finish()?;
    outcome.zip(text).ok_or(Error::NotFound)
}

async fn store(
    work: &mut Work<'_>,
    complaint: &Complaint,
    answer: &ComplaintAnswer,
) -> Result<(), Error> {
    let insert = "INSERT INTO complaint_answer (id, complaint_id, outcome, reopen, text, status, answered_by, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let query = work.tx.query(insert).bind(answer.id);
    let query = query
        .bind(complaint.id)
        .bind(answer.outcome.as_str())
        .bind(answer.reopen)
        .bind(answer.text.clone())
        .bind(answer.status.as_str())
        .bind(answer.answered_by.map(|by| by.0))
        .bind(answer.answered_at);
    Ok(query.run_one().await?)
}
