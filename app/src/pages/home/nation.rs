//! The nation delegate's section.

use super::day;
use crate::ui::{
    EmptyState, Notice, NumTd, Panel, Ref, RowHead, Table, Tag, Td, Th, Tone, When, format,
};
use backend::home::{DelegateDay, Funded, OpenPledge, Sum, Waiting};
use leptos::prelude::*;

/// The nation delegate's section.
pub fn draw(today: DelegateDay) -> AnyView {
    let Some(nation) = today.nation else {
        return view! { <Notice tone=Tone::Attention>"Your account is not bound to a nation yet: ask your administrator."</Notice> }.into_any();
    };
    let waiting = waiting(today.waiting);
    let (sums, funded, open) = (sums(today.sums), funded(today.funded), open(today.open));
    let programmes = today.programmes.len();
    let lines = today
        .programmes
        .into_iter()
        .map(|(code, name)| view! { <li><a href=format!("/programmes/{code}")>{name}</a></li> })
        .collect_view();
    view! {
        <div class="two">
            <div class="stack">{waiting} {sums} {funded}</div>
            <div class="stack">
                {open}
                <Panel title="Programmes you take part in">
                    {(programmes == 0).then(|| view! { <p class="meta">"None is recorded."</p> })}
                    <ul class="queue">{lines}</ul>
                    <p><a href=format!("/nations/{nation}")>"Your nation"</a>" · "<a href="/programmes">"All programmes"</a></p>
                </Panel>
            </div>
        </div>
    }
    .into_any()
}

fn waiting(rows: Vec<Waiting>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let line = |one: Waiting| {
        let href = format!("/eligibility/declarations/{}", one.reference);
        let since = one.at.map(|at| view! { " · asked "<When at=at/> });
        view! { <li><a href=href>{one.name}</a><Tag tone=Tone::Attention label="declare eligible?"/><span class="meta">{one.reference}" · "{one.title}{since}</span></li> }
    };
    let lines = rows.into_iter().map(line).collect_view();
    view! {
        <Panel title="Declarations asked of your nation" meta="A missing one moves no closing date; until it is issued the provider's eligibility is not shown.">
            <ul class="queue">{lines}</ul>
        </Panel>
    }
    .into_any()
}

fn sums(sums: Vec<Sum>) -> AnyView {
    if sums.is_empty() {
        return view! {
            <EmptyState title="Nothing is pledged yet" text="Record what your nation pledges to a programme; payments and what they fund follow."
                action=("/contributions/new".to_owned(), "Record a pledge".to_owned())/>
        }
        .into_any();
    }
    let row = |sum: Sum| {
        let amount = |minor| format::amount(minor, &sum.currency);
        let (pledged, paid, allocated) =
            (amount(sum.pledged), amount(sum.paid), amount(sum.allocated));
        view! {
            <tr><RowHead>{sum.currency.clone()}</RowHead><NumTd label="Pledged" lead=true>{pledged}</NumTd>
                <NumTd label="Paid" lead=true>{paid}</NumTd><NumTd label="Allocated to contracts">{allocated}</NumTd></tr>
        }
    };
    let rows = sums.into_iter().map(row).collect_view();
    view! {
        <div>
            <Table caption="Our contributions" note="money only, each currency for itself">
                <thead><tr><Th label="Currency"/><Th label="Pledged" num=true/><Th label="Paid" num=true/><Th label="Allocated to contracts" num=true/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <p><a href="/contributions">"All contributions, beside the other nations'"</a></p>
        </div>
    }
    .into_any()
}

fn funded(contracts: Vec<Funded>) -> AnyView {
    if contracts.is_empty() {
        return ().into_any();
    }
    let row = |one: Funded| {
        let late = match one.worst_days {
            Some(days) => {
                let count = usize::try_from(one.slipped).unwrap_or_default();
                let milestones = format::counted(count, "milestone", "milestones");
                format!("{milestones}, {}", format::slip(days))
            }
            None => "on time".to_owned(),
        };
        view! {
            <tr><RowHead><Ref reference=one.reference.clone() href=format!("/contracts/{}", one.reference)/></RowHead>
                <Td label="Title" lead=true>{one.title}</Td>
                <NumTd label="Our part">{format::money(one.amount_minor, &one.currency)}</NumTd>
                <Td label="Milestones" lead=true>{late}</Td></tr>
        }
    };
    let rows = contracts.into_iter().map(row).collect_view();
    view! {
        <Table caption="What our money does">
            <thead><tr><Th label="Contract"/><Th label="Title"/><Th label="Our part" num=true/><Th label="Milestones"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn open(pledges: Vec<OpenPledge>) -> AnyView {
    let count = pledges.len();
    let line = |one: OpenPledge| {
        let rest = format::money(one.rest_minor, &one.currency);
        view! { <li><a href=format!("/contributions/{}", one.reference)>{one.description}</a><span class="meta">{rest}" to be paid · until "{day(one.ends_on)}</span></li> }
    };
    let lines = pledges.into_iter().map(line).collect_view();
    view! {
        <Panel title="Still to be paid">
            {(count == 0).then(|| view! { <p class="meta">"Every pledge of money is paid in full."</p> })}
            <ul class="queue">{lines}</ul>
        </Panel>
    }
    .into_any()
}
