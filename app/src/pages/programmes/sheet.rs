//! One programme.

use super::parts::{Areas, Origin, PublicContracts, ReportedTable, Source, public_amount, tone};
use crate::page::page;
use crate::pages::capabilities::parts;
use crate::pages::contributions::parts::PledgeTable;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, KeyValue, NumTd, PageTitle, Panel, Ref, RowHead, SummaryList, Table,
    Tag, Td, Th, format,
};
use backend::programmes::{self, FundedContract, Participant, ProgrammeSheet};
use domain::policy::Subject;
use domain::policy::actions::ReadContributions;
use domain::states::ContractState;
use leptos::prelude::*;
use leptos_meta::Title;

/// One programme.
#[component]
pub fn Sheet() -> impl IntoView {
    page(
        async |rq| programmes::sheet(rq.ctx(), rq.actor(), rq.param("code")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: ProgrammeSheet) -> AnyView {
    let programme = &sheet.programme;
    let (code, name) = (programme.code.clone(), programme.name.clone());
    let board = format!("/contributions?programme={code}");
    let reads = rq.may::<ReadContributions>(Subject::ANY);
    let summary = programme.summary.clone();
    let (reported, public) = (sheet.reported.clone(), sheet.public_contracts.clone());
    let reported =
        (!reported.is_empty()).then(|| view! { <ReportedTable rows=reported by_nation=true/> });
    let public = (!public.is_empty())
        .then(|| view! { <PublicContracts rows=public caption="Public contracts"/> });
    view! {
        <Title text=format!("{code} {name}")/>
        <Breadcrumbs links=vec![("/programmes", "Programmes").into()] here=code.clone()/>
        <PageTitle reference=code title=name meta=summary>
            {reads.then(|| view! { <a class="button" href=board>"Contributions of all nations"</a> })}
        </PageTitle>
        <div class="two">
            <div class="stack">
                {facts(&sheet)}
                {reported}
                {public}
            </div>
            {participants(sheet.participants)}
        </div>
        {sheet.pledges.map(|rows| view! { <PledgeTable rows=rows caption="Pledges recorded here"/> })}
        {sheet.contracts.map(contracts)}
        {parts::serving(sheet.capabilities, "Capabilities")}
    }
    .into_any()
}

fn facts(sheet: &ProgrammeSheet) -> impl IntoView + use<> {
    let programme = &sheet.programme;
    let value = public_amount(programme.value_minor, programme.value_currency.clone());
    let qualifier = programme
        .value_qualifier
        .clone()
        .map(|text| format!(" ({text})"));
    let area = programme.functional_area.clone();
    let told = sheet.facts.iter().any(|(name, _)| name == "Value");
    let rows = sheet
        .facts
        .clone()
        .into_iter()
        .map(|(name, body)| view! { <KeyValue key=name>{body}</KeyValue> })
        .collect_view();
    let sources = sheet
        .sources
        .clone()
        .into_iter()
        .map(|source| view! { <Source source=source/> " " })
        .collect_view();
    view! {
        <Panel title="Facts" meta="from public sources">
            <SummaryList>
                <KeyValue key="Functional area"><Areas codes=area/></KeyValue>
                {(!told).then(|| view! { <KeyValue key="Public value">{value}{qualifier}</KeyValue> })}
                {rows}
                <KeyValue key="Sources">{sources}</KeyValue>
            </SummaryList>
        </Panel>
    }
}

fn participants(rows: Vec<Participant>) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState title="No nations are named" text="The public sources of this programme name no participants."/> }.into_any();
    }
    let mut nations = Vec::<(String, String, Vec<String>)>::new();
    for row in rows {
        let standing = row.as_of.map_or_else(
            || row.standing.clone(),
            |day| format!("{} ({day})", row.standing),
        );
        match nations.last_mut() {
            Some((code, _, standings)) if *code == row.code => standings.push(standing),
            _ => nations.push((row.code, row.name, vec![standing])),
        }
    }
    let meta = format!("{} nations, by what public sources say", nations.len());
    let rows = nations.into_iter().map(nation).collect_view();
    view! {
        <Panel title="Nations" meta=meta>
            <Table caption="Nations" caption_hidden=true>
                <thead><tr><Th label="Nation"/><Th label="Standing, as of"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

/// A nation with each of its standings on a line.
fn nation((code, name, standings): (String, String, Vec<String>)) -> impl IntoView {
    let href = format!("/nations/{code}");
    let lines = standings
        .into_iter()
        .map(|line| view! { <div>{line}</div> })
        .collect_view();
    view! {
        <tr>
            <RowHead><a href=href>{name}</a></RowHead>
            <Td label="Standing" lead=true><div>{lines}</div></Td>
        </tr>
    }
}

fn contracts(rows: Vec<FundedContract>) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState title="No contracts of this programme yet" text="They come from solicitations that name the programme."/> }.into_any();
    }
    let rows = rows.into_iter().map(|row| {
        let state: Option<ContractState> = row.status.parse().ok();
        let href = format!("/contracts/{}", row.reference);
        view! {
            <tr>
                <RowHead><Ref reference=row.reference href=href/></RowHead>
                <Td label="Title" lead=true>{row.title}<Origin origin=row.origin/></Td>
                <Td label="Provider">{row.provider_name}</Td>
                <Td label="State">{state.map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> })}</Td>
                <NumTd label="Ceiling">{format::money(row.ceiling_minor, &row.currency)}</NumTd>
            </tr>
        }
    });
    view! {
        <Table caption="Contracts recorded here">
            <thead><tr><Th label="Reference"/><Th label="Title"/><Th label="Provider"/><Th label="State"/><Th label="Ceiling" num=true/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
    .into_any()
}
