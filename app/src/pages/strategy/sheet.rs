//! One code of the Strategy, and what serves it.

use crate::page::page;
use crate::pages::capabilities::parts;
use crate::pages::programmes::parts::{Origin, Source, tone};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, KeyValue, PageTitle, Ref, RowHead, SummaryList, Table, Tag, Td, Th,
};
use backend::strategy::{self, Serving, ServingContract, StrategyItem, StrategySheet};
use domain::policy::Subject;
use domain::policy::actions::ReadContracts;
use domain::states::{ContractState, SolicitationState};
use leptos::prelude::*;
use leptos_meta::Title;

/// One code of the Strategy.
#[component]
pub fn Sheet() -> impl IntoView {
    page(
        async |rq| strategy::item(rq.ctx(), rq.actor(), rq.param("code")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: StrategySheet) -> AnyView {
    let StrategySheet {
        item,
        family,
        solicitations,
        contracts,
        capabilities,
    } = sheet;
    let kind = match item.kind.as_str() {
        "objective" => "Objective",
        "line" => "Line of the Strategy",
        "tenet" => "Tenet",
        _ => "Functional area",
    };
    let reads_contracts = rq.may::<ReadContracts>(Subject::ANY);
    view! {
        <Title text=format!("{} {}", item.code, item.title)/>
        <Breadcrumbs links=vec![("/strategy", "Strategy").into()] here=item.code.clone()/>
        <PageTitle reference=item.code.clone() title=item.title.clone() meta=kind/>
        <p>{item.body.clone()}</p>
        {facts(item)}
        {(!family.is_empty()).then(|| related(family))}
        {solicitation_table(solicitations)}
        {reads_contracts.then(|| contract_table(contracts))}
        {parts::serving(capabilities, "Capabilities that serve it")}
    }
    .into_any()
}

fn facts(item: StrategyItem) -> impl IntoView {
    let source = item.source;
    view! {
        <SummaryList>
            <KeyValue key="Paragraph">{item.paragraph.unwrap_or_else(|| "none".to_owned())}</KeyValue>
            {item.note.map(|note| view! { <KeyValue key="Note">{note}</KeyValue> })}
            <KeyValue key="Source"><Source source=source/></KeyValue>
        </SummaryList>
    }
}

fn related(items: Vec<StrategyItem>) -> impl IntoView {
    let rows = items.into_iter().map(|item| {
        let href = format!("/strategy/{}", item.code);
        view! {
            <tr>
                <RowHead><a class="ref" href=href>{item.code}</a></RowHead>
                <Td label="Heading" lead=true>{item.title}</Td>
                <Td label="Paragraph">{item.paragraph}</Td>
            </tr>
        }
    });
    view! {
        <Table caption="Belongs together">
            <thead><tr><Th label="Code"/><Th label="Heading"/><Th label="Paragraph"/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
}

fn solicitation_table(rows: Vec<Serving>) -> AnyView {
    if rows.is_empty() {
        return view! {
            <EmptyState title="No solicitation serves this yet" text="An officer names the codes that a solicitation serves when writing it."/>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(|row| {
        let state: Option<SolicitationState> = row.status.parse().ok();
        let href = format!("/solicitations/{}", row.reference);
        view! {
            <tr>
                <RowHead><Ref reference=row.reference href=href/></RowHead>
                <Td label="Title" lead=true>{row.title}<Origin origin=row.origin/></Td>
                <Td label="State">{state.map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> })}</Td>
            </tr>
        }
    });
    view! {
        <Table caption="Solicitations that serve it" note="the newest hundred">
            <thead><tr><Th label="Reference"/><Th label="Title"/><Th label="State"/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

fn contract_table(rows: Vec<ServingContract>) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
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
            </tr>
        }
    });
    let table = view! {
        <Table caption="Contracts that came of them" note="the newest hundred">
            <thead><tr><Th label="Reference"/><Th label="Title"/><Th label="Provider"/><Th label="State"/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    };
    Some(table.into_any())
}
