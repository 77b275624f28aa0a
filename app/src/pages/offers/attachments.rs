//! The files of a draft: added to its volumes and removed.

use super::attached::{counted, kind, link, size};
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::post::{Go, Incoming, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, EmptyState, Field, Form, Hash, Help, Notice, NumTd, PageTitle, Panel,
    RowHead, Select, Submit, Table, Td, Th, Tone, format,
};
use backend::Error;
use backend::offers::{self, AttachmentsSheet, SealedPiece};
use domain::offers::{Attachment, MOST_ATTACHMENTS, Volume};
use leptos::prelude::*;
use leptos_meta::Title;

/// The files of a draft.
#[component]
pub fn Attachments() -> impl IntoView {
    page(
        async |rq| offers::attachments(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &AttachmentsSheet) -> AnyView {
    let offer = &sheet.offer;
    let above = format!("/offers/{}", offer.reference);
    let now = rq.at();
    let closes = offer.sought.closes_at;
    let closes = closes.map(|at| (at, deadline(at, &offer.sought.zone)));
    let title = offer.sought.solicitation_title.clone();
    view! {
        <Title text="Attached files"/>
        <Breadcrumbs links=vec![("/offers", "Our offers").into(), (above.clone(), offer.reference.clone()).into()] here="Attached files"/>
        <PageTitle title="Attached files" reference=offer.reference.clone() meta=title/>
        <p>"Closes "{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</p>
        {list(rq, sheet, &above)}
        {add(rq, sheet)}
        <p><a href=above>"Back to the offer"</a></p>
    }
    .into_any()
}

fn every(sheet: &AttachmentsSheet) -> impl Iterator<Item = (Volume, &Attachment)> {
    let content = sheet.offer.content.iter();
    content.flat_map(|content| content.every_attachment())
}

fn list(rq: &Rq, sheet: &AttachmentsSheet, above: &str) -> AnyView {
    let rows = every(sheet)
        .map(|(volume, file)| row(volume, file, above))
        .collect_view();
    if rows.is_empty() {
        return view! { <EmptyState title="No files yet" text="Files are optional. Add what shows that your answers are true: certificates, drawings, a statement of work."/> }
            .into_any();
    }
    let lost: Vec<String> = every(sheet)
        .filter(|(_, file)| !sheet.kept.contains(&file.sealed_sha256))
        .map(|(_, file)| file.name.clone())
        .collect();
    let lost = (!lost.is_empty()).then(|| {
        let names = lost.join(", ");
        view! {
            <Notice tone=Tone::Attention title="Some files are not kept here any more">
                {names}": your copy lists them, but they were removed. Remove them from the list or add them again before you submit."
            </Notice>
        }
    });
    let meta = counted(every(sheet).map(|(_, file)| file));
    let (key, version) = (rq.key(), rq.version(sheet.offer.version));
    view! {
        {lost}
        <Panel title="Attached" meta=meta>
            <Form act="remove" key=key version=version label="Attached files">
                <Table caption="Attached files" caption_hidden=true>
                    <thead><tr>
                        <Th label="File"/><Th label="Volume"/><Th label="Type"/><Th label="Size" num=true/><Th label="SHA-256"/><Th label="Remove"/>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Form>
        </Panel>
    }
    .into_any()
}

fn row(volume: Volume, file: &Attachment, above: &str) -> AnyView {
    let name = link(above, file);
    let (kind, size) = (kind(file), size(file));
    let (hash, sealed) = (file.sha256.clone(), file.sealed_sha256.clone());
    let remove = format!("Remove {}", file.name);
    view! {
        <tr>
            <RowHead>{name}</RowHead>
            <Td label="Volume" lead=true>{volume.label()}</Td>
            <Td label="Type">{kind}</Td>
            <NumTd label="Size">{size}</NumTd>
            <Td label="SHA-256"><Hash value=hash/></Td>
            <Td label="Remove"><button type="submit" class="button" name="file" value=sealed aria-label=remove>"Remove"</button></Td>
        </tr>
    }
    .into_any()
}

fn add(rq: &Rq, sheet: &AttachmentsSheet) -> AnyView {
    let volumes = Volume::ALL
        .map(|volume| (volume.as_str(), volume.label()).into())
        .to_vec();
    let chosen = rq.query("volume").unwrap_or_default().to_owned();
    let key = rq.key();
    let hint = format!(
        "PDF, PNG, JPEG, an office document, ZIP or plain text, at most {} each and {} together, at most {MOST_ATTACHMENTS} files. \
         The content tells the type, not the name.",
        format::bytes(sheet.limits.file),
        format::bytes(sheet.limits.offer),
    );
    view! {
        <Panel title="Add files">
            <Form act="attach" key=key upload=true label="Add files">
                <Select name="volume" label="Volume" options=volumes value=chosen
                    hint="Files of the price volume are sealed with the price."
                    rule="GBI 3.3-3.5: no file of another volume may name a price"/>
                <Field name="file" label="Files" hint=hint>
                    <input type="file" id="attach-file" name="file" multiple/>
                </Field>
                <Submit label="Add files"/>
            </Form>
            <Help title="How are files protected?" source="docs/sealing.md">
                <p>"The server encrypts each file while it comes in, under a key of its own, and writes nothing else to disk. The key stands in your draft; when you submit, it is sealed with the volume and erased from the server with the draft. Until the opening nobody can tell names, types or how large a file is, beyond a size class."</p>
                <p>"So the server sees a file that is added here while it comes in, and could read it until you submit. With script, the submit page takes files that your browser encrypts; of those the server never has the key, and when the connection breaks, sending goes on where it stopped."</p>
                <p>"Each file is kept as soon as it has arrived: if the connection breaks, those on the list are safe, and you send the others again."</p>
            </Help>
        </Panel>
    }
    .into_any()
}

/// Keeps a file while it comes in: encrypted here, or as the submit page’s script encrypted it.
pub async fn keep(post: Post, file: Incoming) -> Result<(), Error> {
    let reference = post.rq.param("reference");
    let Incoming { name, content } = file;
    if post.act() == "seal" {
        let piece = sealed_piece(&post)?;
        return offers::attach_sealed(post.rq.ctx(), &post.call, reference, piece, content).await;
    }
    let volume = Volume::from_code(post.value("volume"))
        .ok_or_else(|| Error::field("volume", "Choose a volume of the list."))?;
    offers::attach(post.rq.ctx(), &post.call, reference, volume, &name, content)
        .await
        .map(drop)
}

/// What the script says of the piece that it sends.
fn sealed_piece(post: &Post) -> Result<SealedPiece, Error> {
    let unknown = || Error::not_now("this is no piece of a file: load the page again");
    let last = Some(post.value("last")).filter(|last| !last.is_empty());
    Ok(SealedPiece {
        upload: post.value("upload").parse().map_err(|_| unknown())?,
        at: post.value("at").parse().map_err(|_| unknown())?,
        last: last.map(str::parse).transpose().map_err(|_| unknown())?,
    })
}

/// Goes back to the list after files came in, or removes one.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    let (ctx, call) = (post.rq.ctx(), &post.call);
    match post.act() {
        "attach" | "seal" if post.kept == 0 => {
            offers::attachments(ctx, &call.actor, &reference).await?;
            return Err(Error::field("file", "Choose a file."));
        }
        "attach" | "seal" => {}
        "begin" => {
            let wanted = post.values("keep");
            let wanted = wanted.iter().map(|hash| hash.parse());
            let wanted = wanted.collect::<Result<_, _>>();
            let wanted = wanted.map_err(|_| Error::field("file", "This is no hash of a file."))?;
            offers::begin_sealed(ctx, call, &reference, &wanted).await?;
        }
        "remove" => {
            let (version, file) = (post.version()?, post.value("file"));
            offers::remove_attachment(ctx, call, &reference, version, file).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/offers/{reference}/attachments")))
}
