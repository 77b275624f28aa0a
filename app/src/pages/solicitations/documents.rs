//! The documents of a solicitation: every version with its hash, and the forms that add, replace and withdraw.

use super::words::state;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, EmptyState, Field, Form, Hash, Help, NumTd, PageTitle, Panel, RowHead,
    Select, Submit, SubmitKind, Table, Tag, Td, TextArea, Th, Tone, When, format,
};
use backend::Error;
use backend::documents::NewFile;
use backend::solicitations::{
    self, DocumentRow, DocumentsSheet, NewDocument, add_document, withdraw_document,
};
use domain::policy::Subject;
use domain::policy::actions::EditSolicitation;
use domain::solicitations::DocumentKind;
use leptos::prelude::*;
use leptos_meta::Title;

/// The documents of a solicitation.
#[component]
pub fn Documents() -> impl IntoView {
    page(
        async |rq| solicitations::documents(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &DocumentsSheet) -> AnyView {
    let record = &sheet.record;
    let reference = record.reference.clone();
    let above = format!("/solicitations/{reference}");
    let (tone, label) = state(record.state_at(rq.at()), record.origin == "imported");
    let title = record.title.clone();
    let writes = sheet.open && rq.may::<EditSolicitation>(Subject::ANY);
    let list = if sheet.versions.is_empty() {
        view! { <EmptyState title="No documents yet" text="Statement of work, instructions and the prospective contract are listed here for every provider."/> }
            .into_any()
    } else {
        versions(&sheet.versions)
    };
    view! {
        <Title text=format!("Documents of {reference}")/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (above, reference.clone()).into()] here="Documents"/>
        <PageTitle title="Documents" reference=reference state=label tone=tone meta=title/>
        {list}
        {writes.then(|| forms(rq, sheet))}
    }
    .into_any()
}

/// What a kind is called; an imported record has its own words.
pub fn kind(code: Option<&str>) -> Option<String> {
    let code = code?;
    let known = DocumentKind::from_code(code);
    Some(known.map_or_else(|| code.to_owned(), |kind| kind.label().to_owned()))
}

fn versions(rows: &[DocumentRow]) -> AnyView {
    let rows = rows.iter().map(version).collect_view();
    view! {
        <Panel title="All versions" meta="What is current counts. Former versions stay readable. The SHA-256 shows that a file is the one that was published.">
            <Table caption="All versions" caption_hidden=true>
                <thead><tr>
                    <Th label="Document"/><Th label="Kind"/><Th label="Version" num=true/><Th label="Added"/><Th label="What changed"/>
                    <Th label="Size" num=true/><Th label="SHA-256"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

fn version(row: &DocumentRow) -> AnyView {
    let (current, at) = (row.is_current(), row.created_at);
    let size = size(row);
    let replaced = row.replaced_at.map(|at| {
        let until = format!("until {}", format::date_time(at));
        view! { <span class="meta">{until}</span> }
    });
    let standing = if current {
        view! { <Tag tone=Tone::Good label="current"/> }.into_any()
    } else {
        replaced.into_any()
    };
    let hash = row.sha256.as_deref().map(hex);
    let (name, note, number) = (link(row), row.note.clone(), row.number);
    let kind = kind(row.kind.as_deref());
    view! {
        <tr>
            <RowHead>{name}</RowHead>
            <Td label="Kind">{kind}</Td>
            <NumTd label="Version" lead=true>{number}" "{standing}</NumTd>
            <Td label="Added"><When at=at/></Td>
            <Td label="What changed">{note}</Td>
            <NumTd label="Size">{size}</NumTd>
            <Td label="SHA-256">{hash.map(|hash| view! { <Hash value=hash/> })}</Td>
        </tr>
    }
    .into_any()
}

/// The name of a document, with its download or the address that an imported record gives.
pub fn link(row: &DocumentRow) -> AnyView {
    let title = row.title.clone();
    let web = row
        .url
        .clone()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    match (row.sha256.is_some(), web) {
        (true, _) => {
            view! { <a href=format!("/documents/{}", row.id) download>{title}</a> }.into_any()
        }
        (false, Some(href)) => view! { <a href=href rel="noreferrer">{title}</a> }.into_any(),
        (false, None) => title.into_any(),
    }
}

/// A stored file's size in words.
pub fn size(row: &DocumentRow) -> Option<String> {
    let size = u64::try_from(row.size_bytes?).ok()?;
    Some(format::bytes(size))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn forms(rq: &Rq, sheet: &DocumentsSheet) -> AnyView {
    let current: Vec<Choice> = sheet
        .versions
        .iter()
        .filter(|row| row.is_current() && row.sha256.is_some())
        .map(|row| {
            Choice::new(
                row.id.to_string(),
                format!("{}, version {}", row.title, row.number),
            )
        })
        .collect();
    let public = sheet.record.published_at.is_some();
    let kinds = DocumentKind::ALL
        .map(|kind| (kind.as_str(), kind.label()).into())
        .to_vec();
    let consequence = public.then(|| AMENDS.to_owned());
    let withdraw = (!current.is_empty()).then(|| withdraw(rq, sheet, current.clone()));
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    view! {
        <Panel title="Add a document or a new version">
            <Form act="add" key=key version=version upload=true label="Add a document">
                <Select name="kind" label="Kind" options=kinds/>
                <Select name="replaces" label="Replaces" prompt="Nothing: it is a new document" options=current optional=true/>
                <Field name="file" label="File" hint="PDF, PNG, JPEG, an office document or plain text, at most 20 MB. The content tells the kind, not the name.">
                    <input type="file" id="add-file" name="file" required/>
                </Field>
                {note(public)}
                <Submit label="Add document" consequence=consequence/>
            </Form>
            <Help title="What happens to the former version?">
                "It stays in the list with the moment at which it was replaced, and everybody who could read it still can."
            </Help>
        </Panel>
        {withdraw}
    }
    .into_any()
}

/// What a change of documents does once the solicitation is public.
const AMENDS: &str = "It becomes a numbered amendment: closing moves where the rules ask for it, everyone with a draft, an offer or a question is told, and sealed offers are to be confirmed or replaced.";

fn note(public: bool) -> AnyView {
    let hint = if public {
        "The solicitation is public: every provider reads this."
    } else {
        "Kept beside the version."
    };
    view! { <TextArea name="note" label="What changed, and why" rows=3 optional=!public hint=hint/> }
        .into_any()
}

fn withdraw(rq: &Rq, sheet: &DocumentsSheet, current: Vec<Choice>) -> AnyView {
    let public = sheet.record.published_at.is_some();
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    view! {
        <Panel title="Withdraw a document">
            <Form act="withdraw" key=key version=version label="Withdraw a document">
                <Select name="document" label="Document" options=current/>
                {note(public)}
                <Submit label="Withdraw document" kind=SubmitKind::Danger
                    consequence="It is no longer part of what is asked. It stays readable among the versions to those who could read it."/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Adds or withdraws.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, version) = (post.rq.ctx(), &post.call, post.version()?);
    let reference = post.rq.param("reference");
    match post.act() {
        "add" => add_document(ctx, call, reference, version, typed(&post)?).await?,
        "withdraw" => {
            let document = post
                .value("document")
                .parse()
                .map_err(|_| Error::NotFound)?;
            let note = post.value("note");
            withdraw_document(ctx, call, reference, version, document, note).await?
        }
        _ => return Err(Error::NotFound),
    };
    Ok(Go::to(format!("/solicitations/{reference}/documents")))
}

fn typed(post: &Post) -> Result<NewDocument, Error> {
    let kind = DocumentKind::from_code(post.value("kind"))
        .ok_or_else(|| Error::field("kind", "Choose a kind of the list."))?;
    let replaces = match post.value("replaces") {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let file = post.files.iter().find(|file| file.field == "file");
    let file = file.ok_or_else(|| Error::field("file", "Choose a file that is not empty."))?;
    Ok(NewDocument {
        kind,
        replaces,
        note: post.value("note").to_owned(),
        file: NewFile {
            name: file.file_name.clone(),
            content: file.bytes.clone(),
        },
    })
}
