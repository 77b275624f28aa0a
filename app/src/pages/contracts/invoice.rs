//! One invoice: what it asks, what is kept back, its clock, and what is done with it.

use super::cells::{fact, figures, kv, panel, summary};
use super::conflict::recorded;
use super::invoice_forms::forms;
use super::moment;
use super::money::{about, left, overdue};
use super::words::{day, tone};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Help, PageTitle, Tag, Timeline, TimelineEntry, format};
use backend::Error;
use backend::contracts::record::{Invoice, InvoiceStep};
use backend::contracts::{self, ContractRecord, ContractSheet};
use chrono::NaiveDate;
use domain::states::invoice::{InvoiceEvent, InvoiceState};
use leptos::prelude::*;
use leptos_meta::Title;

/// One invoice.
#[component]
pub fn InvoicePage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let number: i64 = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let moment = moment::read(&rq)?;
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, moment).await?;
            let invoice = sheet.record.invoice(number).cloned();
            Ok((invoice.ok_or(Error::NotFound)?, sheet))
        },
        |rq, (invoice, sheet)| draw(&rq, &invoice, &sheet),
    )
}

/// Where an invoice stands.
pub fn state_tag(state: InvoiceState) -> AnyView {
    view! { <Tag tone=tone(state.tone()) label=state.label()/> }.into_any()
}

fn draw(rq: &Rq, invoice: &Invoice, sheet: &ContractSheet) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let (today, past) = (shown.date_naive(), sheet.moment.is_some());
    let (base, kept) = (
        format!("/contracts/{}", record.reference),
        moment::kept(sheet),
    );
    let (back, up) = (
        format!("{base}{kept}"),
        format!("{base}?tab=money{}", kept.replace('?', "&")),
    );
    let money = |minor: i64| format::money(minor, record.currency.code());
    let to_pay = invoice
        .net_minor()
        .map_or_else(|| "not approved yet".to_owned(), money);
    let name = format!("Invoice {}", invoice.number);
    let last = invoice
        .last
        .then(|| view! { " "<Tag label="last invoice"/> });
    view! {
        <Title text=format!("{name}, {}", record.reference)/>
        {moment::banner(rq, sheet)}
        <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (back, record.reference.clone()).into(), (up, "Money").into()] here=name.clone()/>
        <PageTitle title=format!("{name} for {}", lowered(&about(invoice))) reference=invoice.own_number.clone() state=invoice.status.label()
            tone=tone(invoice.status.tone()) meta=format!("{} · {}", record.title, record.provider_name)>
            {last}
        </PageTitle>
        {figures(view! {
            {fact("Asked", "", money(invoice.amount_minor))}
            {fact("To pay", "after what is kept back", to_pay)}
            {fact("Received", "", day(Some(invoice.received_on)))}
            {fact("Due", "30 days after a proper invoice", day(Some(invoice.due(today))))}
        })}
        {overdue(invoice, today)}
        <div class="two">
            <div class="stack">{working(invoice, record)}{clock(invoice, today)}{steps(invoice)}</div>
            <div>{recorded(rq)}{(!past).then(|| forms(rq, invoice, record))}</div>
        </div>
        {moment::choose(rq, sheet)}
    }
    .into_any()
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// From what is asked to what is paid.
fn working(invoice: &Invoice, record: &ContractRecord) -> AnyView {
    let approved = invoice.settled;
    let foreseen = record.settlement(invoice.number, invoice.amount_minor);
    let Some(parts) = approved.or(foreseen) else {
        return ().into_any();
    };
    let money = |minor: i64| format::money(minor, record.currency.code());
    let less = |minor: i64| format::money_signed(-minor, record.currency.code());
    let row = |label: &'static str, minor: i64| (minor != 0).then(|| kv(label, less(minor)));
    let disputed = invoice
        .disputed_minor
        .map(|minor| kv("In dispute", money(minor)));
    let interest = invoice
        .interest_minor
        .map(|minor| kv("Interest for late payment", money(minor)));
    let title = if approved.is_some() {
        "What is paid"
    } else {
        "What would be paid"
    };
    panel(
        title,
        view! {
            {summary(view! {
                {kv("Asked", money(invoice.amount_minor))}
                {disputed}
                {kv("Found right", money(parts.gross))}
                {row("Retained until final acceptance", parts.retention)}
                {row("Advance payment set off", parts.advance)}
                {row("Delay damages set off", parts.damages)}
                {row("Service credits set off", parts.credits)}
                {kv("To pay", money(parts.net))}
                {interest}
            })}
            <Help title="In which order is it kept back?" source="own design">
                <p>"Retention first, then the advance payment by its agreed percentage, then confirmed delay damages, then service credits; each at most what is left, so that an invoice never asks anything back."</p>
            </Help>
        },
    )
}

fn clock(invoice: &Invoice, today: NaiveDate) -> AnyView {
    let open = invoice.counts() && invoice.paid_on.is_none();
    let stopped = invoice.stopped_days(today);
    let stopped = (stopped > 0).then(|| {
        let days = i64::try_from(stopped).unwrap_or(i64::MAX);
        kv("Clock stood still", format::days(days))
    });
    let complete = invoice
        .complete_by()
        .map(|by| kv("Complete by", left(by, today)));
    let due = open.then(|| kv("Pay by", left(invoice.due(today), today)));
    let paid = invoice.paid_on.map(|on| kv("Paid", format::date(on)));
    panel(
        "Clock",
        view! {
            {summary(view! { {kv("Received", format::date(invoice.received_on))}{stopped}{complete}{due}{paid} })}
            <Help title="How is the due day counted?" source="GTC A.2.4">
                <p>"30 days after the invoice was received. While it is held as incomplete, at most 7 days, the clock stands still. Late payment bears interest: the one-year EURIBOR of the December before, rounded up to a quarter, plus 4 points, by the day of a year of 365 days."</p>
            </Help>
        },
    )
}

fn steps(invoice: &Invoice) -> AnyView {
    let entry = |step: &InvoiceStep| {
        let label = done(step.event);
        view! {
            <TimelineEntry when=format::date_time(step.at) actor=step.by.clone() what=step.note.clone()>
                <Tag label=label/>
            </TimelineEntry>
        }
    };
    let entries = invoice.steps.iter().rev().map(entry).collect_view();
    panel(
        "What was done",
        view! { <Timeline label="Steps of the invoice">{entries}</Timeline> },
    )
}

const fn done(event: InvoiceEvent) -> &'static str {
    match event {
        InvoiceEvent::Submit => "received",
        InvoiceEvent::Hold => "held",
        InvoiceEvent::Complete => "completed",
        InvoiceEvent::Return => "given back",
        InvoiceEvent::Dispute => "disputed",
        InvoiceEvent::ResolveApprove => "dispute settled, approved",
        InvoiceEvent::ResolveReject => "dispute settled, rejected",
        InvoiceEvent::Approve => "approved",
        InvoiceEvent::Schedule => "scheduled",
        InvoiceEvent::Pay => "paid",
    }
}
