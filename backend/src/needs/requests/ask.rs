//! Asking the market, and publishing what was learnt.

use super::super::record::{BY_REFERENCE, NeedRecord, Row};
use crate::audit::Happening;
use crate::db::JsonText;
use crate::solicitations::MomentInput;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{DateTime, Datelike, Utc};
use domain::id::RequestId;
use domain::policy::Subject;
use domain::policy::actions::AskMarket;
use domain::reference::{Series, write};
use domain::states::NeedState;
use domain::text::{Line, Prose};
use serde::Serialize;
use uuid::Uuid;

/// A request for information as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestInput {
    /// `title`.
    pub title: String,
    /// `introduction`.
    pub introduction: String,
    /// `question_1`…; empty ones count as none.
    pub questions: Vec<String>,
    /// `closes_at`.
    pub closes_at: MomentInput,
}

/// What a request asks, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Asked {
    pub need: String,
    pub title: String,
    pub introduction: String,
    pub questions: Vec<String>,
    pub closes_at: DateTime<Utc>,
    pub zone: String,
}

/// Publishes questions about a public need in market research; answers with the request's reference.
///
/// # Errors
/// Everything that is wrong with the input; when the need is not public or not in market research; when the rules refuse
/// or the store fails.
pub async fn ask(ctx: &Ctx, call: &Call, need: &str, input: RequestInput) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AskMarket>(Subject::ANY)?;
    let row: Row = work.tx.query(BY_REFERENCE).bind(need).one().await?;
    let record = NeedRecord::try_from(row)?;
    if record.status != NeedState::MarketResearch {
        return Err(Error::not_now("begin market research for this need first"));
    }
    if !record.public {
        return Err(Error::not_now(
            "make the need public first: providers must be able to read it",
        ));
    }
    let asked = read(input, &record.reference, work.at)?;
    let year = work.at.year();
    let number = work.tx.next_number(&format!("request-{year}")).await?;
    let (id, reference) = (
        RequestId(ctx.new_id()),
        write(Series::Request, year, number),
    );
    insert(&mut work, id.0, &reference, &record, &asked).await?;
    let summary = format!("Asked the market about “{}”: {}", record.title, asked.title);
    let happening = Happening::to("request", id.0, &reference, summary);
    work.record(&permit, happening.after(&asked)?).await?;
    work.commit(reference).await
}

pub(super) fn read(input: RequestInput, need: &str, now: DateTime<Utc>) -> Result<Asked, Error> {
    let mut wrong = FieldErrors::default();
    let title: Option<Line> = wrong.take("title", Line::parse(&input.title));
    let introduction: Option<Prose> = wrong.take("introduction", Prose::parse(&input.introduction));
    let mut questions = Vec::new();
    for (number, text) in (1..).zip(&input.questions) {
        if !text.trim().is_empty() {
            let question: Option<Prose<2_000>> =
                wrong.take(format!("question_{number}"), Prose::parse(text));
            questions.extend(question.map(String::from));
        }
    }
    if questions.is_empty() {
        wrong.add("question_1", "Ask at least one question.");
    }
    let closes_at = wrong.take("closes_at", input.closes_at.read()).flatten();
    let zone = wrong.take("closes_at", input.closes_at.zone());
    if closes_at.is_none_or(|at| at <= now) && wrong.is_empty() {
        wrong.add("closes_at", "Set a closing moment that is still to come.");
    }
    wrong.finish()?;
    Ok(Asked {
        need: need.to_owned(),
        title: title.map(String::from).unwrap_or_default(),
        introduction: introduction.map(String::from).unwrap_or_default(),
        questions,
        closes_at: closes_at.ok_or(Error::NotFound)?,
        zone: zone.ok_or(Error::NotFound)?.name().to_owned(),
    })
}

async fn insert(
    work: &mut Work<'_>,
    id: Uuid,
    reference: &str,
    need: &NeedRecord,
    asked: &Asked,
) -> Result<(), Error> {
    let (by, at) = (work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO information_request (id, reference, need_id, title, introduction, questions, closes_at, zone,
                 published_at, created_by, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        )
        .bind(id)
        .bind(reference.to_owned())
        .bind(need.id.0)
        .bind(asked.title.clone())
        .bind(asked.introduction.clone())
        .bind(JsonText(asked.questions.clone()))
        .bind(asked.closes_at)
        .bind(asked.zone.clone())
        .bind(at)
        .bind(by)
        .run_one()
        .await?;
    Ok(())
}

/// Publishes a summary of the answers after closing, for everybody who may read the request. A later one replaces it; the
/// log keeps both.
///
/// # Errors
/// Before closing; without words; when the rules refuse, there is no such request, or the store fails.
pub async fn summarise(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    text: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AskMarket>(Subject::ANY)?;
    let summary: Prose = Prose::parse(text).map_err(|_| {
        Error::field(
            "summary",
            "Say what was learnt, without naming who answered what.",
        )
    })?;
    let (id, closes_at): (Uuid, DateTime<Utc>) = work
        .tx
        .query("SELECT id, closes_at FROM information_request WHERE reference = $1")
        .bind(reference)
        .one()
        .await?;
    if work.at <= closes_at {
        return Err(Error::not_now(
            "answers may still come: publish the summary after closing",
        ));
    }
    let at = work.at;
    work.tx
        .query("UPDATE information_request SET summary = $1, summary_at = $2, version = version + 1 WHERE id = $3")
        .bind(summary.as_str().to_owned())
        .bind(at)
        .bind(id)
        .run_one()
        .await?;
    let happening = Happening::to(
        "request",
        id,
        reference,
        "Published a summary of the answers",
    );
    let happening = happening.after(&summary.as_str())?;
    work.record(&permit, happening).await?;
    work.commit(reference.to_owned()).await
}
