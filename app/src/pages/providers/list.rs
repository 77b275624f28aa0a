//! The list of organisations.

use crate::page::page;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Choice, EmptyState, FilterBar, NumTd, PageTitle, Ref, RowHead, SelectFilter, Table,
    TableFooter, Tag, Td, TextFilter, Th, format,
};
use backend::providers::{self, ListInput, Page, ProviderRow, SortBy};
use domain::policy::Subject;
use domain::policy::actions::{KeepProviders, ProposeMerge, ReadRegistrations};
use leptos::prelude::*;
use leptos_meta::Title;

/// The filters and the order in the address.
#[must_use]
pub fn input(rq: &Rq) -> ListInput {
    let order = rq.query("sort").unwrap_or("name");
    let value = |name| rq.query(name).map(str::to_owned);
    ListInput {
        text: value("q").unwrap_or_default(),
        nation: value("nation"),
        sme: rq.query("sme").map(|sme| sme == "yes"),
        origin: value("origin"),
        merging: rq.query("merge") == Some("proposed"),
        sort: match order.trim_start_matches('-') {
            "created" => SortBy::Created,
            _ => SortBy::Name,
        },
        descending: order.starts_with('-'),
        after: value("after"),
    }
}

/// The list of organisations.
#[component]
pub fn Providers() -> impl IntoView {
    page(
        async |rq| {
            let found = providers::list(rq.ctx(), rq.actor(), &input(&rq)).await?;
            Ok((found, providers::nations(rq.ctx(), rq.actor()).await?))
        },
        |rq, (found, nations)| draw(&rq, found, nations),
    )
}

fn draw(rq: &Rq, found: Page, nations: Vec<(String, String)>) -> AnyView {
    let keeps = rq.may::<KeepProviders>(Subject::ANY);
    let merges = rq.may::<ProposeMerge>(Subject::ANY);
    let reviews = rq.may::<ReadRegistrations>(Subject::ANY);
    let nations: Vec<Choice> = nations.into_iter().map(Choice::from).collect();
    let bar = filter_bar(rq, nations);
    let body = if found.rows.is_empty() {
        let (title, text) = if rq.queries().is_empty() {
            (
                "No organisations yet",
                "Those that offer or deliver are listed here when an officer adds them or a record is imported.",
            )
        } else {
            (
                "Nothing matches",
                "No organisation fits these filters. Remove one, or look for fewer words.",
            )
        };
        view! { <EmptyState title=title text=text/> }.into_any()
    } else {
        table(rq, found)
    };
    view! {
        <Title text="Providers"/>
        <PageTitle title="Providers" meta="Organisations that offer or deliver. Only opened offers are counted.">
            {merges.then(|| view! { <a class="button" href="/providers?merge=proposed">"Proposed merges"</a> })}
            {reviews.then(|| view! { <a class="button" href="/registrations">"Registrations"</a> })}
            {keeps.then(|| view! { <a class="button primary" href="/providers/new">"Add an organisation"</a> })}
        </PageTitle>
        {bar}
        {body}
    }
    .into_any()
}

fn filter_bar(rq: &Rq, nations: Vec<Choice>) -> AnyView {
    let sizes: Vec<Choice> = vec![
        ("yes", "Small or medium-sized").into(),
        ("no", "Other").into(),
    ];
    let origins: Vec<Choice> = vec![
        ("perigee", "Written here").into(),
        ("demonstration", "Demonstration").into(),
        ("imported", "Imported").into(),
    ];
    let merges: Vec<Choice> = vec![("proposed", "Proposed").into()];
    let filters: [Filter<'_>; 5] = [
        ("q", "Text", &[]),
        ("nation", "Nation", &nations),
        ("sme", "Size", &sizes),
        ("origin", "Origin", &origins),
        ("merge", "Merge", &merges),
    ];
    let applied = applied(rq, &filters);
    let [q, nation, sme, origin, merge] =
        ["q", "nation", "sme", "origin", "merge"].map(|name| rq.query(name).map(str::to_owned));
    let merging = rq.may::<ProposeMerge>(Subject::ANY).then(|| {
        view! { <SelectFilter name="merge" label="Merge" options=merges value=merge/> }
    });
    view! {
        <FilterBar action="/providers" label="Filter providers" clear="/providers" applied=applied keep=order(rq)>
            <TextFilter name="q" label="Name or reference" value=q/>
            <SelectFilter name="nation" label="Nation" options=nations value=nation/>
            <SelectFilter name="sme" label="Size" options=sizes value=sme/>
            <SelectFilter name="origin" label="Origin" options=origins value=origin/>
            {merging}
        </FilterBar>
    }
    .into_any()
}

fn table(rq: &Rq, found: Page) -> AnyView {
    let shown = found.rows.len();
    let count = format::shown(shown, found.count, backend::MOST_COUNTED);
    let next = found.next.map(|key| rq.with_query("after", Some(&key)));
    let exports = vec![(rq.file("/providers.csv"), "CSV").into()];
    let rows = found.rows.into_iter().map(draw_row).collect_view();
    view! {
        <div>
            <Table caption="Providers" caption_hidden=true>
                <thead><tr>
                    <SortHead label="Reference" name="created"/><SortHead label="Name" name="name" usual="name"/><Th label="Nation"/><Th label="Size"/><Th label="Offers" num=true/><Th label="Contracts" num=true/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count next=next exports=exports/>
        </div>
    }
    .into_any()
}

fn draw_row(row: ProviderRow) -> AnyView {
    let mark = (row.origin != "perigee").then(|| view! { " "<Tag label=row.origin.clone()/> });
    let nation = row
        .nation_code
        .map(|code| view! { <a href=format!("/nations/{code}")>{code.clone()}</a> });
    view! {
        <tr>
            <RowHead><Ref href=format!("/providers/{}", row.reference) reference=row.reference/>{mark}</RowHead>
            <Td label="Name" lead=true>{row.name}</Td>
            <Td label="Nation" lead=true>{nation}</Td>
            <Td label="Size">{row.sme.then_some("SME")}</Td>
            <NumTd label="Offers">{row.offers}</NumTd>
            <NumTd label="Contracts">{row.contracts}</NumTd>
        </tr>
    }
    .into_any()
}
