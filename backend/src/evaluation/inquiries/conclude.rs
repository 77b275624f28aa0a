//! An officer records what follows from an inquiry.

use super::happening;
use super::read::{Inquiry, of_process};
use crate::error::FieldErrors;
use crate::evaluation::read::{self, Source};
use crate::{Call, Ctx, Error, begin};
use chrono::NaiveDate;
use domain::evaluation::inquiries::InquiryFinding;
use domain::policy::Subject;
use domain::policy::actions::ConcludeInquiry;
use domain::states::{InquiryEvent, InquiryState};
use domain::text::Prose;

/// Concludes an inquiry with a finding and its reason. The offer's standing does not change.
///
/// # Errors
/// What is missing, by the names of the form's fields; before the answer while its last day has not passed; concluded
/// already; when the rules refuse or the store fails.
pub async fn conclude_inquiry(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    number: i64,
    (finding, reason): (&str, &str),
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ConcludeInquiry>(Subject::ANY)?;
    work.tx.lock(&format!("inquiry {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, _) = read::process(&mut source, solicitation).await?;
    let all = of_process(&mut source, process.id).await?;
    let found = all.into_iter().find(|one| one.number == number);
    let before = found.ok_or(Error::NotFound)?;
    let status = ended(&before, work.at.date_naive())?;
    let (finding, reason) = parsed(finding, reason)?;
    let (at, by) = (work.at, work.account());
    work.tx
        .query(
            "UPDATE inquiry SET status = $1, finding = $2, conclusion = $3, concluded_by = $4, concluded_at = $5
             WHERE id = $6 AND status = $7",
        )
        .bind(status.as_str())
        .bind(finding.as_str())
        .bind(reason.clone())
        .bind(by)
        .bind(at)
        .bind(before.id)
        .bind(before.status.as_str())
        .run_one()
        .await?;
    let after = Inquiry {
        status,
        finding: Some(finding),
        conclusion: Some(reason.clone()),
        concluder: Some(work.actor().name().to_owned()),
        concluded_at: Some(at),
        ..before.clone()
    };
    let concluded = happening(&process, &after, "Concluded").because(reason);
    work.record(&permit, concluded.before(&before)?.after(&after)?)
        .await?;
    work.commit(()).await
}

/// Where it stands when it is concluded today.
fn ended(inquiry: &Inquiry, today: NaiveDate) -> Result<InquiryState, Error> {
    if inquiry.status == InquiryState::Asked && !inquiry.is_overdue(today) {
        return Err(Error::not_now(format!(
            "the bidder may answer until {} (UTC)",
            inquiry.answer_by.format("%-d %b %Y")
        )));
    }
    let event = match inquiry.status {
        InquiryState::Asked => InquiryEvent::GiveUp,
        _ => InquiryEvent::Conclude,
    };
    inquiry.status.apply(event).map_err(Error::not_now)
}

fn parsed(finding: &str, reason: &str) -> Result<(InquiryFinding, String), Error> {
    let mut errors = FieldErrors::default();
    let finding = errors.take("finding", finding.parse::<InquiryFinding>());
    let reason = Prose::<4_000>::parse(reason).map_err(|error| format!("give the reason: {error}"));
    let reason = errors.take("reason", reason);
    errors.finish()?;
    let (Some(finding), Some(reason)) = (finding, reason) else {
        return Err(Error::NotFound);
    };
    Ok((finding, reason.as_str().to_owned()))
}
