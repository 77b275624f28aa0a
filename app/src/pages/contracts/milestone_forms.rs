//! What can be done with a milestone: report, submit, decide, pay.

use super::acceptance_posts::is_own;
use super::cells::panel;
use super::typed::{amount, day, number, read};
use super::words::choices;
use super::{damages, delay_notice};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    DateFields, Field, Form, NumberInput, Select, Submit, SubmitKind, TextArea, TextInput,
};
use backend::contracts::record::Milestone;
use backend::contracts::{self, ContractRecord, PaymentInput};
use backend::documents::NewFile;
use backend::milestones::{self, DecisionInput, ForecastInput};
use backend::{Error, FieldErrors};
use domain::milestones::{Attribution, CauseCode};
use domain::policy::Subject;
use domain::policy::actions::{DecideMilestone, PayMilestone, ReportMilestone};
use domain::states::milestone::MilestoneState;
use domain::text::{Line, Prose};
use leptos::prelude::*;

/// The forms that the state and the person's role allow.
pub fn forms(rq: &Rq, milestone: &Milestone, record: &ContractRecord) -> AnyView {
    if record.origin == "imported" {
        return ().into_any();
    }
    let subject = record.provider.map_or(Subject::ANY, Subject::of_provider);
    let version = || rq.version(record.version);
    let reports =
        milestone.status == MilestoneState::InProgress && rq.may::<ReportMilestone>(subject);
    let decides = milestone.status == MilestoneState::Submitted
        && milestone.staged.is_none()
        && rq.may::<DecideMilestone>(Subject::ANY);
    let left = record.to_invoice(milestone);
    let pays = milestone.status == MilestoneState::Accepted
        && left > 0
        && record.retention_percent(milestone.number).is_zero()
        && rq.may::<PayMilestone>(Subject::ANY);
    view! {
        {reports.then(|| forecast(rq.key(), version()))}
        {reports.then(|| submit(rq.key(), version()))}
        {decides.then(|| decide(rq, version()))}
        {delay_notice::form(rq, milestone, record)}
        {super::acceptance_forms::forms(rq, milestone, record)}
        {pays.then(|| pay(rq, version(), record, left))}
    }
    .into_any()
}

fn forecast(key: String, version: String) -> AnyView {
    view! {
        {panel("Report a forecast", view! {
            <Form act="forecast" key=key version=version label="Report a forecast">
                <DateFields name="day" legend="Expected on" rule="GTC A.4.8: tell a delay at once; the notice waives nothing"/>
                <Select name="cause" label="Cause" options=choices(CauseCode::ALL, CauseCode::as_str, CauseCode::label)/>
                <Select name="attributable_to" label="Who answers for it" options=choices(Attribution::ALL, Attribution::as_str, Attribution::label)/>
                <TextArea name="reason" label="What happened and what is done" maxlength=4000 rows=3/>
                <Submit label="Report forecast" kind=SubmitKind::Secondary/>
            </Form>
         })}
    }
    .into_any()
}

fn submit(key: String, version: String) -> AnyView {
    view! {
        {panel("Submit for acceptance", view! {
            <Form act="submit" key=key version=version upload=true label="Submit for acceptance">
                <TextArea name="statement" label="What was delivered" maxlength=4000 rows=3/>
                <Field name="file" label="Evidence" optional=true hint="PDF, PNG, JPEG, office document or plain text, at most 20 MB">
                    <input type="file" id="submit-file" name="file"/>
                </Field>
                <Submit label="Submit milestone"/>
            </Form>
         })}
    }
    .into_any()
}

fn decide(rq: &Rq, version: String) -> AnyView {
    let (accept, reject) = (rq.key(), rq.key());
    let again = version.clone();
    view! {
        {panel("Accept or reject", view! {
            <Form act="accept" key=accept version=version label="Accept the milestone">
                <DateFields name="delivered_on" legend="Delivered on" rule="The day of delivery becomes the actual date, once"/>
                <TextArea name="statement" label="Statement of acceptance" maxlength=4000 rows=3 rule="GTC B.6: an explicit signed statement; use or payment is not acceptance"/>
                <Submit label="Accept milestone"/>
            </Form>
            <Form act="reject" key=reject version=again label="Reject the milestone">
                <TextArea name="statement" label="Defects" maxlength=4000 rows=3 rule="GTC B.6: the contractor answers within 2 days and corrects free of charge"/>
                <Submit label="Reject milestone" kind=SubmitKind::Danger consequence="The milestone goes back to work."/>
            </Form>
         })}
    }
    .into_any()
}

fn pay(rq: &Rq, version: String, record: &ContractRecord, left: i64) -> AnyView {
    let (key, unit, today) = (
        rq.key(),
        record.currency.code().to_owned(),
        rq.at().date_naive(),
    );
    let rest = domain::money::Money::new(left, record.currency)
        .major()
        .normalize()
        .to_string();
    view! {
        {panel("Record a payment", view! {
            <Form act="pay" key=key version=version label="Record a payment">
                <NumberInput name="amount" label="Amount" unit=unit size=16 value=rest rule="GTC A.2.4: paid only after acceptance, 30 days after the invoice"/>
                <DateFields name="paid_on" legend="Paid on" value=today/>
                <TextInput name="note" label="Invoice number or remark" maxlength=200/>
                <Submit label="Record payment"/>
            </Form>
         })}
    }
    .into_any()
}

/// Reports, submits, decides or pays.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let number = number(&post)?;
    match post.act() {
        "forecast" => reported(&post, &reference, number).await?,
        "submit" => submitted(&post, &reference, number).await?,
        "accept" | "reject" => decided(&post, &reference, number).await?,
        "pay" => paid(&post, &reference, number).await?,
        "notice" | "notice_decide" => delay_notice::post(&post, &reference, number).await?,
        "damages" | "damages_decide" => damages::post(&post, &reference, number).await?,
        act if is_own(act) => super::acceptance_posts::post(&post, &reference, number).await?,
        _ => return Err(Error::NotFound),
    };
    Ok(Go::to(format!(
        "/contracts/{reference}/milestones/{number}"
    )))
}

async fn reported(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let expected = day(post, &mut errors, "day");
    let reason = errors.take("reason", Prose::parse(post.value("reason")));
    let cause = errors.take("cause", post.value("cause").parse::<CauseCode>());
    let who = errors.take(
        "attributable_to",
        post.value("attributable_to").parse::<Attribution>(),
    );
    errors.finish()?;
    let input = ForecastInput {
        day: read(expected)?,
        reason: read(reason)?,
        cause: read(cause)?,
        attributable_to: read(who)?,
    };
    milestones::report_forecast(
        post.rq.ctx(),
        &post.call,
        reference,
        number,
        post.version()?,
        input,
    )
    .await
}

async fn submitted(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let statement =
        Prose::parse(post.value("statement")).map_err(|error| Error::field("statement", error))?;
    let file = post.files.iter().find(|file| file.field == "file");
    let file = file.map(|file| NewFile {
        name: file.file_name.clone(),
        content: file.bytes.clone(),
    });
    milestones::submit(
        post.rq.ctx(),
        &post.call,
        reference,
        number,
        post.version()?,
        statement,
        file,
    )
    .await
}

async fn decided(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let statement = errors.take("statement", Prose::parse(post.value("statement")));
    let delivered = (post.act() == "accept").then(|| day(post, &mut errors, "delivered_on"));
    errors.finish()?;
    let statement = read(statement)?;
    let input = match delivered {
        Some(delivered) => DecisionInput::Accept {
            statement,
            delivered_on: read(delivered)?,
        },
        None => DecisionInput::Reject { statement },
    };
    milestones::decide(
        post.rq.ctx(),
        &post.call,
        reference,
        number,
        post.version()?,
        input,
    )
    .await
}

async fn paid(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let ctx = post.rq.ctx();
    let record = contracts::sheet(ctx, post.rq.actor(), reference, None)
        .await?
        .record;
    let mut errors = FieldErrors::default();
    let amount_minor = amount(post, &mut errors, "amount", record.currency);
    let paid_on = day(post, &mut errors, "paid_on");
    let note = errors.take("note", Line::parse(post.value("note")));
    errors.finish()?;
    let input = PaymentInput {
        milestone: number,
        amount_minor: read(amount_minor)?,
        paid_on: read(paid_on)?,
        note: read(note)?,
    };
    contracts::pay(ctx, &post.call, reference, post.version()?, input).await
}
