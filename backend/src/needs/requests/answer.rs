//! A provider's answer.

use crate::audit::Happening;
use crate::db::JsonText;
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::{DateTime, Utc};
use domain::policy::Subject;
use domain::policy::actions::AnswerRequest;
use domain::text::Prose;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Asked {
    id: Uuid,
    questions: JsonText<Vec<String>>,
    closes_at: DateTime<Utc>,
    public: bool,
}

/// Gives or changes the one answer of the person's organisation, until closing. The log keeps that it was given, not what
/// it says.
///
/// # Errors
/// After closing; when nothing was answered; when the rules refuse, there is no such request, or the store fails.
pub async fn answer(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    typed: &[String],
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let provider = work.actor().provider();
    let subject = provider.map_or(Subject::ANY, Subject::of_provider);
    let permit = work.permit::<AnswerRequest>(subject)?;
    let provider = provider.ok_or(Error::NotFound)?;
    let asked: Asked = work
        .tx
        .query(
            "SELECT information_request.id, information_request.questions, information_request.closes_at, need.public
             FROM information_request JOIN need ON need.id = information_request.need_id
             WHERE information_request.reference = $1",
        )
        .bind(reference)
        .one()
        .await?;
    if !asked.public {
        return Err(Error::NotFound);
    }
    if work.at > asked.closes_at {
        return Err(Error::not_now(
            "this request has closed: answers are not taken any more",
        ));
    }
    let answers = read(typed, asked.questions.0.len())?;
    let (by, at) = (work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO information_answer (request_id, provider_id, answers, account_id, answered_at, version)
             VALUES ($1, $2, $3, $4, $5, 1)
             ON CONFLICT (request_id, provider_id) DO UPDATE SET answers = excluded.answers, account_id = excluded.account_id,
                 answered_at = excluded.answered_at, version = information_answer.version + 1",
        )
        .bind(asked.id)
        .bind(provider.0)
        .bind(JsonText(answers))
        .bind(by)
        .bind(at)
        .run_one()
        .await?;
    let happening = Happening::to(
        "request",
        asked.id,
        reference,
        "Answered the request for information",
    );
    work.record(&permit, happening).await?;
    work.commit(reference.to_owned()).await
}

/// One text for each question; some may be empty, not all.
fn read(typed: &[String], questions: usize) -> Result<Vec<String>, Error> {
    let mut wrong = FieldErrors::default();
    let mut answers = vec![String::new(); questions];
    for (number, (slot, text)) in (1..).zip(answers.iter_mut().zip(typed)) {
        if !text.trim().is_empty() {
            let text: Option<Prose> = wrong.take(format!("answer_{number}"), Prose::parse(text));
            *slot = text.map(String::from).unwrap_or_default();
        }
    }
    if wrong.is_empty() && answers.iter().all(String::is_empty) {
        wrong.add("answer_1", "Answer at least one question.");
    }
    wrong.finish()?;
    Ok(answers)
}
