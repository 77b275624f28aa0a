//! Removing a file from a volume of a draft.

use super::uses;
use crate::audit::Happening;
use crate::offers::envelope;
use crate::offers::load::row_in;
use crate::offers::save::{blinded, must_be_editable, saved, stale, write};
use crate::{Call, Ctx, Error, begin};
use domain::policy::actions::EditOffer;

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
    let row = row_in(&mut work.tx, offer_reference).await?;
    let permit = work.permit::<EditOffer>(row.subject())?;
    must_be_editable(&row)?;
    row.sought.must_receive(work.at)?;
    if row.version != version {
        return Err(stale(&row));
    }
    let mut content = row.draft(ctx)?;
    let found = content
        .every_attachment()
        .find(|(_, file)| file.sealed_sha256 == sealed_sha256);
    let (volume, file) = found.map_or(Err(Error::NotFound), |(volume, file)| {
        Ok((volume, file.clone()))
    })?;
    content
        .attachments_mut(volume)
        .retain(|file| file.sealed_sha256 != sealed_sha256);
    let sealed = ctx.keys().seal(envelope::closed(&content)?.as_bytes())?;
    write(&mut work.tx, &row, sealed, work.at).await?;
    uses::release(&mut work, &row, &file).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, saved(volume))
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(version + 1).await
}
