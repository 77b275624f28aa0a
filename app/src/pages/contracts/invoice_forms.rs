//! Sending an invoice, and the next steps with one.

use super::cells::panel;
use super::typed::{amount, day, number, read};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, Choice, DateFields, EmptyState, Form, NumberInput, PageTitle, Select,
    Submit, SubmitKind, TextArea, TextInput, format,
};
use backend::contracts::record::Invoice;
use backend::contracts::{self, ContractRecord, InvoiceInput, InvoiceStepInput};
use backend::{Error, FieldErrors};
use domain::contracts::InvoiceKind;
use domain::policy::actions::{DecideInvoice, SendInvoice};
use domain::policy::{Subject, permit};
use domain::states::invoice::InvoiceState;
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// The form for a new invoice.
#[component]
pub fn NewInvoice() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, None).await?;
            let subject = sheet
                .record
                .provider
                .map_or(Subject::ANY, Subject::of_provider);
            permit::<SendInvoice>(rq.actor(), subject)?;
            Ok(sheet.record)
        },
        |rq, record| draw(&rq, &record),
    )
}

/// What can be invoiced now, with the amount that is left.
fn open(record: &ContractRecord) -> Vec<Choice> {
    let money = |minor: i64| format::money(minor, record.currency.code());
    let advance = record.advance_to_invoice();
    let advance = (advance > 0).then(|| {
        Choice::new(
            "advance",
            format!("Advance payment, {} left", money(advance)),
        )
    });
    let deliveries = record.milestones.iter().filter_map(|milestone| {
        let left = record.to_invoice(milestone);
        let words = format!(
            "{}. {}, {} left",
            milestone.number,
            milestone.title,
            money(left)
        );
        (left > 0).then(|| Choice::new(format!("milestone-{}", milestone.number), words))
    });
    let retained = record.milestones.iter().filter_map(|milestone| {
        let left = record.retained_of(milestone.number);
        let released = left > 0 && record.is_finally_accepted(milestone.number);
        let words = format!(
            "Retention of {}. {}, {} left",
            milestone.number,
            milestone.title,
            money(left)
        );
        released.then(|| Choice::new(format!("retention-{}", milestone.number), words))
    });
    deliveries.chain(retained).chain(advance).collect()
}

fn draw(rq: &Rq, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    let choices = open(record);
    let body = if choices.is_empty() {
        view! { <EmptyState title="Nothing can be invoiced now" text="An invoice follows acceptance: wait until a milestone is accepted, or until an advance payment is agreed."/> }.into_any()
    } else {
        let (key, version) = (rq.key(), rq.version(record.version));
        let unit = record.currency.code().to_owned();
        view! {
            <Form act="send" key=key version=version>
                <TextInput name="own_number" label="Your invoice number" maxlength=80/>
                <Select name="about" label="What is invoiced" options=choices rule="GTC A.2.4: after acceptance"/>
                <NumberInput name="amount" label="Amount" unit=unit size=16 hint="Before anything is kept back"/>
                <Checkbox name="last" label="This is the last invoice of the contract"/>
                <TextArea name="note" label="What the officer should know" optional=true maxlength=2000 rows=3/>
                <Submit label="Send invoice" consequence="It is received today; it is paid 30 days after it is complete and right."/>
            </Form>
        }
        .into_any()
    };
    view! {
        <Title text="Send an invoice"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base.clone(), record.reference.clone()).into(), (format!("{base}?tab=money"), "Money").into()] here="New invoice"/>
            <PageTitle title="Send an invoice" reference=record.reference.clone() meta=record.title.clone()/>
            {super::conflict::recorded(rq)}
            {body}
        </div>
    }
    .into_any()
}

/// Sends the invoice.
pub async fn post_new(post: Post) -> Result<Go, Error> {
    let (ctx, reference) = (
        post.rq.ctx(),
        post.rq.param("reference").to_ascii_uppercase(),
    );
    if post.act() != "send" {
        return Err(Error::NotFound);
    }
    let record = contracts::sheet(ctx, post.rq.actor(), &reference, None)
        .await?
        .record;
    let mut errors = FieldErrors::default();
    let own_number = errors.take("own_number", Line::parse(post.value("own_number")));
    let about = errors.take(
        "about",
        subject(post.value("about")).ok_or("choose what is invoiced"),
    );
    let amount_minor = amount(&post, &mut errors, "amount", record.currency);
    errors.finish()?;
    let (kind, milestone) = read(about)?;
    let input = InvoiceInput {
        own_number: read(own_number)?,
        kind,
        milestone,
        amount_minor: read(amount_minor)?,
        last: !post.value("last").is_empty(),
        note: post.value("note").trim().chars().take(2_000).collect(),
    };
    contracts::send_invoice(ctx, &post.call, &reference, post.version()?, input).await?;
    Ok(Go::to(format!("/contracts/{reference}?tab=money")))
}

/// Reads `advance`, `milestone-2` or `retention-2`.
fn subject(text: &str) -> Option<(InvoiceKind, Option<i64>)> {
    if text == "advance" {
        return Some((InvoiceKind::Advance, None));
    }
    let (kind, number) = text.split_once('-')?;
    let kind: InvoiceKind = kind.parse().ok()?;
    Some((kind, Some(number.parse().ok()?)))
}

/// The forms that the state and the person's role allow.
pub fn forms(rq: &Rq, invoice: &Invoice, record: &ContractRecord) -> AnyView {
    let subject = record.provider.map_or(Subject::ANY, Subject::of_provider);
    let officer = rq.may::<DecideInvoice>(Subject::ANY);
    let contractor = rq.may::<SendInvoice>(subject);
    let one = |act, title, label, kind| noted(rq, record, act, title, label, kind);
    match invoice.status {
        InvoiceState::Received if officer => view! {
            {one("approve", "Approve", "Remark", SubmitKind::Primary)}
            {one("hold", "Hold as incomplete", "What is missing", SubmitKind::Secondary)}
            {disputing(rq, record, "dispute", "Dispute an amount", "Amount in dispute")}
        }
        .into_any(),
        InvoiceState::Held => view! {
            {contractor.then(|| one("complete", "Complete the invoice", "What you supply", SubmitKind::Primary))}
            {officer.then(|| one("return", "Give back as never completed", "Why", SubmitKind::Danger))}
        }
        .into_any(),
        InvoiceState::Disputed if officer => view! {
            {disputing(rq, record, "resolve", "Settle the dispute", "Amount that is right")}
            {one("reject", "Reject the invoice", "Why", SubmitKind::Danger)}
        }
        .into_any(),
        InvoiceState::Scheduled if officer => pay(rq, record),
        _ => view! { <p class="meta">"Nothing is to be done here now."</p> }.into_any(),
    }
}

fn noted(
    rq: &Rq,
    record: &ContractRecord,
    act: &'static str,
    title: &'static str,
    label: &'static str,
    kind: SubmitKind,
) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    panel(
        title,
        view! {
            <Form act=act key=key version=version label=title>
                <TextArea name="note" label=label maxlength=2000 rows=2/>
                <Submit label=title kind=kind/>
            </Form>
        },
    )
}

fn disputing(
    rq: &Rq,
    record: &ContractRecord,
    act: &'static str,
    title: &'static str,
    label: &'static str,
) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let unit = record.currency.code().to_owned();
    panel(
        title,
        view! {
            <Form act=act key=key version=version label=title>
                <NumberInput name="amount" label=label unit=unit size=16/>
                <TextArea name="note" label="Why" maxlength=2000 rows=2/>
                <Submit label=title kind=SubmitKind::Secondary/>
            </Form>
        },
    )
}

fn pay(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version, today) = (rq.key(), rq.version(record.version), rq.at().date_naive());
    panel(
        "Note the payment",
        view! {
            <Form act="paid" key=key version=version label="Note the payment">
                <DateFields name="paid_on" legend="Paid on" value=today/>
                <TextInput name="note" label="Payment reference" maxlength=200/>
                <Submit label="Note the payment" consequence="Interest is computed where it comes late and the reference rate is recorded."/>
            </Form>
        },
    )
}

/// Decides on an invoice or completes it.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, reference) = (
        post.rq.ctx(),
        post.rq.param("reference").to_ascii_uppercase(),
    );
    let (number, version) = (number(&post)?, post.version()?);
    let currency = contracts::sheet(ctx, post.rq.actor(), &reference, None)
        .await?
        .record
        .currency;
    let mut errors = FieldErrors::default();
    let note = errors.take("note", Prose::parse(post.value("note")));
    let input = match post.act() {
        "approve" => Some(InvoiceStepInput::Approve { amount_minor: None }),
        "resolve" => {
            amount(&post, &mut errors, "amount", currency).map(|minor| InvoiceStepInput::Approve {
                amount_minor: Some(minor),
            })
        }
        "dispute" => amount(&post, &mut errors, "amount", currency)
            .map(|amount_minor| InvoiceStepInput::Dispute { amount_minor }),
        "hold" => Some(InvoiceStepInput::Hold),
        "return" => Some(InvoiceStepInput::Return),
        "reject" => Some(InvoiceStepInput::Reject),
        "paid" => {
            day(&post, &mut errors, "paid_on").map(|paid_on| InvoiceStepInput::Pay { paid_on })
        }
        "complete" => None,
        _ => return Err(Error::NotFound),
    };
    errors.finish()?;
    let note = read(note)?;
    match input {
        Some(input) => {
            contracts::decide_invoice(ctx, &post.call, &reference, version, number, input, note)
                .await?
        }
        None => {
            contracts::complete_invoice(ctx, &post.call, &reference, version, number, note).await?
        }
    };
    Ok(Go::to(format!("/contracts/{reference}/invoices/{number}")))
}
