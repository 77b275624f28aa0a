//! The 32 nations.

use crate::page::page;
use crate::pages::lists::{SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Choice, EmptyState, FilterBar, NumTd, PageTitle, RowHead, SelectFilter, Table, TableFooter, Td,
    Th,
};
use backend::nations::{self, NationList, NationRow, Participation};
use leptos::prelude::*;
use leptos_meta::Title;
use std::collections::{BTreeMap, BTreeSet};

/// The nations, sortable, filtered by programme.
#[component]
pub fn Nations() -> impl IntoView {
    page(
        async |rq| nations::nations(rq.ctx(), rq.actor()).await,
        |rq, list| draw(&rq, list),
    )
}

/// The codes of the programmes that each nation has a standing in.
pub type InProgrammes = BTreeMap<String, BTreeSet<String>>;

/// The codes of the programmes of each nation.
#[must_use]
pub fn within(standings: &[Participation]) -> InProgrammes {
    let mut within = InProgrammes::new();
    for row in standings {
        within
            .entry(row.nation_code.clone())
            .or_default()
            .insert(row.programme_code.clone());
    }
    within
}

fn draw(rq: &Rq, list: NationList) -> AnyView {
    let within = within(&list.standings);
    let all = list.nations.len();
    let exports = vec![(rq.file("/nations.csv"), "CSV").into()];
    let rows = sorted(rq, list.nations, &within);
    let (count, source) = (rows.len(), rows.first().map(|row| row.source.clone()));
    let rows = rows
        .into_iter()
        .map(|row| self::row(row, &within))
        .collect_view();
    view! {
        <Title text="Nations"/>
        <PageTitle title="Nations" meta="The nations of the Alliance, with the programmes in which public sources name them."/>
        {filters(rq, &list.standings)}
        {(all == 0).then(|| view! {
            <EmptyState title="No nations are loaded" text="The administrator of this server loads the reference data once; everything here follows from it."/>
        })}
        <Table caption="Nations" caption_hidden=true>
            <thead><tr>
                <SortHead label="Name" name="name"/><Th label="Code"/><SortHead label="Joined" name="year" num=true/>
                <SortHead label="Currency" name="currency"/><SortHead label="Programmes" name="programmes" num=true/><Th label="Which"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=format!("{count} of {all} nations") exports=exports/>
        {source.map(|source| view! { <p class="meta">{source}</p> })}
    }
    .into_any()
}

/// Filtered and ordered as the address asks.
#[must_use]
pub fn sorted(rq: &Rq, mut rows: Vec<NationRow>, within: &InProgrammes) -> Vec<NationRow> {
    let number = |row: &NationRow| within.get(&row.code).map_or(0, BTreeSet::len);
    if let Some(programme) = rq.query("programme") {
        rows.retain(|row| {
            within
                .get(&row.code)
                .is_some_and(|codes| codes.contains(programme))
        });
    }
    let sort = rq.query("sort").unwrap_or("name");
    match sort.trim_start_matches('-') {
        "year" => rows.sort_by_key(|row| row.accession_year),
        "currency" => rows.sort_by(|a, b| a.currency.cmp(&b.currency)),
        "programmes" => rows.sort_by_key(number),
        _ => {}
    }
    if sort.starts_with('-') {
        rows.reverse();
    }
    rows
}

fn filters(rq: &Rq, standings: &[Participation]) -> impl IntoView + use<> {
    let mut names = Vec::<(String, String)>::new();
    for row in standings {
        if !names.iter().any(|(code, _)| *code == row.programme_code) {
            names.push((row.programme_code.clone(), row.programme_name.clone()));
        }
    }
    let chosen = rq.query("programme").map(str::to_owned);
    let options: Vec<Choice> = names
        .into_iter()
        .map(|(code, name)| Choice::new(code.clone(), format!("{code}: {name}")))
        .collect();
    let applied = applied(rq, &[("programme", "Programme", &options)]);
    view! {
        <FilterBar action="/nations" label="Filter nations" clear="/nations" applied=applied keep=order(rq)>
            <SelectFilter name="programme" label="Programme" options=options value=chosen/>
        </FilterBar>
    }
}

fn row(row: NationRow, within: &InProgrammes) -> impl IntoView + use<> {
    let href = format!("/nations/{}", row.code);
    let codes = within.get(&row.code).cloned().unwrap_or_default();
    let count = codes.len();
    let links = codes
        .into_iter()
        .map(|code| {
            let href = format!("/programmes/{code}");
            view! { <a class="ref" href=href>{code}</a> " " }
        })
        .collect_view();
    view! {
        <tr>
            <RowHead><a href=href>{row.name}</a></RowHead>
            <Td label="Code" lead=true>{row.code}</Td>
            <NumTd label="Joined">{row.accession_year}</NumTd>
            <Td label="Currency">{row.currency}</Td>
            <NumTd label="Programmes">{count}</NumTd>
            <Td label="Which">{links}</Td>
        </tr>
    }
}
