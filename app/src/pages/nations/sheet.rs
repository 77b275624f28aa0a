//! One nation.

use crate::page::page;
use crate::pages::contributions::parts::PledgeTable;
use crate::pages::programmes::parts::ReportedTable;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, KeyValue, PageTitle, RowHead, SummaryList, Table, Td, Th,
};
use backend::nations::{self, NationSheet, Participation};
use domain::policy::Subject;
use domain::policy::actions::ReadContributions;
use leptos::prelude::*;
use leptos_meta::Title;

/// One nation.
#[component]
pub fn Sheet() -> impl IntoView {
    page(
        async |rq| nations::sheet(rq.ctx(), rq.actor(), rq.param("code")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: NationSheet) -> AnyView {
    let nation = sheet.nation;
    let board = format!("/contributions?nation={}", nation.code);
    let reads = rq.may::<ReadContributions>(Subject::ANY);
    view! {
        <Title text=nation.name.clone()/>
        <Breadcrumbs links=vec![("/nations", "Nations").into()] here=nation.name.clone()/>
        <PageTitle reference=nation.code title=nation.name meta=format!("Joined in {} · {}", nation.accession_year, nation.currency)>
            {reads.then(|| view! { <a class="button" href=board>"Its contributions beside the others'"</a> })}
        </PageTitle>
        {standings(sheet.standings)}
        {(!sheet.reported.is_empty()).then(|| view! { <ReportedTable rows=sheet.reported by_nation=false/> })}
        {sheet.pledges.map(|rows| view! { <PledgeTable rows=rows caption="Pledges recorded here"/> })}
        <SummaryList><KeyValue key="Basis of these facts">{nation.source}</KeyValue></SummaryList>
    }
    .into_any()
}

fn standings(rows: Vec<Participation>) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState title="In no programme" text="No public source that is loaded here names this nation in a programme."/> }.into_any();
    }
    let rows = rows.into_iter().map(|row| {
        let href = format!("/programmes/{}", row.programme_code);
        view! {
            <tr>
                <RowHead><a class="ref" href=href>{row.programme_code}</a></RowHead>
                <Td label="Programme" lead=true>{row.programme_name}</Td>
                <Td label="Standing" lead=true>{row.standing}</Td>
                <Td label="As of">{row.as_of}</Td>
            </tr>
        }
    });
    view! {
        <Table caption="Programmes">
            <thead><tr><Th label="Code"/><Th label="Programme"/><Th label="Standing"/><Th label="As of"/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
    .into_any()
}
