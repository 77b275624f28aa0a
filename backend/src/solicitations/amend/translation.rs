//! The one extension for translation.

use super::super::record::{SolicitationRecord, loaded};
use super::super::save::save;
use super::change::must_be_open;
use super::dates::extended_questions;
use super::versions::{Version, VersionKind, amendment_number, push};
use crate::audit::Happening;
use crate::notices::{concerned, tell};
use crate::questions::{Answer, publish_answer};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::TimeDelta;
use domain::dialogue::TRANSLATION;
use domain::policy::Subject;
use domain::policy::actions::AmendSolicitation;
use domain::text::Prose;

/// Moves the closing by up to 15 calendar days because bidders asked for time to translate at least 14 days before closing.
/// It is granted once, whatever the number of requests, which are answered by it (NCP 7; GBI 1.10). Answers with the
/// amendment's number.
///
/// # Errors
/// When nobody asked, it was granted before, the days are not 1 to 15, it is not open, somebody else was faster, the rules
/// refuse, or the store fails.
pub async fn extend_for_translation(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    days: u32,
    reason: Prose<4000>,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AmendSolicitation>(Subject::ANY)?;
    let before = loaded(&mut work.tx, reference).await?.record;
    must_be_open(&work, &before)?;
    if before.version != version {
        return Err(before.stale());
    }
    let requests = requests(&mut work, &before).await?;
    let after = moved(&before, days)?;
    save(&mut work.tx, &before, &after).await?;
    let kept = Version {
        kind: VersionKind::Translation,
        substance: false,
        reason: reason.as_str(),
    };
    let number = push(&mut work, &before, &after, kept).await?;
    let name = amendment_number(number);
    let answer = answer(requests, days, &after)?;
    publish_answer(&mut work, &after, &answer).await?;
    let summary = format!("Moved the closing by {days} days for translation: amendment {name}");
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary)
        .within(after.id.0)
        .because(reason.as_str())
        .before(&before)?
        .after(&after)?;
    work.record(&permit, happening).await?;
    let everybody = concerned(&mut work.tx, after.id).await?;
    let text = format!(
        "“{}” closes {days} days later, for translation: amendment {name}",
        after.title
    );
    tell(
        &mut work,
        &everybody,
        "solicitation.amended",
        &after.reference,
        &text,
    )
    .await?;
    work.commit(number).await
}

/// The numbers of the requests that wait; there must be one, and no extension before.
async fn requests(work: &mut Work<'_>, record: &SolicitationRecord) -> Result<Vec<i64>, Error> {
    let granted: i64 = work
        .tx
        .query("SELECT CAST(COUNT(*) AS BIGINT) FROM solicitation_version WHERE solicitation_id = $1 AND kind = 'translation'")
        .bind(record.id.0)
        .scalar()
        .await?;
    if granted > 0 {
        return Err(Error::not_now(
            "the closing was moved for translation before: that is granted once (NCP 7; GBI 1.10)",
        ));
    }
    let asked: Vec<i64> = work
        .tx
        .query("SELECT number FROM question WHERE solicitation_id = $1 AND kind = 'translation' AND status = 'asked' ORDER BY number")
        .bind(record.id.0)
        .scalars()
        .await?;
    if asked.is_empty() {
        return Err(Error::not_now(
            "nobody asked for time to translate: another later closing is an amendment",
        ));
    }
    Ok(asked)
}

fn moved(before: &SolicitationRecord, days: u32) -> Result<SolicitationRecord, Error> {
    let most = TRANSLATION.whole_days();
    if !(1..=most).contains(&days) {
        let message = format!("Enter 1 to {most} calendar days ({}).", TRANSLATION.source);
        return Err(Error::field("days", message));
    }
    let later = TimeDelta::days(i64::from(days));
    Ok(extended_questions(SolicitationRecord {
        closes_at: before.closes_at.map(|closes_at| closes_at + later),
        version: before.version + 1,
        ..before.clone()
    }))
}

fn answer(questions: Vec<i64>, days: u32, after: &SolicitationRecord) -> Result<Answer, Error> {
    let closes = after
        .closes_at
        .map(|at| at.format("%-d %b %Y, %H:%M UTC").to_string())
        .unwrap_or_default();
    let text = format!(
        "Yes. The closing moves once by {days} calendar days, to {closes} ({}).",
        TRANSLATION.source
    );
    let parse = |text: &str| Prose::parse(text).map_err(Error::not_now);
    Ok(Answer {
        questions,
        question: Prose::parse("Is there more time to translate the documents?")
            .map_err(Error::not_now)?,
        text: parse(&text)?,
    })
}
