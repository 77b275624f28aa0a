//! An officer asks a bidder.

use super::happening;
use super::read::{Inquiry, of_process};
use crate::error::FieldErrors;
use crate::evaluation::read::Source;
use crate::evaluation::sheet::{OfferLine, Process, Sheet};
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::NaiveDate;
use domain::evaluation::inquiries::InquiryKind;
use domain::policy::Subject;
use domain::policy::actions::AskInquiry;
use domain::states::{InquiryState, StateMachine};
use domain::text::Prose;

/// What is asked, as typed.
#[derive(Clone, Copy, Debug)]
pub struct InquiryInput<'a> {
    /// The offer's reference.
    pub offer: &'a str,
    /// An [`InquiryKind`] by its name.
    pub kind: &'a str,
    /// The question.
    pub question: &'a str,
    /// The last day for the answer, UTC.
    pub answer_by: Option<NaiveDate>,
}

struct Typed {
    kind: InquiryKind,
    question: String,
    answer_by: NaiveDate,
}

/// Asks the bidder of an opened offer; only that bidder is told.
///
/// # Errors
/// What is missing, by the names of the form's fields; a question about the price while prices are sealed; outside the
/// evaluation; when the rules refuse or the store fails.
pub async fn ask_inquiry(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    input: InquiryInput<'_>,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AskInquiry>(Subject::ANY)?;
    work.tx.lock(&format!("inquiry {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let sheet = Sheet::from(&mut source, solicitation).await?;
    let earlier = of_process(&mut source, sheet.process.id).await?;
    sheet.process.must_be_evaluating()?;
    let line = sheet
        .offers
        .iter()
        .find(|line| line.reference == input.offer);
    let (line, typed) = parsed(&sheet.process, line, input, work.at.date_naive())?;
    let number = earlier.last().map_or(1, |last| last.number + 1);
    let inquiry = store(&mut work, &sheet.process, line, number, typed).await?;
    let asked = happening(&sheet.process, &inquiry, "Asked").after(&inquiry)?;
    work.record(&permit, asked).await?;
    let text = format!(
        "The authority asks about your offer to “{}”: answer by {} (UTC)",
        sheet.process.title,
        inquiry.answer_by.format("%-d %b %Y")
    );
    let bidder = [To::Provider(line.provider)];
    tell(&mut work, &bidder, "inquiry.asked", &inquiry.offer, &text).await?;
    work.commit(()).await
}

fn parsed<'s>(
    process: &Process,
    line: Option<&'s OfferLine>,
    input: InquiryInput<'_>,
    today: NaiveDate,
) -> Result<(&'s OfferLine, Typed), Error> {
    let mut errors = FieldErrors::default();
    let line = errors.take(
        "offer",
        line.filter(|line| line.takes_part())
            .ok_or("choose the offer"),
    );
    let kind = errors.take("kind", input.kind.parse::<InquiryKind>());
    if kind == Some(InquiryKind::LowPrice) && process.prices_sealed() {
        errors.add(
            "kind",
            "the prices are sealed: nothing can be asked about them yet",
        );
    }
    let question = Prose::<4_000>::parse(input.question);
    let question = question.map_err(|error| format!("write the question: {error}"));
    let question = errors.take("question", question);
    let day = input.answer_by.filter(|day| *day > today);
    let day = errors.take(
        "answer_by",
        day.ok_or("give the bidder a day that lies ahead"),
    );
    errors.finish()?;
    let (Some(line), Some(kind), Some(question), Some(answer_by)) = (line, kind, question, day)
    else {
        return Err(Error::NotFound);
    };
    let question = question.as_str().to_owned();
    Ok((
        line,
        Typed {
            kind,
            question,
            answer_by,
        },
    ))
}

async fn store(
    work: &mut Work<'_>,
    process: &Process,
    line: &OfferLine,
    number: i64,
    typed: Typed,
) -> Result<Inquiry, Error> {
    let (id, at, by) = (work.ctx().new_id(), work.at, work.account());
    let inquiry = Inquiry {
        id,
        number,
        offer_id: line.id,
        offer: line.reference.clone(),
        provider: line.provider,
        provider_name: line.provider_name.clone(),
        kind: typed.kind,
        status: InquiryState::INITIAL,
        question: typed.question,
        answer_by: typed.answer_by,
        asker: Some(work.actor().name().to_owned()),
        asked_at: at,
        answer: None,
        answerer: None,
        answered_at: None,
        finding: None,
        conclusion: None,
        concluder: None,
        concluded_at: None,
    };
    work.tx
        .query(
            "INSERT INTO inquiry (id, solicitation_id, offer_id, number, kind, status, question, answer_by, asked_by, asked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(id)
        .bind(process.id.0)
        .bind(line.id.0)
        .bind(number)
        .bind(inquiry.kind.as_str())
        .bind(inquiry.status.as_str())
        .bind(inquiry.question.clone())
        .bind(inquiry.answer_by)
        .bind(by)
        .bind(at)
        .run_one()
        .await?;
    Ok(inquiry)
}
