//! One pledge: facts, payments, allocations, what can be done next, and its history.

use super::parts::amount_words;
use super::sheet_forms::forms;
use crate::page::page;
use crate::pages::programmes::parts::{Origin, tone};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Day, EmptyState, Fact, Facts, KeyValue, Notice, NumTd, PageTitle, Panel, Ref,
    RowHead, SummaryList, Table, Td, Th, Timeline, TimelineEntry, format,
};
use backend::contributions::{
    self, AllocationRow, PaymentRow, PledgeEvent, PledgeRow, PledgeSheet,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// One pledge.
#[component]
pub fn Sheet() -> impl IntoView {
    page(
        async |rq| contributions::pledge_sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: PledgeSheet) -> AnyView {
    let PledgeSheet {
        pledge,
        payments,
        allocations,
        events,
    } = sheet;
    let (state, reference) = (pledge.state(), pledge.reference.clone());
    let title = format!("{} to {}", pledge.nation_name, pledge.programme_code);
    let meta = format!("{} · {}", pledge.kind().label(), state.meaning());
    let (cash, origin) = (pledge.kind().is_cash(), pledge.origin.clone());
    let tables = cash.then(|| view! { {payment_table(payments)} {allocation_table(allocations)} });
    view! {
        <Title text=format!("{reference} {title}")/>
        <Breadcrumbs links=vec![("/contributions", "Contributions").into()] here=reference.clone()/>
        <PageTitle reference=reference title=title state=state.label() tone=tone(state.tone()) meta=meta><Origin origin=origin/></PageTitle>
        {figures(&pledge)}
        <div class="two">
            <div class="stack">{facts(&pledge)} {tables}</div>
            <div class="stack">{forms(rq, &pledge)} {history(events)}</div>
        </div>
    }
    .into_any()
}

fn figures(pledge: &PledgeRow) -> AnyView {
    let amount = amount_words(pledge);
    let Some(currency) = pledge.currency.clone().filter(|_| pledge.kind().is_cash()) else {
        return view! { <Facts><Fact label="Pledged" note="in kind, in no sum of money">{amount}</Fact></Facts> }.into_any();
    };
    let whole = pledge.amount_minor.unwrap_or(0);
    let money = |minor: i64| format::money(minor, &currency);
    let (paid, unpaid) = (money(pledge.paid_minor), money(whole - pledge.paid_minor));
    let (allocated, left) = (
        money(pledge.allocated_minor),
        money(whole - pledge.allocated_minor),
    );
    view! {
        <Facts>
            <Fact label="Pledged">{amount}</Fact>
            <Fact label="Paid">{paid}</Fact>
            <Fact label="Not paid yet">{unpaid}</Fact>
            <Fact label="Allocated to contracts">{allocated}</Fact>
            <Fact label="Not allocated yet">{left}</Fact>
        </Facts>
    }
    .into_any()
}

fn facts(pledge: &PledgeRow) -> impl IntoView + use<> {
    let pledge = pledge.clone();
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| "not set".to_owned(), format::date);
    let (starts, ends) = (day(pledge.starts_on), day(pledge.ends_on));
    let (nation, programme) = (
        format!("/nations/{}", pledge.nation_code),
        format!("/programmes/{}", pledge.programme_code),
    );
    view! {
        <Panel title="The pledge">
            <SummaryList>
                <KeyValue key="Nation"><a href=nation>{pledge.nation_name}</a></KeyValue>
                <KeyValue key="Programme"><a href=programme>{pledge.programme_name}</a></KeyValue>
                <KeyValue key="What">{pledge.description}</KeyValue>
                <KeyValue key="Pledged on">{format::date(pledge.pledged_on)}</KeyValue>
                <KeyValue key="From">{starts}</KeyValue>
                <KeyValue key="Until">{ends}</KeyValue>
            </SummaryList>
            {pledge.private_note.map(|note| view! { <Notice title="Private note, for your nation and auditors only">{note}</Notice> })}
        </Panel>
    }
}

fn payment_table(rows: Vec<PaymentRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState title="No payments yet" text="The nation's delegate records what was paid."/> }.into_any();
    }
    let rows = rows.into_iter().map(|row| {
        view! {
            <tr>
                <RowHead>{format::date(row.paid_on)}</RowHead>
                <NumTd label="Amount" lead=true>{format::money(row.amount_minor, &row.currency)}</NumTd>
                <Td label="Remark">{row.note}</Td>
            </tr>
        }
    });
    view! {
        <Table caption="Payments">
            <thead><tr><Th label="Paid on"/><Th label="Amount" num=true/><Th label="Remark"/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

fn allocation_table(rows: Vec<AllocationRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState title="Pays for no contract yet" text="An officer allocates parts of the pledge to contracts."/> }.into_any();
    }
    let rows = rows.into_iter().map(|row| {
        let href = format!("/contracts/{}", row.reference);
        view! {
            <tr>
                <RowHead><Ref reference=row.reference href=href/></RowHead>
                <Td label="Contract" lead=true>{row.title}</Td>
                <Td label="Since"><Day day=row.allocated_on/></Td>
                <NumTd label="Amount">{format::money(row.amount_minor, &row.currency)}</NumTd>
            </tr>
        }
    });
    view! {
        <Table caption="What it pays for">
            <thead><tr><Th label="Reference"/><Th label="Contract"/><Th label="Since"/><Th label="Amount" num=true/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

fn history(events: Vec<PledgeEvent>) -> impl IntoView {
    let entries = events.into_iter().map(|event| {
        let (when, datetime) = (format::date_time(event.at), format::iso_moment(event.at));
        view! { <TimelineEntry when=when datetime=datetime actor=event.actor_name what=event.summary>{event.reason}</TimelineEntry> }
    });
    view! { <Panel title="History"><Timeline label="History of the pledge">{entries.collect_view()}</Timeline></Panel> }
}
