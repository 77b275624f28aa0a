//! Every programme.

use super::parts::{Areas, PublicContracts, public_amount};
use crate::page::page;
use crate::pages::lists::SortHead;
use crate::request::Rq;
use crate::ui::{EmptyState, NumTd, PageTitle, RowHead, Table, TableFooter, Td, Th, format};
use backend::programmes::{self, ProgrammeList, ProgrammeRow};
use leptos::prelude::*;
use leptos_meta::Title;

/// Every programme.
#[component]
pub fn Programmes() -> impl IntoView {
    page(
        async |rq| programmes::list(rq.ctx(), rq.actor()).await,
        |rq, list| draw(&rq, list),
    )
}

/// Ordered as the address asks.
#[must_use]
pub fn sorted(rq: &Rq, mut rows: Vec<ProgrammeRow>) -> Vec<ProgrammeRow> {
    match rq.query("sort") {
        Some("name") => rows.sort_by(|a, b| a.name.cmp(&b.name)),
        Some("-name") => rows.sort_by(|a, b| b.name.cmp(&a.name)),
        Some("nations") => rows.sort_by_key(|row| row.nations),
        Some("-nations") => rows.sort_by_key(|row| std::cmp::Reverse(row.nations)),
        _ => {}
    }
    rows
}

fn draw(rq: &Rq, list: ProgrammeList) -> AnyView {
    let count = list.programmes.len();
    let others = list.other_contracts;
    let others = (!others.is_empty()).then(|| view! { <PublicContracts rows=others caption="Public contracts of no programme listed here"/> });
    let exports = vec![(rq.file("/programmes.csv"), "CSV").into()];
    let rows = sorted(rq, list.programmes)
        .into_iter()
        .map(row)
        .collect_view();
    view! {
        <Title text="Programmes"/>
        <PageTitle title="Programmes" meta="Multinational space programmes, as public sources tell them; each fact has its source.">
            <a class="button" href="/nations">"Nations"</a>
        </PageTitle>
        {(count == 0).then(|| view! {
            <EmptyState title="No programmes are loaded" text="The administrator of this server loads the reference data once; everything here follows from it."/>
        })}
        <Table caption="Programmes" caption_hidden=true>
            <thead><tr>
                <Th label="Code"/><SortHead label="Name" name="name"/><Th label="Functional area"/>
                <SortHead label="Nations" name="nations" num=true/><Th label="Public value" num=true/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=format::counted(count, "programme", "programmes") exports=exports/>
        {others}
    }
    .into_any()
}

fn row(row: ProgrammeRow) -> impl IntoView {
    let href = format!("/programmes/{}", row.code);
    view! {
        <tr>
            <RowHead><a class="ref" href=href>{row.code}</a></RowHead>
            <Td label="Name" lead=true>{row.name}<div class="meta">{row.summary}</div></Td>
            <Td label="Functional area"><Areas codes=row.functional_area/></Td>
            <NumTd label="Nations">{row.nations}</NumTd>
            <NumTd label="Public value">{public_amount(row.value_minor, row.value_currency)}<div class="meta">{row.value_qualifier}</div></NumTd>
        </tr>
    }
}
