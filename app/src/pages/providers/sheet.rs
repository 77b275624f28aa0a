//! The page of one organisation.

use crate::page::page;
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, KeyValue, Notice, NumTd, PageTitle, Panel, Ref, RowHead, SummaryList,
    Table, Tag, Td, Th, Tone, format,
};
use backend::providers::{self, AccountRow, ContractRow, OfferRow, ProviderRow};
use domain::policy::Subject;
use domain::policy::actions::{KeepProviders, ProposeMerge, ReadDossier};
use domain::states::{ContractState, OfferState};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of one organisation.
#[component]
pub fn ProviderSheet() -> impl IntoView {
    page(
        async |rq| match rq.param("reference") {
            "own" => providers::own_sheet(rq.ctx(), rq.actor()).await,
            reference => providers::sheet(rq.ctx(), rq.actor(), reference).await,
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: providers::ProviderSheet) -> AnyView {
    let row = sheet.row;
    let stands = row.origin != "imported" && row.merged_into.is_none();
    let edit = (rq.may::<KeepProviders>(Subject::ANY) && stands)
        .then(|| format!("/providers/{}/edit", row.reference));
    let edit = edit.map(|href| view! { <a class="button" href=href>"Change"</a> });
    let reads = rq.may::<ReadDossier>(Subject::of_provider(row.id)) && row.origin != "imported";
    let statements = reads.then(|| {
        let href = format!("/providers/{}/dossier", row.reference);
        view! { <a class="button" href=href>"Its statements"</a> }
    });
    let profile = (row.origin != "imported").then(|| {
        let href = format!("/providers/{}/profile", row.reference);
        view! { <a class="button" href=href>"Capabilities"</a> }
    });
    let duplicates =
        (rq.may::<ProposeMerge>(Subject::ANY) && row.origin != "imported").then(|| {
            let href = format!("/providers/{}/merge", row.reference);
            view! { <a class="button" href=href>"Duplicates"</a> }
        });
    let merged = row.merged_into.clone().map(|kept| {
        let href = format!("/providers/{kept}");
        view! { <Notice title="Merged into another organisation">"What referred to it belongs to "<a href=href>{kept}</a>" now. This page keeps its history."</Notice> }
    });
    let mark = (row.origin != "perigee").then(|| view! { <Tag label=row.origin.clone()/> });
    let (name, reference) = (row.name.clone(), row.reference.clone());
    view! {
        <Title text=name.clone()/>
        <Breadcrumbs links=vec![("/providers", "Providers").into()] here=name.clone()/>
        <PageTitle title=name reference=reference meta=row.description.clone()>{mark}{profile}{statements}{duplicates}{edit}</PageTitle>
        {merged}
        <div class="two">
            <div class="stack">{contracts(sheet.contracts)}{offers(sheet.offers)}</div>
            <div class="stack">{about(row)}{accounts(sheet.accounts)}</div>
        </div>
    }
    .into_any()
}

fn about(row: ProviderRow) -> AnyView {
    let nation = row
        .nation_code
        .map(|code| view! { <a href=format!("/nations/{code}")>{code.clone()}</a> });
    let website = row
        .website
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let website = website.map(|url| {
        let href = url.clone();
        view! { <KeyValue key="Website"><a href=href rel="noreferrer">{url}</a></KeyValue> }
    });
    let size = if row.sme {
        "small or medium-sized enterprise"
    } else {
        "other"
    };
    let unknown = nation.is_none().then_some("not recorded");
    view! {
        <Panel title="About">
            <SummaryList>
                <KeyValue key="Nation">{nation}{unknown}</KeyValue>
                <KeyValue key="Size">{size}</KeyValue>
                {website}
                <KeyValue key="Recorded">{format::date(row.created_at.date_naive())}</KeyValue>
            </SummaryList>
        </Panel>
    }
    .into_any()
}

fn accounts(accounts: Vec<AccountRow>) -> Option<AnyView> {
    if accounts.is_empty() {
        return None;
    }
    let lines = accounts.into_iter().map(|account| {
        let disabled =
            (!account.active).then(|| view! { " "<Tag tone=Tone::Bad label="disabled"/> });
        view! { <li>{account.name}{disabled}</li> }
    });
    let lines = lines.collect_view();
    Some(
        view! { <Panel title="People" meta="Accounts that act for it."><ul>{lines}</ul></Panel> }
            .into_any(),
    )
}

fn contracts(contracts: Vec<ContractRow>) -> AnyView {
    if contracts.is_empty() {
        return view! { <Panel title="Contracts"><EmptyState title="No contracts" text="Contracts with this organisation that you may read appear here."/></Panel> }
            .into_any();
    }
    let rows = contracts
        .into_iter()
        .map(|contract| {
            let state: Option<ContractState> = contract.status.parse().ok();
            let tag = state.map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> });
            view! {
                <tr>
                    <RowHead><Ref href=format!("/contracts/{}", contract.reference) reference=contract.reference/></RowHead>
                    <Td label="Title" lead=true>{contract.title}</Td>
                    <Td label="State" lead=true>{tag}</Td>
                    <NumTd label="Ceiling">{format::money(contract.ceiling_minor, &contract.currency)}</NumTd>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Contracts">
            <Table caption="Contracts" caption_hidden=true>
                <thead><tr><Th label="Reference"/><Th label="Title"/><Th label="State"/><Th label="Ceiling" num=true/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

fn offers(offers: Vec<OfferRow>) -> AnyView {
    if offers.is_empty() {
        return view! { <Panel title="Offers"><EmptyState title="No offers to show" text="Offers are listed when they have been opened."/></Panel> }
            .into_any();
    }
    let rows = offers
        .into_iter()
        .map(|offer| {
            let state: Option<OfferState> = offer.status.parse().ok();
            let tag = state.map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> });
            view! {
                <tr>
                    <RowHead>{offer.reference}</RowHead>
                    <Td label="Solicitation" lead=true>
                        <Ref href=format!("/solicitations/{}", offer.solicitation) reference=offer.solicitation/>" "{offer.title}
                    </Td>
                    <Td label="State" lead=true>{tag}</Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Offers">
            <Table caption="Offers" caption_hidden=true>
                <thead><tr><Th label="Offer"/><Th label="Solicitation"/><Th label="State"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}
