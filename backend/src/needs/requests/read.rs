//! Reading requests and their answers.

use super::amend::{RequestAmendment, amendments};
use crate::db::JsonText;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::NeedId;
use domain::policy::actions::{ReadAnswers, ReadNeeds, ReadPrivateNeeds};
use domain::policy::{Subject, may, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// A request in the list of its need.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RequestRow {
    /// Reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// The last moment to answer.
    pub closes_at: DateTime<Utc>,
    /// IANA zone in which it is published.
    pub zone: String,
    /// Whether a summary is published.
    pub summarised: bool,
}

/// The requests about a need, the newest first.
pub(in super::super) async fn of_need(ctx: &Ctx, need: NeedId) -> Result<Vec<RequestRow>, Error> {
    let rows = ctx.db().query(
        "SELECT reference, title, closes_at, zone, summary IS NOT NULL AS summarised FROM information_request
         WHERE need_id = $1 ORDER BY published_at DESC LIMIT 50",
    );
    Ok(rows.bind(need.0).all().await?)
}

/// A provider's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Name of the organisation.
    pub provider: String,
    /// One text for each question; empty where it was left out.
    pub answers: Vec<String>,
    /// When it was given or last changed.
    pub answered_at: DateTime<Utc>,
}

/// A request with what the person may read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Introduction.
    pub introduction: String,
    /// Questions.
    pub questions: Vec<String>,
    /// The last moment to answer.
    pub closes_at: DateTime<Utc>,
    /// IANA zone in which it is published.
    pub zone: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// What was learnt, once it is published.
    pub summary: Option<(String, DateTime<Utc>)>,
    /// Reference and title of the need.
    pub need: (String, String),
    /// The answers: to buyers all of them, to a provider its own organisation's.
    pub answers: Vec<Answer>,
    /// Its amendments, the newest first.
    pub amendments: Vec<RequestAmendment>,
    /// Version for changes.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    title: String,
    introduction: String,
    questions: JsonText<Vec<String>>,
    closes_at: DateTime<Utc>,
    zone: String,
    published_at: DateTime<Utc>,
    summary: Option<String>,
    summary_at: Option<DateTime<Utc>>,
    need_reference: String,
    need_title: String,
    public: bool,
    version: i64,
}

#[derive(FromRow)]
struct AnswerRow {
    provider: String,
    answers: JsonText<Vec<String>>,
    answered_at: DateTime<Utc>,
}

/// A request with its questions; buyers read every answer, a provider its own, and nobody else any.
///
/// # Errors
/// When there is none that the person may read, nobody is signed in, or the store fails.
pub async fn request(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Request, Error> {
    permit::<ReadNeeds>(actor, Subject::ANY)?;
    let row: Row = ctx
        .db()
        .query(
            "SELECT information_request.id, information_request.reference, information_request.title,
                 information_request.introduction, information_request.questions, information_request.closes_at,
                 information_request.zone, information_request.published_at, information_request.summary,
                 information_request.summary_at, need.reference AS need_reference, need.title AS need_title, need.public,
                 information_request.version
             FROM information_request JOIN need ON need.id = information_request.need_id
             WHERE information_request.reference = $1",
        )
        .bind(reference)
        .one()
        .await?;
    if !row.public && !may::<ReadPrivateNeeds>(actor, Subject::ANY) {
        return Err(Error::NotFound);
    }
    let answers = answers(ctx, actor, row.id).await?;
    let amendments = amendments(ctx, row.id).await?;
    Ok(Request {
        reference: row.reference,
        title: row.title,
        introduction: row.introduction,
        questions: row.questions.0,
        closes_at: row.closes_at,
        zone: row.zone,
        published_at: row.published_at,
        summary: row.summary.zip(row.summary_at),
        need: (row.need_reference, row.need_title),
        answers,
        amendments,
        version: row.version,
    })
}

async fn answers(ctx: &Ctx, actor: &Actor, request: Uuid) -> Result<Vec<Answer>, Error> {
    let all = may::<ReadAnswers>(actor, Subject::ANY);
    let own = actor.provider();
    if !all && own.is_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<AnswerRow> = ctx
        .db()
        .query(
            "SELECT provider.name AS provider, information_answer.answers, information_answer.answered_at
             FROM information_answer JOIN provider ON provider.id = information_answer.provider_id
             WHERE information_answer.request_id = $1 AND ($2 OR information_answer.provider_id = $3)
             ORDER BY provider.folded_name, provider.id LIMIT 500",
        )
        .bind(request)
        .bind(all)
        .bind(own.map(|provider| provider.0))
        .all()
        .await?;
    let read = rows.into_iter().map(|row| Answer {
        provider: row.provider,
        answers: row.answers.0,
        answered_at: row.answered_at,
    });
    Ok(read.collect())
}

/// One answer to one question, as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRow {
    /// Name of the organisation.
    pub provider: String,
    /// Number of the question, from 1.
    pub number: usize,
    /// The question.
    pub question: String,
    /// The answer; empty where it was left out.
    pub answer: String,
    /// When it was given or last changed.
    pub answered_at: DateTime<Utc>,
}

/// Every answer to every question of a request.
///
/// # Errors
/// When the rules refuse, there is no such request, or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Vec<ExportRow>, Error> {
    permit::<ReadAnswers>(actor, Subject::ANY)?;
    let found = request(ctx, actor, reference).await?;
    let lines = found.answers.into_iter().flat_map(|one| {
        let questions = found.questions.clone().into_iter().zip(one.answers);
        let (provider, answered_at) = (one.provider, one.answered_at);
        (1..)
            .zip(questions)
            .map(move |(number, (question, answer))| ExportRow {
                provider: provider.clone(),
                number,
                question,
                answer,
                answered_at,
            })
    });
    Ok(lines.collect())
}
