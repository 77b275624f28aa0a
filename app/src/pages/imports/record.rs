//! One imported process: where it comes from, what was corrected on the way, and the record as it was published.

use super::sources::{NOT_NAMED, licence};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Fact, Facts, NumTd, PageTitle, Panel, RowHead, Table, Td, Th, Tone, format,
};
use backend::Error;
use backend::ocds::{self, RecordSheet, ReleaseId, ReleaseRow};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos_meta::Title;

/// Paths that are listed for one kind of note; further ones are counted.
const MOST_PATHS: usize = 12;

/// One imported process.
#[component]
pub fn RecordPage() -> impl IntoView {
    page(
        async |rq: Rq| {
            let release = rq.query("release").map(str::parse::<ReleaseId>).transpose();
            let release = release.map_err(|_| Error::NotFound)?;
            ocds::record_sheet(rq.ctx(), rq.actor(), rq.param("reference"), release).await
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: RecordSheet) -> AnyView {
    let RecordSheet {
        provenance,
        shown,
        text,
        cut,
    } = sheet;
    let back = format!("/solicitations/{}", provenance.reference);
    let links = vec![
        ("/solicitations".to_owned(), "Solicitations".to_owned()).into(),
        (back, provenance.reference.clone()).into(),
    ];
    let release = provenance
        .releases
        .iter()
        .find(|row| row.id == shown)
        .cloned();
    let parts = release
        .map(|release| view! { {facts(&release, provenance.ocid.clone())}{notes(&release)} });
    let rows = provenance
        .releases
        .into_iter()
        .map(|row| release_row(rq, row, shown))
        .collect_view();
    view! {
        <Title text=format!("Source of {}", provenance.reference)/>
        <Breadcrumbs links=links here="Source"/>
        <PageTitle title=provenance.title reference=provenance.reference state="imported" tone=Tone::Neutral
            meta="Taken from open contracting records. What is shown elsewhere is read from the releases below."/>
        {parts}
        <Panel title="Releases" meta="the newest first">
            <Table caption="Releases" caption_hidden=true>
                <thead><tr><Th label="Release"/><Th label="Date"/><Th label="Announces"/><Th label="File"/><Th label="Notes" num=true/><Th label="As published"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
        <Panel title="The record" meta="keys in the order of the alphabet; the download is exactly what was published">
            <div class="scroll" tabindex="0" role="region" aria-label="The record as JSON"><pre>{text}</pre></div>
            {cut.then(|| view! { <p class="meta">"The record goes on: download it to read the rest."</p> })}
            <p><a href=download(shown)>"Download as JSON"</a></p>
        </Panel>
    }
    .into_any()
}

fn download(release: ReleaseId) -> String {
    format!("/ocds/releases/{release}.json")
}

fn facts(release: &ReleaseRow, ocid: String) -> AnyView {
    let publisher = release.source.publisher.clone();
    let licence = licence(&release.source);
    let file = release.source.file_name.clone();
    let imported = format::date_time(release.source.imported_at);
    let version = format!("OCDS {}", release.notes.version);
    view! {
        <Facts>
            <Fact label="Publisher">{publisher.unwrap_or_else(|| NOT_NAMED.to_owned())}</Fact>
            <Fact label="Licence">{licence}</Fact>
            <Fact label="Open contracting ID" note=version>{ocid}</Fact>
            <Fact label="Imported" note=file>{imported}</Fact>
        </Facts>
    }
    .into_any()
}

/// What was corrected, not understood or has no table in the release that is shown.
fn notes(release: &ReleaseRow) -> AnyView {
    let mut kinds = release.notes_by_kind();
    if !release.notes.unknown.is_empty() {
        let kind = "not known here; the record keeps it".to_owned();
        kinds.insert(kind, release.notes.unknown.clone());
    }
    if kinds.is_empty() {
        return view! { <Panel title="Notes"><p>"Every field was read as it stands."</p></Panel> }
            .into_any();
    }
    let rows = kinds
        .into_iter()
        .map(|(kind, paths)| note_row(kind, paths))
        .collect_view();
    view! {
        <Panel title="Notes" meta="fields that were corrected, not understood, or are in the record alone">
            <Table caption="Notes" caption_hidden=true>
                <thead><tr><Th label="What"/><Th label="Fields" num=true/><Th label="Where"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

fn note_row(kind: String, paths: Vec<String>) -> AnyView {
    let count = paths.len();
    let listed = paths
        .into_iter()
        .take(MOST_PATHS)
        .map(|path| view! { <li><code>{path}</code></li> });
    let more = (count > MOST_PATHS)
        .then(|| view! { <li>{format!("and {} more", count - MOST_PATHS)}</li> });
    view! {
        <tr>
            <RowHead>{kind}</RowHead>
            <NumTd label="Fields">{count}</NumTd>
            <Td label="Where"><ul>{listed.collect_view()}{more}</ul></Td>
        </tr>
    }
    .into_any()
}

fn release_row(rq: &Rq, row: ReleaseRow, shown: ReleaseId) -> AnyView {
    let href = rq.with_query("release", Some(&row.id.to_string()));
    let current = (row.id == shown).then_some("true");
    let count = row.notes.notes.len() + row.notes.unknown.len();
    let announces = row.announces();
    let released = released(row.released_at);
    let name = if row.release_id.is_empty() {
        "without an id".to_owned()
    } else {
        row.release_id
    };
    view! {
        <tr>
            <RowHead><a href=href aria-current=current>{name}</a></RowHead>
            <Td label="Date" lead=true>{released}</Td>
            <Td label="Announces">{announces}</Td>
            <Td label="File">{row.source.file_name}</Td>
            <NumTd label="Notes">{count}</NumTd>
            <Td label="As published"><a href=download(row.id)>"JSON"</a></Td>
        </tr>
    }
    .into_any()
}

/// The date of a release as precise as it was published.
fn released(written: Option<String>) -> String {
    let Some(written) = written else {
        return "without a date".to_owned();
    };
    if let Ok(at) = written.parse::<DateTime<Utc>>() {
        return format::date_time(at);
    }
    written.parse::<NaiveDate>().map_or(written, format::date)
}
