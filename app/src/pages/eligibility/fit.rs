//! How well one's own profile fits a solicitation, requirement by requirement.

use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Fact, Facts, PageTitle, Panel, RowHead, Table, Tag, Td, Th, Tone,
};
use backend::eligibility::{self, OwnFit};
use domain::parameters::{Fitted, Standing};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of the comparison.
#[component]
pub fn FitPage() -> impl IntoView {
    page(
        async |rq| eligibility::own_fit(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn mark(standing: Standing) -> Tone {
    match standing {
        Standing::Objective | Standing::Threshold => Tone::Good,
        Standing::Below => Tone::Bad,
        Standing::ToBeRead => Tone::Neutral,
        Standing::NotTold => Tone::Attention,
    }
}

fn draw(_: &Rq, sheet: OwnFit) -> AnyView {
    let href = format!("/solicitations/{}", sheet.reference);
    let profile = format!("/providers/{}/profile", sheet.provider);
    let link = profile.clone();
    let body = if sheet.fit.answers.is_empty() {
        view! { <EmptyState title="Nothing to compare" text="No requirement of this solicitation is measured by a parameter of the catalogue."/> }.into_any()
    } else {
        table(&sheet)
    };
    let summary = sheet.tally().map(|tally| {
        let met = format!("Meets {} requirements", tally.head());
        let rest = tally.rest();
        if rest.is_empty() {
            format!("{met}.")
        } else {
            format!("{met}; {rest}.")
        }
    });
    let empty = (sheet.systems == 0).then(|| {
        view! { <EmptyState title="Your profile is empty" text="Describe what you operate or sell; this page then says what of it meets what is asked." action=(link, "Describe your capabilities".to_owned())/> }
    });
    let untyped = untyped(sheet.untyped);
    view! {
        <Title text=format!("Does it fit? {}", sheet.reference)/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (href.as_str(), sheet.reference.as_str()).into()] here="Fit"/>
        <PageTitle title="Does our profile fit?" reference=sheet.reference.clone() meta=format!("{}. Only your organisation sees this; an offer declares its own values.", sheet.title)>
            <a class="button" href=profile>"Our capabilities"</a>
        </PageTitle>
        {summary.map(|words| view! { <p>{words}</p> })}
        {empty}
        {body}
        {untyped}
    }
    .into_any()
}

fn table(sheet: &OwnFit) -> AnyView {
    let count = |standing| sheet.fit.count(standing);
    let facts = [
        Standing::Objective,
        Standing::Threshold,
        Standing::Below,
        Standing::NotTold,
        Standing::ToBeRead,
    ]
    .into_iter()
    .filter(|standing| count(*standing) > 0)
    .map(|standing| {
        let count = count(standing);
        view! { <Fact label=standing.label()>{count}</Fact> }
    })
    .collect_view();
    let rows = sheet.fit.answers.iter().cloned().map(row).collect_view();
    view! {
        <Facts>{facts}</Facts>
        <Table caption="Requirements" caption_hidden=true>
            <thead><tr><Th label="Requirement"/><Th label="Asked"/><Th label="Fit"/><Th label="Stated"/><Th label="Because"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(one: Fitted) -> AnyView {
    let stated = one
        .system
        .zip(one.declared)
        .map(|(system, declared)| format!("{system}: {declared}"));
    view! {
        <tr>
            <RowHead>{one.code}" "{one.name}</RowHead>
            <Td label="Asked">{one.wanted}</Td>
            <Td label="Fit" lead=true><Tag tone=mark(one.standing) label=one.standing.label()/></Td>
            <Td label="Stated" lead=true>{stated}</Td>
            <Td label="Because">{one.explanation}</Td>
        </tr>
    }
    .into_any()
}

fn untyped(names: Vec<String>) -> Option<AnyView> {
    if names.is_empty() {
        return None;
    }
    let lines = names
        .into_iter()
        .map(|name| view! { <li>{name}</li> })
        .collect_view();
    Some(view! { <Panel title="Not compared" meta="Asked in the solicitation's own unit or words."><ul>{lines}</ul></Panel> }.into_any())
}
