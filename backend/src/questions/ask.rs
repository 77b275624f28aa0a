//! Asking.

use super::Kind;
use crate::audit::Happening;
use crate::solicitations::{SolicitationRecord, by_reference};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::dialogue::{questions_until, translation_until};
use domain::policy::actions::AskQuestion;
use domain::policy::{Refused, Subject};
use domain::states::SolicitationState;
use domain::text::Prose;
use serde::Serialize;
use uuid::Uuid;

/// What the log keeps of a question: its words and standing. Who asked is the event's actor, whom [`crate::audit::sight`]
/// shows to the asker's organisation and the auditor.
#[derive(Serialize)]
pub(super) struct QuestionRecord<'a> {
    pub solicitation: &'a str,
    pub number: i64,
    pub kind: &'static str,
    pub text: &'a str,
    pub status: &'static str,
}

/// Asks about a published solicitation; answers with the question's number within it.
///
/// # Errors
/// When the rules refuse, the time for questions has passed by the server's clock (GBI 2.8), an extension for translation
/// was granted before or comes too late (NCP 7; GBI 1.10), or the store fails.
pub async fn ask(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    kind: Kind,
    text: Prose<4000>,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let own = work.actor().provider();
    let permit = work.permit::<AskQuestion>(own.map_or(Subject::ANY, Subject::of_provider))?;
    let provider = own.ok_or(Refused::Hidden)?;
    let record = by_reference(&mut work.tx, solicitation).await?;
    in_time(&mut work, &record, kind).await?;
    work.tx.lock(&format!("questions of {}", record.id)).await?;
    let number: i64 = work
        .tx
        .query("SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM question WHERE solicitation_id = $1")
        .bind(record.id.0)
        .scalar()
        .await?;
    let id = ctx.new_id();
    insert(&mut work, (id, number, kind), &record, provider.0, &text).await?;
    let asked = QuestionRecord {
        solicitation: &record.reference,
        number,
        kind: kind.as_str(),
        text: text.as_str(),
        status: "asked",
    };
    let happening = Happening::to(
        "question",
        id,
        &record.reference,
        format!("Asked question {number}"),
    );
    work.record(&permit, happening.within(record.id.0).after(&asked)?)
        .await?;
    work.commit(number).await
}

async fn insert(
    work: &mut Work<'_>,
    (id, number, kind): (Uuid, i64, Kind),
    record: &SolicitationRecord,
    provider: Uuid,
    text: &Prose<4000>,
) -> Result<(), Error> {
    let (account, at) = (work.account().unwrap_or_default(), work.at);
    work.tx
        .query(
            "INSERT INTO question (id, solicitation_id, number, kind, provider_id, account_id, text, status, asked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked', $8)",
        )
        .bind(id)
        .bind(record.id.0)
        .bind(number)
        .bind(kind.as_str())
        .bind(provider)
        .bind(account)
        .bind(text.as_str().to_owned())
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}

/// Refuses outside the time for a kind of question.
async fn in_time(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
    kind: Kind,
) -> Result<(), Error> {
    if !record.is_public() {
        return Err(Error::NotFound);
    }
    let (Some(published_at), Some(closes_at)) = (record.published_at, record.closes_at) else {
        return Err(Error::not_now("this solicitation takes no questions here"));
    };
    if record.state_at(work.at) != SolicitationState::Published {
        return Err(Error::not_now(format!(
            "{} takes no questions now",
            record.reference
        )));
    }
    match kind {
        Kind::Question => until(
            work.at,
            questions_until(record.questions_by, published_at, closes_at),
            "questions could be asked until",
            "GBI 2.8",
        ),
        Kind::Translation => {
            once(work, record).await?;
            until(
                work.at,
                translation_until(closes_at),
                "time to translate could be asked for until",
                "NCP 7; GBI 1.10",
            )
        }
    }
}

fn until(at: DateTime<Utc>, last: DateTime<Utc>, words: &str, source: &str) -> Result<(), Error> {
    if at <= last {
        return Ok(());
    }
    let last = last.format("%-d %b %Y, %H:%M UTC");
    Err(Error::not_now(format!("{words} {last} ({source})")))
}

/// The extension is granted once, whatever the number of requests.
async fn once(work: &mut Work<'_>, record: &SolicitationRecord) -> Result<(), Error> {
    let granted: i64 = work
        .tx
        .query("SELECT CAST(COUNT(*) AS BIGINT) FROM solicitation_version WHERE solicitation_id = $1 AND kind = 'translation'")
        .bind(record.id.0)
        .scalar()
        .await?;
    if granted == 0 {
        return Ok(());
    }
    Err(Error::not_now(
        "the closing was moved for translation before: that is granted once (NCP 7; GBI 1.10)",
    ))
}
