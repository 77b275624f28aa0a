//! The files that an own copy lists: whoever keeps the copy may have written anything into it.

use crate::documents::FileKind;
use domain::offers::{Attachment, MOST_ATTACHMENTS};
use domain::text::Line;
use sealing::Identity;
use sealing::bytes::Hex32;

/// The files of a volume as they could have been attached.
///
/// # Errors
/// Words for the person, when one of them could not have been.
pub(super) fn files(copied: &[Attachment]) -> Result<Vec<Attachment>, String> {
    if copied.len() > MOST_ATTACHMENTS {
        return Err(format!("it lists more than {MOST_ATTACHMENTS} files"));
    }
    let mut files: Vec<Attachment> = Vec::new();
    for file in copied {
        if !could_be(file)
            || files
                .iter()
                .any(|one| one.sealed_sha256 == file.sealed_sha256)
        {
            return Err(format!("the file “{}” is not listed as it was", file.name));
        }
        files.push(file.clone());
    }
    Ok(files)
}

fn could_be(file: &Attachment) -> bool {
    let hashes = [&file.sha256, &file.sealed_sha256];
    Line::<200>::parse(&file.name).is_ok_and(|name| name.as_str() == file.name)
        && FileKind::from_media_type(&file.media_type).is_some()
        && file.size_bytes > 0
        && hashes.iter().all(|text| text.parse::<Hex32>().is_ok())
        && Identity::parse(file.key.expose().as_bytes()).is_ok()
}
