//! Answering: one published answer to one question or to several that are alike.

use crate::audit::Happening;
use crate::notices::{concerned, tell};
use crate::solicitations::{SolicitationRecord, by_reference};
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::AnswerQuestions;
use domain::states::SolicitationState;
use domain::text::{Prose, folded};
use serde::Serialize;
use uuid::Uuid;

/// An answer as it will be published.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The numbers of the questions that it answers.
    pub questions: Vec<i64>,
    /// The question as everybody reads it, worded so that it does not give the asker away.
    pub question: Prose<4000>,
    /// The answer.
    pub text: Prose,
}

/// What the log keeps of an answer. Its readers are those of the solicitation.
#[derive(Serialize)]
struct AnswerRecord<'a> {
    solicitation: &'a str,
    number: i64,
    answers_questions: &'a [i64],
    question: &'a str,
    text: &'a str,
}

/// Publishes an answer to everybody at once and tells everyone with a draft, an offer or a question; answers with its number.
/// The askers' own words stay as they were asked.
///
/// # Errors
/// When no question is named or one does not wait any more, the solicitation is not open, the rules refuse, or the store fails.
pub async fn answer(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    answer: Answer,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AnswerQuestions>(Subject::ANY)?;
    let record = by_reference(&mut work.tx, solicitation).await?;
    must_be_open(&work, &record)?;
    if answer.questions.is_empty() {
        return Err(Error::field(
            "questions",
            "Choose at least one question that it answers.",
        ));
    }
    let (id, number) = publish_answer(&mut work, &record, &answer).await?;
    let published = AnswerRecord {
        solicitation: &record.reference,
        number,
        answers_questions: &answer.questions,
        question: answer.question.as_str(),
        text: answer.text.as_str(),
    };
    let summary = format!("Published answer {number} to everybody");
    let happening = Happening::to("answer", id, &record.reference, summary).within(record.id.0);
    work.record(&permit, happening.after(&published)?).await?;
    let everybody = concerned(&mut work.tx, record.id).await?;
    let text = format!("Answer {number} is published for “{}”", record.title);
    tell(
        &mut work,
        &everybody,
        "question.answered",
        &record.reference,
        &text,
    )
    .await?;
    work.commit(number).await
}

/// Writes an answer and settles its questions, inside a step that records it; gives its identity and number.
///
/// # Errors
/// When a question does not wait any more, or the store fails.
pub(crate) async fn publish_answer(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
    answer: &Answer,
) -> Result<(Uuid, i64), Error> {
    work.tx.lock(&format!("questions of {}", record.id)).await?;
    let id = work.ctx().new_id();
    let number = insert(work, id, record, answer).await?;
    for question in &answer.questions {
        settle(work, record, *question, id).await?;
    }
    Ok((id, number))
}

/// Answers are given while bidders can still use them.
fn must_be_open(work: &Work<'_>, record: &SolicitationRecord) -> Result<(), Error> {
    match record.state_at(work.at) {
        SolicitationState::Published => Ok(()),
        SolicitationState::Suspended if record.opened_at.is_none() => Ok(()),
        other => Err(Error::not_now(format!(
            "{} is “{}”: answers are published while bidders can still use them",
            record.reference,
            other.label()
        ))),
    }
}

async fn insert(
    work: &mut Work<'_>,
    id: Uuid,
    record: &SolicitationRecord,
    answer: &Answer,
) -> Result<i64, Error> {
    let number: i64 = work
        .tx
        .query("SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM answer WHERE solicitation_id = $1")
        .bind(record.id.0)
        .scalar()
        .await?;
    let (account, at) = (work.account(), work.at);
    let (question, text) = (answer.question.as_str(), answer.text.as_str());
    work.tx
        .query(
            "INSERT INTO answer (id, solicitation_id, number, question, text, folded_text, answered_by, answered_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(record.id.0)
        .bind(number)
        .bind(question.to_owned())
        .bind(text.to_owned())
        .bind(folded(&format!("{question} {text}")))
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(number)
}

async fn settle(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
    number: i64,
    answer: Uuid,
) -> Result<(), Error> {
    let settled = work
        .tx
        .query(
            "UPDATE question SET status = 'answered', answer_id = $1
             WHERE solicitation_id = $2 AND number = $3 AND status = 'asked'",
        )
        .bind(answer)
        .bind(record.id.0)
        .bind(number)
        .run()
        .await?;
    if settled == 1 {
        return Ok(());
    }
    Err(Error::field(
        "questions",
        format!(
            "Question {number} does not wait any more: it was answered or withdrawn meanwhile. Leave it out."
        ),
    ))
}
