//! What can be done with a call-off: a holder answers; an officer records silence, issues the order, withdraws.

use super::call_off::optional;
use super::words::named;
use crate::pages::contracts::cells::panel;
use crate::pages::contracts::typed::{number, read};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Choice, Form, RadioGroup, Submit, SubmitKind, TextArea, format};
use backend::frameworks::record::{CallOffRequest, WaitsFor};
use backend::frameworks::{self, Answered, FrameworkSheet};
use backend::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::policy::Subject;
use domain::policy::actions::{AnswerCallOff, CallOff};
use domain::text::Prose;
use leptos::prelude::*;

/// The form with which a holder accepts or declines.
pub fn answer(rq: &Rq, request: &CallOffRequest, sheet: &FrameworkSheet) -> AnyView {
    let WaitsFor::Answer(holder, by) = request.waits_for() else {
        return ().into_any();
    };
    let held = sheet.holders.iter().find(|now| now.number == holder);
    let subject = Subject {
        provider: held.and_then(|now| now.provider),
        ..Subject::ANY
    };
    if !rq.may::<AnswerCallOff>(subject) {
        return ().into_any();
    }
    let key = rq.key();
    let choices = vec![
        Choice::new("accept", "Accept").hint("The purchaser can issue the order at once; it binds you then."),
        Choice::new("decline", "Decline").hint("The next holder is asked. Declining three requests in a row can end your place (ESA-PR 8, 27)."),
    ];
    let until = format!("Your answer is due by {}.", format::date(by));
    panel(
        "Your answer",
        view! {
            <p>{until}</p>
            <Form act="answer" key=key label="Your answer">
                <RadioGroup name="answer" legend="Do you take it?" options=choices/>
                <TextArea name="reason" label="Why" rows=3 maxlength=2000 optional=true hint="Needed when you decline; the purchaser reads it."/>
                <Submit label="Send the answer" consequence="It cannot be taken back."/>
            </Form>
        },
    )
}

/// An officer's next steps.
pub fn steps(
    rq: &Rq,
    request: &CallOffRequest,
    sheet: &FrameworkSheet,
    today: NaiveDate,
) -> AnyView {
    if !rq.may::<CallOff>(Subject::ANY) {
        return ().into_any();
    }
    let form = |act: &'static str, label: &'static str, consequence: &'static str| {
        let (key, version) = (rq.key(), rq.version(sheet.record.version));
        view! { <Form act=act key=key version=version label=label><Submit label=label consequence=consequence/></Form> }
            .into_any()
    };
    let step = match request.waits_for() {
        WaitsFor::Nothing => return ().into_any(),
        WaitsFor::Answer(_, by) if today > by => Some(form(
            "silent",
            "Record that no answer came",
            "It counts as declining, and the next holder is asked.",
        )),
        WaitsFor::Issue(_) => Some(form(
            "issue",
            "Issue the order",
            "It binds the holder, and its value is obligated.",
        )),
        WaitsFor::Competition if won(request, sheet) => Some(form(
            "issue",
            "Issue the order from the award",
            "The award is signed, the solicitation concluded, and the order of the offer’s value is issued under the winner’s contract.",
        )),
        _ => None,
    };
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    let withdraw = view! {
        <details><summary>"Withdraw the call-off"</summary>
            <Form act="withdraw" key=key version=version label="Withdraw the call-off">
                <TextArea name="reason" label="Why it is withdrawn" rows=2 maxlength=2000/>
                <Submit label="Withdraw" kind=SubmitKind::Danger consequence="Nothing is ordered by it. A mini-competition has to be cancelled first."/>
            </Form>
        </details>
    };
    panel("Next steps", view! { {step}{withdraw} })
}

fn won(request: &CallOffRequest, sheet: &FrameworkSheet) -> bool {
    let mut own = sheet.competitions.iter();
    own.any(|one| one.number == request.number && one.award.as_deref() == Some("cleared"))
}

/// Answers, records silence, issues, or withdraws.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let (reference, number) = (named(&post.rq), number(&post)?);
    let call = &post.call;
    match post.act() {
        "answer" => {
            let mut errors = FieldErrors::default();
            let reason = optional(&post, &mut errors, "reason");
            let accept = match post.value("answer") {
                "accept" => true,
                "decline" => false,
                _ => {
                    errors.add("answer", "choose whether you take it");
                    false
                }
            };
            errors.finish()?;
            let answered = Answered { accept, reason };
            frameworks::answer(ctx, call, &reference, number, answered).await?
        }
        "silent" => {
            let version = post.version()?;
            frameworks::record_silence(ctx, call, &reference, version, number).await?
        }
        "issue" => frameworks::issue(ctx, call, &reference, post.version()?, number).await?,
        "withdraw" => {
            post.permitted::<CallOff>()?;
            let mut errors = FieldErrors::default();
            let reason = errors.take("reason", Prose::parse(post.value("reason")));
            errors.finish()?;
            let what = (number, read(reason)?);
            frameworks::withdraw(ctx, call, &reference, post.version()?, what).await?
        }
        _ => return Err(Error::NotFound),
    };
    Ok(Go::to(format!("/frameworks/{reference}/requests/{number}")))
}
