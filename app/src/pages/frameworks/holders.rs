//! The holders of a framework as a table, and who is next.

use super::words::{mark, money};
use crate::pages::contracts::cells::{head, lead, num, num_lead, panel, td};
use crate::pages::contracts::words::contract_status;
use crate::ui::{Table, Th, Tone, format};
use backend::frameworks::record::Holder;
use backend::frameworks::{FrameworkSheet, HolderNow};
use chrono::NaiveDate;
use domain::frameworks::AllocationRule;
use domain::states::order::OrderState;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// Every holder with its contract, what it took, and how it answers.
pub fn table(sheet: &FrameworkSheet, today: NaiveDate) -> AnyView {
    let next = next_of(sheet, today).and_then(|next| next.holder);
    let rows: Vec<_> = sheet
        .record
        .holders
        .iter()
        .filter_map(|holder| {
            let now = sheet
                .holders
                .iter()
                .find(|now| now.number == holder.number)?;
            Some(row(sheet, holder, now, next))
        })
        .collect();
    let (caption, note) = if sheet.own_only {
        ("Your place", "what other holders take is not shown")
    } else if sheet.record.rule == AllocationRule::Cascade {
        ("Holders", "in rank")
    } else {
        ("Holders", "in the order in which they joined")
    };
    let share = (!sheet.own_only).then(|| view! { <Th label="Share" num=true/> });
    view! {
        <Table caption=caption note=note>
            <thead><tr>
                <Th label="Number"/><Th label="Holder"/><Th label="Contract"/><Th label="Orders" num=true/><Th label="Ordered" num=true/>{share}
                <Th label="Left under its own ceiling" num=true/><Th label="Declined in a row" num=true/><Th label="Member"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(sheet: &FrameworkSheet, holder: &Holder, now: &HolderNow, next: Option<i64>) -> AnyView {
    let record = &sheet.record;
    let turn = (next == Some(holder.number)).then(|| mark(Tone::Good, "next"));
    let taken = record
        .requests
        .iter()
        .filter(|one| one.holder == Some(holder.number) && one.status == OrderState::Issued)
        .count();
    let orders = now.contract.order_amounts().len();
    let others = (orders > taken).then(|| {
        let words = format!("{} not by call-off", orders - taken);
        view! { <div class="meta">{words}</div> }
    });
    let share = sheet
        .ordered
        .map(|all| num("Share", share(now.ordered(), all)));
    let left = now
        .left()
        .map_or_else(|| "no ceiling".to_owned(), |minor| money(record, minor));
    let declined = record.declined(holder.number);
    let flag = sheet
        .may_be_ended(holder.number)
        .then(|| mark(Tone::Bad, "may be taken off"));
    let member = match (holder.left_on, holder.ground) {
        (Some(day), ground) => {
            let why = ground.map(|ground| ground.label());
            view! { "left "{format::date(day)}<div class="meta">{why}": "{holder.reason.clone()}</div> }.into_any()
        }
        _ => format!("since {}", format::date(holder.joined_on)).into_any(),
    };
    let reference = now.contract.reference.clone();
    let href = format!("/contracts/{reference}");
    let status = contract_status(now.contract.status.as_str());
    let ordered = money(record, now.ordered());
    view! {
        <tr>
            {head(view! { {holder.number}{turn} })}
            {lead("Holder", sheet.name(holder.number))}
            {td("Contract", view! { <a class="ref" href=href>{reference}</a>" "{status} })}
            {num("Orders", view! { {orders}{others} })}
            {num_lead("Ordered", ordered)}
            {share}
            {num("Left under its own ceiling", left)}
            {num("Declined in a row", view! { {declined}{flag} })}
            {td("Member", member)}
        </tr>
    }
    .into_any()
}

fn share(part: i64, all: i64) -> String {
    if all == 0 {
        return "none yet".to_owned();
    }
    let percent = Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(all);
    format::percent(percent, 1)
}

/// Who would get the smallest order that every holder takes.
pub fn next_of(sheet: &FrameworkSheet, today: NaiveDate) -> Option<backend::frameworks::Next> {
    if sheet.own_only {
        return None;
    }
    let smallest = sheet
        .holders
        .iter()
        .filter_map(|now| now.contract.min_order_minor);
    let smallest = smallest.max().unwrap_or(1).max(1);
    sheet.record.next(&sheet.holders, smallest, today)
}

/// Who is next, and why.
pub fn next(sheet: &FrameworkSheet, today: NaiveDate) -> AnyView {
    let Some(next) = next_of(sheet, today) else {
        return ().into_any();
    };
    let title = match sheet.record.rule {
        AllocationRule::Cascade => "Asked first",
        _ => "Next in turn",
    };
    panel(title, view! { <p>{next.why}</p> })
}
