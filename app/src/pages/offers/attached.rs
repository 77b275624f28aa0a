//! The files of a volume, to be read.

use crate::ui::{Hash, NumTd, RowHead, Table, Td, Th, format};
use backend::documents::FileKind;
use domain::offers::Attachment;
use leptos::prelude::*;

/// The files of a volume of the offer at an address; nothing where there are none.
pub(super) fn files(address: &str, files: &[Attachment]) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    let rows = files.iter().map(|file| row(address, file)).collect_view();
    view! {
        <Table caption="Attached files">
            <thead><tr><Th label="File"/><Th label="Type"/><Th label="Size" num=true/><Th label="SHA-256"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(address: &str, file: &Attachment) -> AnyView {
    let name = link(address, file);
    let (kind, size) = (kind(file), size(file));
    let hash = file.sha256.clone();
    view! {
        <tr>
            <RowHead>{name}</RowHead>
            <Td label="Type">{kind}</Td>
            <NumTd label="Size">{size}</NumTd>
            <Td label="SHA-256"><Hash value=hash/></Td>
        </tr>
    }
    .into_any()
}

/// The file's name, by which it is downloaded.
pub(in crate::pages) fn link(address: &str, file: &Attachment) -> AnyView {
    let href = format!("{address}/attachments/{}", file.sealed_sha256);
    let name = file.name.clone();
    view! { <a href=href download>{name}</a> }.into_any()
}

/// The file's kind in words.
pub(super) fn kind(file: &Attachment) -> &'static str {
    FileKind::from_media_type(&file.media_type).map_or("file", FileKind::label)
}

/// The file's size in words.
pub(super) fn size(file: &Attachment) -> String {
    format::bytes(file.size_bytes.unsigned_abs())
}

/// Files counted and added up, in words: “2 files, 3.4 MB”.
pub(super) fn counted<'a>(files: impl Iterator<Item = &'a Attachment>) -> String {
    let (mut count, mut bytes) = (0_u32, 0);
    for file in files {
        count += 1;
        bytes += file.size_bytes.unsigned_abs();
    }
    match count {
        0 => "No files".to_owned(),
        1 => format!("1 file, {}", format::bytes(bytes)),
        more => format!("{more} files, {}", format::bytes(bytes)),
    }
}
