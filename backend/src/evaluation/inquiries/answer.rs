//! The bidder answers.

use super::happening;
use super::page::owned;
use super::read::{Inquiry, of_process};
use crate::evaluation::read::{self, Source};
use crate::notices::{other_officers, tell};
use crate::{Call, Ctx, Error, begin};
use domain::policy::Subject;
use domain::policy::actions::AnswerInquiry;
use domain::states::InquiryEvent;
use domain::text::Prose;

/// Answers an inquiry about one's own offer, once. An answer after the last day is taken until the authority has concluded;
/// its time stands beside it.
///
/// # Errors
/// A missing answer, by the field `answer`; answered or concluded already; hidden from every other provider; when the rules
/// refuse or the store fails.
pub async fn answer_inquiry(
    ctx: &Ctx,
    call: &Call,
    offer: &str,
    number: i64,
    text: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let bid = owned(&mut Source::Tx(&mut work.tx), offer).await?;
    let owner = bid.as_ref().map(|(owner, _)| *owner);
    let permit = work.permit::<AnswerInquiry>(owner.map_or(Subject::ANY, Subject::of_provider))?;
    let (_, solicitation) = bid.ok_or(Error::NotFound)?;
    work.tx.lock(&format!("inquiry {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, _) = read::process(&mut source, &solicitation).await?;
    let all = of_process(&mut source, process.id).await?;
    let own = |one: &Inquiry| one.offer == offer && one.number == number;
    let before = all.into_iter().find(own).ok_or(Error::NotFound)?;
    let status = before
        .status
        .apply(InquiryEvent::Answer)
        .map_err(Error::not_now)?;
    let text = Prose::<8_000>::parse(text)
        .map_err(|error| Error::field("answer", format!("write the answer: {error}")))?;
    let (at, by) = (work.at, work.account());
    work.tx
        .query("UPDATE inquiry SET status = $1, answer = $2, answered_by = $3, answered_at = $4 WHERE id = $5 AND status = 'asked'")
        .bind(status.as_str())
        .bind(text.as_str().to_owned())
        .bind(by)
        .bind(at)
        .bind(before.id)
        .run_one()
        .await?;
    let after = Inquiry {
        status,
        answer: Some(text.as_str().to_owned()),
        answerer: Some(work.actor().name().to_owned()),
        answered_at: Some(at),
        ..before.clone()
    };
    let answered = happening(&process, &after, "Answered");
    work.record(&permit, answered.before(&before)?.after(&after)?)
        .await?;
    let officers = other_officers(&mut work.tx, None).await?;
    let text = format!("Inquiry {number} of “{}” is answered", process.title);
    tell(
        &mut work,
        &officers,
        "inquiry.answered",
        &solicitation,
        &text,
    )
    .await?;
    work.commit(()).await
}
