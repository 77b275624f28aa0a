//! The money of a contract on one page: what is scheduled, accepted, invoiced, kept back, paid, and what is still to pay.

use super::cells::{head, kv, lead, num, num_lead, panel, summary, td};
use super::invoice::state_tag;
use super::words::{dated, day};
use crate::request::Rq;
use crate::ui::{EmptyState, Help, Notice, Table, Tag, Th, Tone, format};
use backend::contracts::ContractRecord;
use backend::contracts::record::{Invoice, Milestone};
use chrono::NaiveDate;
use domain::contracts::InvoiceKind;
use domain::policy::Subject;
use domain::policy::actions::{AgreeMoneyTerms, SendInvoice};
use domain::states::damages::DamagesState;
use leptos::prelude::*;

/// The section. `kept` ends links that keep the shown moment.
pub fn section(
    rq: &Rq,
    record: &ContractRecord,
    today: NaiveDate,
    past: bool,
    kept: &str,
) -> AnyView {
    view! {
        {sums(record)}
        {(!past).then(|| steps(rq, record))}
        {by_milestone(record, kept)}
        {invoices(record, today, kept)}
        {terms(record)}
    }
    .into_any()
}

/// What each sum is called, what it is, and how much, from what is scheduled to what is still to pay.
fn sums_of(record: &ContractRecord) -> [(&'static str, &'static str, i64); 10] {
    let (totals, invoicing) = (record.totals(), record.invoicing());
    let scheduled = record.milestones.iter().map(Milestone::payable_minor);
    let scheduled = scheduled.fold(0, i64::saturating_add);
    let interest = record
        .money
        .invoices
        .iter()
        .filter_map(|one| one.interest_minor);
    let interest = interest.fold(0, i64::saturating_add);
    let advance = invoicing.advance_open();
    let damages = record
        .money
        .damages
        .iter()
        .filter(|one| one.status == DamagesState::Confirmed);
    let confirmed = damages
        .map(|one| one.working.due_minor)
        .fold(0, i64::saturating_add);
    [
        (
            "Scheduled",
            "values of the milestones, less price cuts",
            scheduled,
        ),
        (
            "Accepted",
            "of milestones that are accepted",
            totals.accepted,
        ),
        (
            "Invoiced",
            "invoices that are not rejected",
            invoicing.invoiced,
        ),
        ("Retained", "until final acceptance", invoicing.retained),
        ("Delay damages", "confirmed, set off or not", confirmed),
        (
            "Set off",
            "delay damages and service credits",
            invoicing.set_off,
        ),
        ("Advance payment open", "paid and not set off yet", advance),
        ("Paid", "without interest", totals.paid),
        (
            "Interest for late payment",
            "beside what is paid for deliveries",
            interest,
        ),
        (
            "Still to pay",
            "of what is scheduled",
            scheduled - totals.paid - invoicing.set_off,
        ),
    ]
}

/// One row for each sum, in one currency.
fn sums(record: &ContractRecord) -> AnyView {
    let rows = sums_of(record)
        .into_iter()
        .map(|(label, note, minor)| {
            let amount = format::amount(minor, record.currency.code());
            view! { <tr>{head(label)}{num_lead("Amount", amount)}{td("What it is", note)}</tr> }
        })
        .collect_view();
    let unit = record.currency.code().to_owned();
    view! {
        <Table caption="Money">
            <thead><tr><Th label="Sum"/><Th label="Amount" num=true unit=unit/><Th label="What it is"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Help title="What may be paid?" source="GTC A.2.4, B.6; the order of sums is own design">
            <p>"Nothing is invoiced before acceptance, and no more is paid than what is accepted, less what is retained and set off. An advance payment comes before acceptance and is set off against later invoices."</p>
        </Help>
    }
    .into_any()
}

fn steps(rq: &Rq, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    let subject = record.provider.map_or(Subject::ANY, Subject::of_provider);
    let imported = record.origin == "imported";
    let send = (!imported && rq.may::<SendInvoice>(subject)).then(|| {
        view! { <a class="button primary" href=format!("{base}/invoices/new")>"Send an invoice"</a> " " }
    });
    let agree = (!imported && rq.may::<AgreeMoneyTerms>(Subject::ANY))
        .then(|| view! { <a class="button" href=format!("{base}/money")>"Agree on payment"</a> });
    view! { <p>{send}{agree}</p> }.into_any()
}

fn by_milestone(record: &ContractRecord, kept: &str) -> AnyView {
    if record.milestones.is_empty() {
        return ().into_any();
    }
    let currency = record.currency.code();
    let row = |milestone: &Milestone| {
        let number = milestone.number;
        let href = format!("/contracts/{}/milestones/{number}{kept}", record.reference);
        let percent = record.retention_percent(number);
        let retained = if percent.is_zero() {
            String::new()
        } else {
            format!(" ({} %)", percent.normalize())
        };
        let amount = |minor: i64| format::amount(minor, currency);
        view! {
            <tr>
                {head(view! { <a href=href>{format!("{number}. {}", milestone.title)}</a> })}
                {num("Scheduled", amount(milestone.payable_minor()))}
                {num_lead("Accepted", amount(record.accepted_of(milestone)))}
                {num_lead("Invoiced", amount(record.invoiced_for(number)))}
                {num("Retained", format!("{}{retained}", amount(record.held_back(number))))}
                {num_lead("Paid", amount(record.paid_for(milestone.id)))}
            </tr>
        }
    };
    let rows = record.milestones.iter().map(row).collect_view();
    let unit = currency.to_owned();
    view! {
        <Table caption="By milestone">
            <thead><tr>
                <Th label="Milestone"/><Th label="Scheduled" num=true unit=unit.clone()/><Th label="Accepted" num=true unit=unit.clone()/>
                <Th label="Invoiced" num=true unit=unit.clone()/><Th label="Retained" num=true unit=unit.clone()/><Th label="Paid" num=true unit=unit/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn invoices(record: &ContractRecord, today: NaiveDate, kept: &str) -> AnyView {
    let invoices = &record.money.invoices;
    if invoices.is_empty() {
        return view! { <EmptyState title="No invoices" text="The contractor sends one once a milestone is accepted, or for an agreed advance payment."/> }.into_any();
    }
    let row = |invoice: &Invoice| {
        let href = format!(
            "/contracts/{}/invoices/{}{kept}",
            record.reference, invoice.number
        );
        let currency = record.currency.code();
        let net = invoice
            .net_minor()
            .map(|minor| format::amount(minor, currency));
        let due = invoice.counts().then(|| invoice.due(today));
        view! {
            <tr>
                {head(view! { <a href=href>{format!("Invoice {}", invoice.number)}</a>" "<span class="meta">{invoice.own_number.clone()}</span> })}
                {lead("For", about(invoice))}
                {num_lead("Asked", format::amount(invoice.amount_minor, currency))}
                {num("To pay", net)}
                {td("Received", dated(Some(invoice.received_on)))}
                {td("Due", dated(due))}
                {lead("State", state_tag(invoice.status))}
            </tr>
        }
    };
    let rows = invoices.iter().rev().map(row).collect_view();
    let unit = record.currency.code().to_owned();
    view! {
        <Table caption="Invoices">
            <thead><tr><Th label="Invoice"/><Th label="For"/><Th label="Asked" num=true unit=unit.clone()/><Th label="To pay" num=true unit=unit/><Th label="Received"/><Th label="Due"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// What an invoice asks for, in words.
pub fn about(invoice: &Invoice) -> String {
    let milestone = invoice.milestone.unwrap_or_default();
    match invoice.kind {
        InvoiceKind::Milestone => format!("Milestone {milestone}"),
        InvoiceKind::Advance => "Advance payment".to_owned(),
        InvoiceKind::Retention => format!("Retention of milestone {milestone}"),
    }
}

fn terms(record: &ContractRecord) -> AnyView {
    let agreed = record.money.terms.as_ref().map(|terms| {
        let advance = format::money(terms.advance_minor, record.currency.code());
        let retentions = terms.retentions.iter();
        let retentions: Vec<String> = retentions
            .map(|one| format!("milestone {}: {} %", one.milestone, one.percent.normalize()))
            .collect();
        let retentions = if retentions.is_empty() {
            "none".to_owned()
        } else {
            retentions.join(", ")
        };
        let basis = terms.basis.clone().unwrap_or_else(|| "before signature".to_owned());
        let damages = terms.damages.map_or("no rule chosen", |rule| rule.label());
        let agreed = format!("{}, {basis}, by {}", day(Some(terms.agreed_on)), terms.by);
        summary(view! {
            {kv("Retention", retentions)}
            {kv("Advance payment", format!("{advance}, set off by {} % of each invoice", terms.advance_percent.normalize()))}
            {kv("Delay damages", damages)}
            {kv("Agreed", agreed)}
        })
    });
    let none = record.money.terms.is_none();
    let none = none.then(|| view! { <p class="meta">"Nothing is retained and no advance payment is agreed: what is accepted is paid."</p> });
    let rates = record.money.rates.iter().rev().map(|rate| {
        let words = format!(
            "{} % in December {}: late payment in {} bears {} %",
            rate.euribor_percent.normalize(),
            rate.year,
            rate.year + 1,
            domain::contracts::late_rate(rate.euribor_percent)
        );
        kv("One-year EURIBOR", view! { {words}<br/><span class="meta">{rate.source.clone()}", typed by "{rate.by.clone()}</span> })
    });
    let rates: Vec<_> = rates.collect();
    let rates = (!rates.is_empty()).then(|| summary(rates));
    panel("What is agreed on payment", view! { {none}{agreed}{rates} })
}

/// A notice where an invoice is due and not paid.
pub fn overdue(invoice: &Invoice, today: NaiveDate) -> AnyView {
    let due = invoice.due(today);
    let open = invoice.counts() && invoice.paid_on.is_none();
    (open && today > due)
        .then(|| view! { <Notice tone=Tone::Bad>{format!("It was due on {}: late payment bears interest (GTC A.2.4).", format::date(due))}</Notice> })
        .into_any()
}

/// How far a day is away, with its tone.
pub fn left(day: NaiveDate, today: NaiveDate) -> AnyView {
    let days = (day - today).num_days();
    let (tone, words) = match days {
        ..0 => (Tone::Bad, format!("{} over", format::days(-days))),
        0 => (Tone::Attention, "today".to_owned()),
        _ => (Tone::Neutral, format!("{} left", format::days(days))),
    };
    view! { {dated(Some(day))}" "<Tag tone=tone label=words/> }.into_any()
}
