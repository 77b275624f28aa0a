//! Every version of what is public: as it was, and what differs between any two.

use super::requirements;
use super::schedule;
use super::sheet_dates::timetable;
use super::sheet_parts as parts;
use super::sheet_scheme;
use crate::page::page;
use crate::pages::changes::shown as told;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, Diff, EmptyState, Hash, Help, Notice, PageTitle, Panel, RowHead, Select,
    Table, Td, Th, When,
};
use backend::solicitations::{
    self, DocumentMark, Sheet, VersionKind, VersionRow, Versions, amendment_number,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The versions of a solicitation.
#[component]
pub fn VersionsPage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference");
            let versions = solicitations::versions(rq.ctx(), rq.actor(), reference).await?;
            Ok((
                versions,
                solicitations::sheet(rq.ctx(), rq.actor(), reference).await?,
            ))
        },
        |rq, (versions, sheet)| draw(&rq, &versions, sheet),
    )
}

fn draw(rq: &Rq, versions: &Versions, sheet: Sheet) -> AnyView {
    let crumbs = vec![
        ("/solicitations".to_owned(), "Solicitations".to_owned()).into(),
        (
            format!("/solicitations/{}", versions.reference),
            versions.reference.clone(),
        )
            .into(),
    ];
    let body = if versions.rows.is_empty() {
        let back = format!("/solicitations/{}", versions.reference);
        view! { <EmptyState title="Never amended" text="What is published now is what was published first." action=(back, "Read it".to_owned())/> }
            .into_any()
    } else {
        all(rq, versions, sheet)
    };
    let (title, reference) = (versions.title.clone(), versions.reference.clone());
    view! {
        <Title text=format!("Versions of {reference}")/>
        <Breadcrumbs links=crumbs here="Versions"/>
        <PageTitle title="Versions" reference=reference meta=title/>
        {body}
    }
    .into_any()
}

fn all(rq: &Rq, versions: &Versions, sheet: Sheet) -> AnyView {
    let number = |name: &str| rq.query(name).and_then(|text| text.parse::<i64>().ok());
    let shown =
        number("show").and_then(|asked| versions.rows.iter().find(|row| row.number == asked));
    let differing = number("from")
        .zip(number("to"))
        .map(|(from, to)| differing(versions, from, to));
    let rows = versions
        .rows
        .iter()
        .rev()
        .map(|row| line(rq, row))
        .collect_view();
    let shown = shown.map(|row| as_it_was(row, sheet));
    view! {
        {compare(rq, versions)}
        {differing}
        <Table caption="Versions" note="the newest first">
            <thead><tr><Th label="Version"/><Th label="Made"/><Th label="Why"/><Th label="What changed"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {shown}
        <Help title="What does an amendment do to an offer?" source="Own rule of Perigee">
            "A sealed offer stays as it is. Its provider confirms it or replaces it before closing; one that is neither is marked at the opening as made before the amendment."
        </Help>
    }
    .into_any()
}

fn name(row: &VersionRow) -> String {
    match row.kind {
        VersionKind::Publication => row.kind.label().to_owned(),
        kind => format!("{} {}", kind.label(), amendment_number(row.number)),
    }
}

fn line(rq: &Rq, row: &VersionRow) -> AnyView {
    let href = rq.with_query("show", Some(&row.number.to_string()));
    let (name, made_at, reason) = (name(row), row.made_at, row.reason.clone());
    let count = row.changes.len();
    let what = (count > 0).then(|| {
        let caption = format!("What {name} changed");
        let noun = if count == 1 { "field" } else { "fields" };
        view! { <details><summary>{count}" "{noun}</summary><Diff changes=told(row.changes.clone()) caption=caption/></details> }
    });
    view! {
        <tr>
            <RowHead><a href=format!("{href}#version")>{name.clone()}</a></RowHead>
            <Td label="Made"><When at=made_at/></Td>
            <Td label="Why" lead=true>{reason}</Td>
            <Td label="What changed">{what}</Td>
        </tr>
    }
    .into_any()
}

fn compare(rq: &Rq, versions: &Versions) -> Option<AnyView> {
    if versions.rows.len() < 2 {
        return None;
    }
    let options: Vec<Choice> = versions
        .rows
        .iter()
        .map(|row| Choice::new(row.number.to_string(), name(row)))
        .collect();
    let last = versions.rows.last().map(|row| row.number.to_string());
    let from = rq.query("from").unwrap_or("0").to_owned();
    let to = rq.query("to").map(str::to_owned).or(last);
    let action = format!("/solicitations/{}/versions", versions.reference);
    Some(
        view! {
            <Panel title="Compare two versions">
                <form class="form" method="get" action=action>
                    <div class="parts">
                        <Select name="from" label="From" options=options.clone() value=from/>
                        <Select name="to" label="To" options=options value=to/>
                    </div>
                    <p><button type="submit" class="button">"Show differences"</button></p>
                </form>
            </Panel>
        }
        .into_any(),
    )
}

fn differing(versions: &Versions, from: i64, to: i64) -> AnyView {
    let caption = format!(
        "From {} to {}",
        amendment_number(from),
        amendment_number(to)
    );
    match versions.between(from, to) {
        Some(found) if found.is_empty() => {
            view! { <Notice title=caption>"Nothing differs."</Notice> }.into_any()
        }
        Some(found) => view! { <Diff changes=told(found) caption=caption/> }.into_any(),
        None => view! { <Notice title=caption>"There is no such version."</Notice> }.into_any(),
    }
}

/// The documents that counted, by their hashes.
fn documents(marks: &[DocumentMark]) -> Option<AnyView> {
    if marks.is_empty() {
        return None;
    }
    let line = |mark: &DocumentMark| {
        let (name, hash) = (mark.name.clone(), mark.sha256.clone());
        view! { <li>{name}", version "{mark.edition}", SHA-256 "<Hash value=hash/></li> }
    };
    let lines = marks.iter().map(line).collect_view();
    Some(view! { <Panel title="Documents"><ul>{lines}</ul></Panel> }.into_any())
}

/// A version as it was read then.
fn as_it_was(row: &VersionRow, sheet: Sheet) -> AnyView {
    let title = format!("{}, as it was", name(row));
    let sheet = Sheet {
        record: row.record.clone(),
        ..sheet
    };
    let record = &sheet.record;
    let documents = row.documents.as_deref().and_then(documents);
    view! {
        <section id="version" class="stack">
            <h2>{title}</h2>
            <p><strong>{record.title.clone()}</strong></p>
            {parts::need(&sheet)}
            {parts::lots(&record.lots)}
            {requirements::panel(&record.requirements)}
            {schedule::panel(record)}
            {sheet_scheme::scheme(&sheet)}
            {timetable(&sheet)}
            {documents}
            {parts::about(&sheet)}
        </section>
    }
    .into_any()
}
