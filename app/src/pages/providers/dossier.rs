//! What an organisation states of itself: identifiers, ownership and control, certificates; and its people.

use super::dossier_forms as forms;
use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, KeyValue, PageTitle, Panel, RowHead, SummaryList, Table, Tag, Td, Th,
    Tone, When, format,
};
use backend::providers::{
    self, CERTIFICATE_KINDS, CertificateRow, Dossier, IdentifierRow, PersonRow, StatementRow,
};
use chrono::NaiveDate;
use domain::identifiers::Scheme;
use domain::policy::Subject;
use domain::policy::actions::KeepOwnProvider;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of an organisation's statements.
#[component]
pub fn DossierPage() -> impl IntoView {
    page(
        async |rq| providers::dossier(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: Dossier) -> AnyView {
    let keeps = rq.may::<KeepOwnProvider>(Subject::of_provider(sheet.id));
    let today = rq.at().date_naive();
    let href = format!("/providers/{}", sheet.reference);
    let (name, reference) = (sheet.name.clone(), sheet.reference.clone());
    let writing = keeps.then(|| forms::draw(rq, &sheet));
    let (identifiers, ownership) = (
        identifiers(&sheet.identifiers),
        ownership(&sheet.statements),
    );
    let (certificates, people) = (
        certificates(rq, &sheet.certificates, today, keeps),
        people(&sheet.people, &href),
    );
    view! {
        <Title text=format!("Statements of {name}")/>
        <Breadcrumbs links=vec![("/providers".to_owned(), "Providers".to_owned()).into(), (href, name.clone()).into()] here="Statements"/>
        <PageTitle title=format!("Statements of {name}") reference=reference
            meta="By the organisation itself. Only its own people, buyers, delegates and auditors read this."/>
        <div class="two">
            <div class="stack">{identifiers}{ownership}</div>
            <div class="stack">{people}</div>
        </div>
        {certificates}
        {writing}
    }
    .into_any()
}

fn identifiers(rows: &[IdentifierRow]) -> AnyView {
    let line = |row: &IdentifierRow| {
        let scheme: Option<Scheme> = row.scheme.parse().ok();
        let (key, checked) = scheme.map_or((row.scheme.clone(), ""), |scheme| {
            (scheme.label().to_owned(), scheme.meaning())
        });
        let (value, day) = (
            row.value.clone(),
            format::date(row.recorded_at.date_naive()),
        );
        view! { <KeyValue key=key><span class="ref">{value}</span>" "<span class="meta">"recorded "{day}". "{checked}</span></KeyValue> }
    };
    let lines = rows.iter().map(line).collect_view();
    let none = rows.is_empty().then(|| view! { <p class="meta">"No identifier is recorded. A contract needs at least one."</p> });
    view! { <Panel title="Identifiers">{none}<SummaryList>{lines}</SummaryList></Panel> }.into_any()
}

fn ownership(rows: &[StatementRow]) -> AnyView {
    let Some((newest, earlier)) = rows.split_first() else {
        return view! {
            <Panel title="Ownership and control"><EmptyState title="Nothing stated yet" text="Without a statement eligibility cannot be shown (NPP 32)."/></Panel>
        }
        .into_any();
    };
    let newest = statement(newest);
    let history = (!earlier.is_empty()).then(|| {
        let earlier = earlier.iter().map(statement).collect_view();
        view! { <details class="help"><summary>"Earlier statements"</summary><div>{earlier}</div></details> }
    });
    view! { <Panel title="Ownership and control" meta="The newest statement counts; earlier ones stay.">{newest}{history}</Panel> }.into_any()
}

fn statement(row: &StatementRow) -> AnyView {
    let one = row.statement.clone();
    let owners: Vec<&str> = one.owners.iter().map(|nation| nation.as_str()).collect();
    let owners = owners.join(" ");
    let (tone, restricted) = if one.restricted {
        (Tone::Attention, "restricted")
    } else {
        (Tone::Good, "not restricted")
    };
    let by = row
        .made_by
        .clone()
        .unwrap_or_else(|| "the organisation".to_owned());
    let made_at = row.made_at;
    view! {
        <SummaryList>
            <KeyValue key=format!("Statement {}", one.number)>{format::date(one.stated_on)}" "<span class="meta">"by "{by}", "<When at=made_at/></span></KeyValue>
            <KeyValue key="Beneficial owners in">{owners}</KeyValue>
            <KeyValue key="Managed from">{one.managed_from.to_string()}</KeyValue>
            <KeyValue key="Produces in">{one.produces_in.to_string()}</KeyValue>
            <KeyValue key="Ownership or control"><Tag tone=tone label=restricted/>" "{one.explanation}</KeyValue>
        </SummaryList>
    }
    .into_any()
}

/// How a certificate stands: 90 and 30 days before its last day it asks for attention.
fn left(row: &CertificateRow, today: NaiveDate) -> (Tone, String) {
    match row.days_left(today) {
        None => (Tone::Neutral, "no last day".to_owned()),
        Some(days) if days < 0 => (Tone::Bad, "expired".to_owned()),
        Some(days) if days <= 30 => (Tone::Bad, format!("{} left", format::days(days))),
        Some(days) if days <= 90 => (Tone::Attention, format!("{} left", format::days(days))),
        Some(_) => (Tone::Good, "valid".to_owned()),
    }
}

fn certificates(rq: &Rq, rows: &[CertificateRow], today: NaiveDate, keeps: bool) -> AnyView {
    if rows.is_empty() {
        return view! { <Panel title="Certificates and clearances"><p class="meta">"None is recorded."</p></Panel> }.into_any();
    }
    let row = |row: &CertificateRow| {
        let (tone, words) = left(row, today);
        let kind = CERTIFICATE_KINDS
            .iter()
            .find(|(code, _)| *code == row.kind)
            .map(|(_, words)| *words);
        let end = keeps.then(|| forms::end(rq, row.id.to_string()));
        let row = row.clone();
        view! {
            <tr>
                <RowHead>{row.title}</RowHead>
                <Td label="Kind">{kind}</Td>
                <Td label="Issuer" lead=true>{row.issuer}" "{row.number}</Td>
                <Td label="Until" lead=true>{row.expires_on.map(format::date)}" "<Tag tone=tone label=words/></Td>
                <Td label="End">{end}</Td>
            </tr>
        }
    };
    let rows = rows.iter().map(row).collect_view();
    view! {
        <Table caption="Certificates and clearances" note="the start page names them from 90 days before the last day; news reminds 60 and 30 days before and on the day">
            <thead><tr><Th label="What"/><Th label="Kind"/><Th label="Issuer and number"/><Th label="Until"/><Th label="End"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn people(rows: &[PersonRow], href: &str) -> AnyView {
    let all = format!("{href}/people");
    let row = |row: &PersonRow| {
        let state = match (row.active, row.joined) {
            (false, _) => Some(view! { " "<Tag tone=Tone::Bad label="disabled"/> }),
            (true, false) => Some(view! { " "<Tag tone=Tone::Attention label="invited"/> }),
            _ => None,
        };
        let (name, email, label) = (row.name.clone(), row.email.clone(), row.membership.label());
        view! { <tr><RowHead>{name}{state}</RowHead><Td label="E-mail">{email}</Td><Td label="May">{label}</Td></tr> }
    };
    let rows = rows.iter().map(row).collect_view();
    view! {
        <Table caption="People" note="who act for it">
            <thead><tr><Th label="Name"/><Th label="E-mail"/><Th label="May"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <p><a href=all>"What each may do, and inviting more"</a></p>
    }
    .into_any()
}
