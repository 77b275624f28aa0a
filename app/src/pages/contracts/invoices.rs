//! Invoices over all contracts, with what waits for a decision.

use super::cells::{head, lead, num, num_lead, td};
use super::invoice::state_tag;
use super::named;
use super::words::{choices, dated, origin};
use crate::page::page;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, EmptyState, FilterBar, PageTitle, SelectFilter, Table, TableFooter, Tag,
    TextFilter, Th, Tone, format,
};
use backend::contracts::{self, InvoiceFilter, InvoiceRow, InvoiceSort, ListPage};
use chrono::NaiveDate;
use domain::contracts::InvoiceKind;
use domain::states::StateMachine as _;
use domain::states::invoice::InvoiceState;
use leptos::prelude::*;
use leptos_meta::Title;

/// Every invoice that the person may see.
#[component]
pub fn Invoices() -> impl IntoView {
    page(
        async |rq| contracts::invoices(rq.ctx(), rq.actor(), &filter(&rq)).await,
        |rq, page| draw(&rq, page),
    )
}

/// The filters and the order in the address.
#[must_use]
pub fn filter(rq: &Rq) -> InvoiceFilter {
    let text = |name: &str| rq.query(name).map(str::to_owned);
    let sort = rq.query("sort").unwrap_or("-received");
    InvoiceFilter {
        contract: text("contract").map(|reference| reference.to_ascii_uppercase()),
        status: text("status"),
        provider: text("provider").map(|reference| reference.to_ascii_uppercase()),
        programme: text("programme"),
        waiting: rq.query("only") == Some("waiting"),
        sort: match sort.trim_start_matches('-') {
            "due" => InvoiceSort::Due,
            "amount" => InvoiceSort::Amount,
            _ => InvoiceSort::Received,
        },
        descending: sort.starts_with('-'),
        after: text("after"),
    }
}

fn filters(rq: &Rq, programmes: Vec<(String, String)>) -> AnyView {
    let value = |name: &str| rq.query(name).map(str::to_owned);
    let programmes = named(programmes);
    let states = choices(InvoiceState::ALL, InvoiceState::as_str, InvoiceState::label);
    let only = vec![Choice::new("waiting", "Waiting for a decision")];
    let filters: [Filter<'_>; 5] = [
        ("contract", "Contract", &[]),
        ("status", "State", &states),
        ("programme", "Programme", &programmes),
        ("provider", "Contractor", &[]),
        ("only", "Only", &only),
    ];
    let applied = applied(rq, &filters);
    let controls = view! {
        <TextFilter name="contract" label="Contract reference" value=value("contract")/>
        <SelectFilter name="status" label="State" value=value("status") options=states/>
        <SelectFilter name="programme" label="Programme" value=value("programme") options=programmes/>
        <TextFilter name="provider" label="Contractor (reference)" value=value("provider")/>
        <SelectFilter name="only" label="Only" value=value("only") options=only/>
    };
    view! { <FilterBar action="/contracts/invoices" label="Filter invoices" clear="/contracts/invoices" applied=applied keep=order(rq)>{controls}</FilterBar> }.into_any()
}

fn draw(rq: &Rq, page: ListPage<InvoiceRow>) -> AnyView {
    let (count, today) = (page.rows.len(), rq.at().date_naive());
    let next = page.next.map(|key| rq.with_query("after", Some(&key)));
    let first = rq.query("after").map(|_| rq.with_query("after", None));
    let rows = page
        .rows
        .into_iter()
        .map(|found| row(found, today))
        .collect_view();
    let words = format::shown(count, page.count, backend::MOST_COUNTED);
    let exports = vec![(rq.file("/contracts/invoices.csv"), "CSV").into()];
    let body = if count == 0 {
        view! { <EmptyState title="No invoices here" text="A contractor sends one from the contract's money once a milestone is accepted. Change the filters to see others."/> }.into_any()
    } else {
        view! {
            <Table caption="Invoices" caption_hidden=true>
                <thead><tr>
                    <Th label="Invoice"/><Th label="Contract and contractor"/><Th label="For"/><SortHead label="Asked" name="amount" num=true/><Th label="To pay" num=true/>
                    <SortHead label="Received" name="received" usual="-received"/><SortHead label="Due" name="due"/><Th label="Paid"/><Th label="State"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=words previous=first next=next exports=exports/>
        }
        .into_any()
    };
    view! {
        <Title text="Invoices"/>
        <Breadcrumbs links=vec![("/contracts", "Contracts").into()] here="Invoices"/>
        <PageTitle title="Invoices" meta="What contractors ask to be paid, over all contracts, with what waits for a decision."/>
        {filters(rq, page.choices.programmes)}
        {body}
    }
    .into_any()
}

fn row(row: InvoiceRow, today: NaiveDate) -> AnyView {
    let state = row.state();
    let href = format!("/contracts/{}/invoices/{}", row.contract, row.number);
    let contract = format!("/contracts/{}", row.contract);
    let money = |minor: i64| format::money(minor, &row.currency);
    let kind = row
        .kind
        .parse::<InvoiceKind>()
        .map_or("", InvoiceKind::label);
    let about = match row.milestone {
        Some(number) => format!("{kind}, milestone {number}"),
        None => kind.to_owned(),
    };
    let late = (!state.is_final() && today > row.due_on)
        .then(|| view! { " "<Tag tone=Tone::Bad label=format!("{} over", format::days((today - row.due_on).num_days()))/> });
    let (asked, net) = (money(row.amount_minor), row.net_minor.map(money));
    let due = (state != InvoiceState::Rejected).then_some(row.due_on);
    view! {
        <tr>
            {head(view! { <a href=href>{format!("Invoice {}", row.number)}</a><div class="meta">{row.own_number}</div> })}
            {td("Contract and contractor", view! {
                <div><a class="ref" href=contract>{row.contract}</a>{origin(&row.origin)}</div>
                <div class="meta">{row.contract_title}" · "{row.provider_name}</div>
            })}
            {lead("For", about)}
            {num_lead("Asked", asked)}
            {num("To pay", net)}
            {td("Received", dated(Some(row.received_on)))}
            {td("Due", view! { {dated(due)}{late} })}
            {td("Paid", row.paid_on.map(|day| dated(Some(day))))}
            {lead("State", state_tag(state))}
        </tr>
    }
    .into_any()
}
