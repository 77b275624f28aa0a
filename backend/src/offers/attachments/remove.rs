//! Removing a file from a volume of a draft.

use super::uses;
use crate::audit::Happening;
use crate::offers::save::{blinded, saved, to_edit, write};
use crate::{Call, Ctx, Error, begin};

/// Takes a file out of the draft, by the SHA-256 of its ciphertext. What was submitted with it keeps it. Answers the new
/// version.
///
/// # Errors
/// When the rules refuse, offers are not received any more, the draft has no such file, somebody else saved meanwhile, or
/// the store fails.
pub async fn remove_attachment(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    version: i64,
    sealed_sha256: &str,
) -> Result<i64, Error> {
    let call = &blinded(ctx, call);
    let mut work = begin!(ctx, call);
    let (row, permit) = to_edit(&mut work, offer_reference, Some(version)).await?;
    let mut content = row.draft(ctx)?;
    let found = content
        .every_attachment()
        .find(|(_, file)| file.sealed_sha256 == sealed_sha256);
    let (volume, file) = found
        .map(|(volume, file)| (volume, file.clone()))
        .ok_or(Error::NotFound)?;
    content
        .attachments_mut(volume)
        .retain(|file| file.sealed_sha256 != sealed_sha256);
    write(&mut work, &row, &content).await?;
    uses::release(&mut work, &row, &file).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, saved(volume))
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(version + 1).await
}
