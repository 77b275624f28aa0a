//! The files that brought open contracting records, and what each of them brought.

use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    EmptyState, Fact, Facts, NumTd, PageTitle, Panel, Ref, RowHead, Table, TableFooter, Td, Th,
    format,
};
use backend::Error;
use backend::ocds::{self, Brought, Source, SourceSheet};
use leptos::prelude::*;
use leptos_meta::Title;

/// Every source, the newest first.
#[component]
pub fn Sources() -> impl IntoView {
    page(
        async |rq| ocds::sources(rq.ctx(), rq.actor()).await,
        |_, sources| draw_sources(sources),
    )
}

fn draw_sources(sources: Vec<Source>) -> AnyView {
    let none = sources.is_empty();
    let rows = sources.into_iter().map(source_row).collect_view();
    let table = view! {
        <Table caption="Imported files" note="the newest 200" caption_hidden=true>
            <thead><tr>
                <Th label="File"/><Th label="Publisher"/><Th label="Licence"/><Th label="Imported"/><Th label="Releases" num=true/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    };
    let empty = view! {
        <EmptyState title="Nothing was imported yet"
            text="perigee import ocds FILE… reads open contracting records on the command line of the server."/>
    };
    view! {
        <Title text="Imports"/>
        <PageTitle title="Imports" meta="Open contracting records of other publishers, by the file that brought them. Each release is kept as it was published."/>
        {if none { empty.into_any() } else { table.into_any() }}
    }
    .into_any()
}

fn source_row(source: Source) -> AnyView {
    let licence = licence(&source);
    view! {
        <tr>
            <RowHead><a href=format!("/imports/{}", source.id)>{source.file_name}</a></RowHead>
            <Td label="Publisher" lead=true>{source.publisher.unwrap_or_else(|| NOT_NAMED.to_owned())}</Td>
            <Td label="Licence">{licence}</Td>
            <Td label="Imported">{format::date_time(source.imported_at)}</Td>
            <NumTd label="Releases">{format::thousands(source.releases)}</NumTd>
        </tr>
    }
    .into_any()
}

/// What is said where a file does not name its publisher or licence.
pub(super) const NOT_NAMED: &str = "not named in the file";

/// The licence, as a link where it is one.
pub(super) fn licence(source: &Source) -> AnyView {
    match source.licence.clone() {
        Some(link) if link.starts_with("https://") || link.starts_with("http://") => {
            let href = link.clone();
            view! { <a href=href rel="external noreferrer">{link}</a> }.into_any()
        }
        Some(words) => words.into_any(),
        None => NOT_NAMED.into_any(),
    }
}

/// One source.
#[component]
pub fn SourcePage() -> impl IntoView {
    page(
        async |rq: Rq| {
            let id = rq.param("id").parse().map_err(|_| Error::NotFound)?;
            let after = rq.query("after").unwrap_or_default();
            ocds::source(rq.ctx(), rq.actor(), id, after).await
        },
        |rq, sheet| draw_source(&rq, sheet),
    )
}

fn draw_source(rq: &Rq, sheet: SourceSheet) -> AnyView {
    let SourceSheet {
        source,
        processes,
        next,
    } = sheet;
    let licence = licence(&source);
    let count = format!("{} processes on this page", processes.len());
    let next = next
        .map(|ocid| rq.with_query("after", Some(&ocid)))
        .unwrap_or_default();
    let rows = processes.into_iter().map(process_row).collect_view();
    let footer = if next.is_empty() {
        view! { <TableFooter count=count/> }.into_any()
    } else {
        view! { <TableFooter count=count next=next/> }.into_any()
    };
    view! {
        <Title text=source.file_name.clone()/>
        <PageTitle title=source.file_name meta="An imported file. Its records are labelled as imported wherever they are shown."/>
        <Facts>
            <Fact label="Publisher">{source.publisher.unwrap_or_else(|| NOT_NAMED.to_owned())}</Fact>
            <Fact label="Licence">{licence}</Fact>
            <Fact label="Imported">{format::date_time(source.imported_at)}</Fact>
            <Fact label="Releases">{format::thousands(source.releases)}</Fact>
        </Facts>
        <Panel title="Processes">
            <Table caption="Processes" caption_hidden=true>
                <thead><tr><Th label="Reference"/><Th label="Title"/><Th label="Open contracting ID"/><Th label="Releases" num=true/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            {footer}
        </Panel>
    }
    .into_any()
}

fn process_row(process: Brought) -> AnyView {
    let href = format!("/solicitations/{}/source", process.reference);
    view! {
        <tr>
            <RowHead><Ref reference=process.reference href=href/></RowHead>
            <Td label="Title" lead=true>{process.title}</Td>
            <Td label="Open contracting ID">{process.ocid}</Td>
            <NumTd label="Releases">{format::thousands(process.releases)}</NumTd>
        </tr>
    }
    .into_any()
}
