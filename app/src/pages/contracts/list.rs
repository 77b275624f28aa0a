//! The list of contracts.

use super::cells::{head, lead, num, td};
use super::words::{self, contract_status, origin};
use crate::page::page;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Choice, DateFilter, EmptyState, FilterBar, PageTitle, Ref, SelectFilter, Table, TableFooter,
    Tag, TextFilter, Th, Tone, format,
};
use backend::contracts::{self, ContractRow, ContractSort, ListInput, ListPage};
use domain::contracts::VehicleKind;
use domain::policy::Subject;
use domain::policy::actions::ReadReadiness;
use domain::states::contract::ContractState;
use leptos::prelude::*;
use leptos_meta::Title;

/// Every contract that the person may see.
#[component]
pub fn Contracts() -> impl IntoView {
    page(
        async |rq| contracts::list(rq.ctx(), rq.actor(), &input(&rq)).await,
        |rq, page| draw(&rq, page),
    )
}

/// The filters and the order in the address.
#[must_use]
pub fn input(rq: &Rq) -> ListInput {
    let text = |name: &str| rq.query(name).map(str::to_owned);
    let sort = rq.query("sort").unwrap_or("-made");
    ListInput {
        text: text("q").unwrap_or_default(),
        status: text("status"),
        vehicle: text("vehicle"),
        programme: text("programme"),
        origin: text("origin"),
        provider: text("provider").map(|reference| reference.to_ascii_uppercase()),
        nation: text("nation"),
        ends_before: rq.query("ends").and_then(|day| day.parse().ok()),
        slipped: rq.query("only") == Some("slipped"),
        nearly_used: rq.query("only") == Some("nearly_used"),
        sort: ContractSort::from_code(sort.trim_start_matches('-')).unwrap_or_default(),
        descending: sort.starts_with('-'),
        after: text("after"),
    }
}

/// Codes with their names, to choose from.
pub fn named(choices: Vec<(String, String)>) -> Vec<Choice> {
    let choices = choices.into_iter();
    choices
        .map(|(code, name)| Choice::new(code, name))
        .collect()
}

fn filters(rq: &Rq, choices: backend::nations::Choices) -> AnyView {
    let value = |name: &str| rq.query(name).map(str::to_owned);
    let (programmes, nations) = (named(choices.programmes), named(choices.nations));
    let only = vec![
        Choice::new("slipped", "With a late milestone"),
        Choice::new("nearly_used", "Above 80 % of the ceiling"),
    ];
    let (states, vehicles, origins) = (
        words::choices(
            ContractState::ALL,
            ContractState::as_str,
            ContractState::label,
        ),
        words::choices(VehicleKind::ALL, VehicleKind::as_str, VehicleKind::label),
        words::origins(),
    );
    let filters: [Filter<'_>; 9] = [
        ("q", "Text", &[]),
        ("status", "Status", &states),
        ("vehicle", "Vehicle", &vehicles),
        ("programme", "Programme", &programmes),
        ("provider", "Contractor", &[]),
        ("nation", "Nation", &nations),
        ("origin", "Origin", &origins),
        ("ends", "Ends by", &[]),
        ("only", "Only", &only),
    ];
    let applied = applied(rq, &filters);
    let controls = view! {
    <TextFilter name="q" label="Title or reference" value=value("q")/>
    <SelectFilter name="status" label="Status" value=value("status") options=states/>
    <SelectFilter name="vehicle" label="Vehicle" value=value("vehicle") options=vehicles/>
    <SelectFilter name="programme" label="Programme" value=value("programme") options=programmes/>
    <TextFilter name="provider" label="Contractor (reference)" value=value("provider")/>
    <SelectFilter name="nation" label="Contractor's nation" value=value("nation") options=nations/>
    <SelectFilter name="origin" label="Origin" value=value("origin") options=origins/>
    <SelectFilter name="only" label="Only" value=value("only") options=only/>
    <DateFilter name="ends" label="Ends by" value=value("ends")/>
    };
    view! { <FilterBar action="/contracts" label="Filter contracts" clear="/contracts" applied=applied keep=order(rq)>{controls}</FilterBar> }.into_any()
}

fn draw(rq: &Rq, page: ListPage<ContractRow>) -> AnyView {
    let count = page.rows.len();
    let next = page.next.map(|key| rq.with_query("after", Some(&key)));
    let first = rq.query("after").map(|_| rq.with_query("after", None));
    let rows = page.rows.into_iter().map(row).collect_view();
    let words = format::shown(count, page.count, backend::MOST_COUNTED);
    let exports = vec![(rq.file("/contracts.csv"), "CSV").into()];
    let table = view! {
        <Table caption="Contracts" caption_hidden=true>
            <thead><tr>
                <SortHead label="Reference" name="made" usual="-made"/><SortHead label="Title" name="title"/><Th label="Contractor"/><Th label="Status"/>
                <SortHead label="Ceiling" name="ceiling" num=true/><Th label="Obligated" num=true/><Th label="Paid" num=true/>
                <SortHead label="Ends" name="ends"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=words previous=first next=next exports=exports/>
    };
    let body = if count == 0 {
        view! { <EmptyState title="No contracts here" text="A contract is made from an award that is cleared for signature. Change the filters to see others."/> }.into_any()
    } else {
        table.into_any()
    };
    let readiness = rq
        .may::<ReadReadiness>(Subject::ANY)
        .then(|| view! { <a class="button" href="/contracts/readiness">"Readiness"</a> });
    view! {
        <Title text="Contracts"/>
        <PageTitle title="Contracts" meta="Vehicles, contracts and what is ordered, accepted and paid under them.">
            <a class="button" href="/frameworks">"Frameworks"</a>" "<a class="button" href="/contracts/options">"Options"</a>" "<a class="button" href="/contracts/invoices">"Invoices"</a>" "{readiness}
        </PageTitle>
        {filters(rq, page.choices)}
        {body}
    }
    .into_any()
}

fn row(row: ContractRow) -> AnyView {
    let money = |minor: i64| format::money(minor, &row.currency);
    let used = (row.ceiling_minor > 0)
        .then(|| i128::from(row.obligated_minor) * 100 / i128::from(row.ceiling_minor));
    let nearly = used
        .filter(|used| *used > 80)
        .map(|used| view! { " " <Tag tone=Tone::Attention label=format!("{used} %")/> });
    // An imported record without a value has none here.
    let valued = row.ceiling_minor != 0 || row.origin != "imported";
    let (ceiling, obligated, paid) = (
        if valued {
            money(row.ceiling_minor)
        } else {
            "not stated".to_owned()
        },
        money(row.obligated_minor),
        money(row.paid_minor),
    );
    let late = (row.slip_days > 0).then(|| words::slip(Some(row.slip_days)));
    let kind = row.vehicle.parse::<VehicleKind>().ok();
    let kind = kind.map(|kind| view! { <div class="meta">{kind.label()}</div> });
    let href = format!("/contracts/{}", row.reference);
    view! {
        <tr>
            {head(view! { <Ref reference=row.reference href=href/>{origin(&row.origin)} })}
            {lead("Title", view! { <div>{row.title}</div>{kind} })}
            {td("Contractor", row.provider_name)}
            {lead("Status", contract_status(&row.status))}
            {num("Ceiling", ceiling)}
            {num("Obligated", view! { {obligated}{nearly} })}
            {num("Paid", paid)}
            {td("Ends", view! { {words::dated(row.ends_on)}{late.map(|late| view! { <div>{late}</div> })} })}
        </tr>
    }
    .into_any()
}
