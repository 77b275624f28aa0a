//! The parts of a contract as tables, one per tab.

use super::cells::{head, lead, num, num_lead, td};
use super::words::{dated, day, slip, tone};
use crate::ui::{EmptyState, Ref, Table, Tag, Th, Timeline, TimelineEntry, format};
use backend::contracts::record::{Attachment, ContractOption, Modification};
use backend::contracts::{ContractRecord, EventLine};
use chrono::NaiveDate;
use leptos::prelude::*;

fn empty(title: &'static str, text: &'static str) -> AnyView {
    view! { <EmptyState title=title text=text/> }.into_any()
}

/// Lines, then options. `kept` ends links that keep the shown moment.
pub fn lines(record: &ContractRecord, kept: &str) -> AnyView {
    if record.lines.is_empty() {
        return empty(
            "No lines",
            "An imported contract has no priced lines here; the publisher's record names its items.",
        );
    }
    let currency = record.currency.code();
    let rows = record
        .lines
        .iter()
        .map(|line| {
            let option = line.option.map(|_| view! { " " <Tag label="option"/> });
            let (unit, price) = (
                line.unit.clone(),
                format::amount(line.unit_price_minor, currency),
            );
            view! {
                <tr>
                    {head(view! { <span class="ref">{line.number.clone()}</span>{option} })}
                    {lead("Description", line.description.clone())}
                    {num("Quantity", view! { {line.quantity.normalize().to_string()}" "{unit} })}
                    {num("Unit price", price)}
                    {num_lead("Total", format::amount(line.total_minor, currency))}
                </tr>
            }
        })
        .collect_view();
    let unit = currency.to_owned();
    view! {
        <Table caption="Lines" note="numbered after DFARS 204.71">
            <thead><tr><Th label="Number"/><Th label="Description"/><Th label="Quantity" num=true/><Th label="Unit price" num=true unit=unit.clone()/><Th label="Total" num=true unit=unit/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {options(record, kept)}
    }
    .into_any()
}

fn options(record: &ContractRecord, kept: &str) -> AnyView {
    if record.options.is_empty() {
        return view! { <p class="meta">"The contract has no options."</p> }.into_any();
    }
    let rows = record
        .options
        .iter()
        .map(|option| option_row(record, option, kept))
        .collect_view();
    view! {
        <Table caption="Options" note="notice at least 60 days before expiry, the modification within the last 30 (GTC A.4.1)">
            <thead><tr><Th label="Option"/><Th label="Period"/><Th label="Value" num=true/><Th label="Notice by"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn option_row(record: &ContractRecord, option: &ContractOption, kept: &str) -> AnyView {
    let href = format!(
        "/contracts/{}/options/{}{kept}",
        record.reference, option.number
    );
    let (state, label) = (tone(option.status.tone()), option.status.label());
    view! {
        <tr>
            {head(view! { <a href=href>{format!("Option {}, {}", option.number, option.title)}</a> })}
            {td("Period", format!("{} to {}", format::date(option.starts_on), format::date(option.ends_on)))}
            {num_lead("Value", format::money(option.value_minor, record.currency.code()))}
            {td("Notice by", format::date(option.notice_by))}
            {lead("State", view! { <Tag tone=state label=label/> })}
        </tr>
    }
    .into_any()
}

/// Orders.
pub fn orders(record: &ContractRecord) -> AnyView {
    if record.orders.is_empty() {
        let text = if record.orders_by_call_off() {
            "Issue the first one from the overview; its value is obligated with it."
        } else {
            "This contract is no vehicle for orders: its whole value is in its lines."
        };
        return empty("No orders", text);
    }
    let rows = record
        .orders
        .iter()
        .map(|order| {
            let (state, label) = (tone(order.status.tone()), order.status.label());
            let request = order.request.as_ref().and_then(|request| {
                let (framework, number) = request.split_once('/')?;
                let href = format!("/frameworks/{framework}/requests/{number}");
                Some(view! { <div class="meta">"call-off "<a class="ref" href=href>{request.clone()}</a></div> })
            });
            view! {
                <tr>
                    {head(view! { <span class="ref">{order.number.clone()}</span> })}
                    {lead("Title", view! { {order.title.clone()}{request} })}
                    {num_lead("Value", format::money(order.amount_minor, record.currency.code()))}
                    {td("Issued", view! { {format::date(order.issued_on)}" by "{order.issued_by.clone()} })}
                    {td("Performance", format!("{} to {}", format::date(order.starts_on), format::date(order.ends_on)))}
                    {td("State", view! { <Tag tone=state label=label/> })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Orders">
            <thead><tr><Th label="Number"/><Th label="Title"/><Th label="Value" num=true/><Th label="Issued"/><Th label="Performance"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Modifications.
pub fn modifications(record: &ContractRecord) -> AnyView {
    if record.modifications.is_empty() {
        return empty(
            "No modifications",
            "Changes after signature are listed here, each with its reason and the answer of the 50 % rule.",
        );
    }
    let rows = record
        .modifications
        .iter()
        .map(|made| modification_row(record, made))
        .collect_view();
    view! {
        <Table caption="Modifications" note="in-scope increases stay below half of the amount first approved (NSPA 10.9)">
            <thead><tr><Th label="Number"/><Th label="What and why"/><Th label="Value" num=true/><Th label="Ceiling" num=true/><Th label="End"/><Th label="50 % rule"/><Th label="Executed"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn modification_row(record: &ContractRecord, made: &Modification) -> AnyView {
    let signed = |minor: i64| {
        if minor == 0 {
            "unchanged".to_owned()
        } else {
            format::money_signed(minor, record.currency.code())
        }
    };
    let end = if made.ends_on_before == made.ends_on_after {
        "unchanged".to_owned()
    } else {
        format!("{} → {}", day(made.ends_on_before), day(made.ends_on_after))
    };
    let percent = made
        .cumulative_percent
        .map(|percent| format!(", {}", format::percent(percent, 1)))
        .unwrap_or_default();
    let rule = made.verdict.map_or_else(
        || "agreed in advance".to_owned(),
        |verdict| format!("{}{percent}", verdict.label()),
    );
    view! {
        <tr>
            {head(view! { <span class="ref">{made.number.clone()}</span> })}
            {lead("What and why", view! { {made.title.clone()}<br/><span class="meta">{made.kind.label()}" · "{made.reason.clone()}</span> })}
            {num_lead("Value", signed(made.value_delta_minor))}
            {num("Ceiling", signed(made.ceiling_delta_minor))}
            {td("End", end)}
            {td("50 % rule", rule)}
            {td("Executed", view! { {day(made.executed_on)}" by "{made.by.clone()} })}
        </tr>
    }
    .into_any()
}

/// Milestones with their four dates. `kept` ends links that keep the shown moment.
pub fn milestones(record: &ContractRecord, today: NaiveDate, kept: &str) -> AnyView {
    if record.milestones.is_empty() {
        return empty(
            "No milestones",
            "The contract was made without dated deliverables.",
        );
    }
    let rows = record
        .milestones
        .iter()
        .map(|milestone| {
            let href = format!("/contracts/{}/milestones/{}{kept}", record.reference, milestone.number);
            let (state, label) = (tone(milestone.status.tone()), milestone.status.label());
            let overdue = milestone.dates().map_or(0, |dates| dates.overdue(today));
            let overdue = (overdue > 0 && milestone.actual.is_none()).then(|| view! { " " <Tag tone=crate::ui::Tone::Bad label=format!("{} overdue", format::days(overdue))/> });
            let value = milestone.value_minor.map(|minor| format::money(minor, record.currency.code()));
            view! {
                <tr>
                    {head(view! { <a href=href>{format!("{}. {}", milestone.number, milestone.title)}</a> })}
                    {td("Class", milestone.class.label())}
                    {num("Value", value)}
                    {td("Original baseline", dated(milestone.original_baseline))}
                    {td("Current baseline", dated(milestone.current_baseline))}
                    {td("Forecast", dated(milestone.forecast))}
                    {td("Actual", dated(milestone.actual))}
                    {lead("Against original", view! { {slip(milestone.slip_days())}{overdue} })}
                    {lead("State", view! { <Tag tone=state label=label/> })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Milestones" note="four dates each, never overwritten">
            <thead><tr><Th label="Milestone"/><Th label="Class"/><Th label="Value" num=true/><Th label="Original baseline"/><Th label="Current baseline"/><Th label="Forecast"/><Th label="Actual"/><Th label="Against original"/><Th label="State"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Obligations and payments.
pub fn payments(record: &ContractRecord) -> AnyView {
    let currency = record.currency.code();
    let committed = record.obligations.iter().map(|o| {
        (
            Some(o.on),
            "Obligation",
            format::money_signed(o.amount_minor, currency),
            o.note.clone(),
            o.by.clone(),
        )
    });
    let paid = record.payments.iter().map(|p| {
        let milestone = record
            .milestones
            .iter()
            .find(|m| Some(m.id) == p.milestone)
            .map(|m| format!("milestone {}, ", m.number));
        (
            p.paid_on,
            "Payment",
            format::money(p.amount_minor, currency),
            format!("{}{}", milestone.unwrap_or_default(), p.note),
            p.by.clone(),
        )
    });
    let mut all: Vec<_> = committed.chain(paid).collect();
    if all.is_empty() {
        return empty(
            "No money moved yet",
            "Obligations and payments are listed here with their day and reason.",
        );
    }
    all.sort_by_key(|(on, ..)| *on);
    let rows = all
        .into_iter()
        .map(|(on, kind, amount, note, by)| {
            view! {
                <tr>
                    {head(day(on))}
                    {td("Kind", kind)}
                    {num_lead("Amount", amount)}
                    {lead("What for", note)}
                    {td("Recorded by", by)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Obligations and payments">
            <thead><tr><Th label="Day"/><Th label="Kind"/><Th label="Amount" num=true/><Th label="What for"/><Th label="Recorded by"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// A file as a link.
pub fn file_link(file: &Attachment) -> AnyView {
    let size = u64::try_from(file.size_bytes).unwrap_or(0);
    view! {
        <a href=format!("/documents/{}", file.id) download="">{file.title.clone()}</a>
        " "<span class="meta">{format!("{}, {}", file.media_type, format::bytes(size))}</span>
    }
    .into_any()
}

/// Files that were submitted as evidence.
pub fn documents(record: &ContractRecord) -> AnyView {
    let rows: Vec<_> = record
        .milestones
        .iter()
        .flat_map(|milestone| milestone.evidence.iter().map(move |evidence| (milestone, evidence)))
        .filter_map(|(milestone, evidence)| {
            let file = evidence.file.as_ref()?;
            Some(view! {
                <tr>
                    {head(file_link(file))}
                    {lead("Milestone", format!("{}. {}", milestone.number, milestone.title))}
                    {lead("Submitted", view! { {format::date_time(evidence.at)}" by "{evidence.by.clone()} })}
                    {td("SHA-256", view! { <crate::ui::Hash value=file.sha256.clone()/> })}
                </tr>
            })
        })
        .collect();
    if rows.is_empty() {
        return empty(
            "No documents",
            "Files that the contractor submits as evidence of a milestone appear here.",
        );
    }
    view! {
        <Table caption="Documents">
            <thead><tr><Th label="File"/><Th label="Milestone"/><Th label="Submitted"/><Th label="SHA-256"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Every event, the newest first; each leads to the contract as it then was.
pub fn history(events: &[EventLine]) -> AnyView {
    if events.is_empty() {
        return empty(
            "No history here",
            "An imported contract is shown as its publisher wrote it.",
        );
    }
    let entries = events
        .iter()
        .map(|event| {
            let reason = event.reason.clone().map(|reason| format!("{reason} · "));
            let then = super::moment::link(event.at);
            view! {
                <TimelineEntry when=format::date_time(event.at) datetime=format::iso_moment(event.at) actor=event.actor_name.clone() what=event.summary.clone()>
                    {reason}
                    <Ref reference="as recorded then" href=then/>
                </TimelineEntry>
            }
        })
        .collect_view();
    view! { <Timeline label="What happened">{entries}</Timeline> }.into_any()
}
