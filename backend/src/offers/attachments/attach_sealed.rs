//! Keeping a file that a browser encrypted. What it is called and which key opens it is listed in the sealed part alone, so the
//! draft knows nothing of it; it belongs to the submission that names its hash.

use super::arriving::Arriving;
use super::attach::{room, with_content};
use super::take::take_sealed;
use super::uses;
use crate::audit::Happening;
use crate::offers::save::{blinded, to_edit};
use crate::{Call, Ctx, Error, begin};
use sealing::file::sealed_size;
use sealing::receipt::SealedBy;

/// Keeps a file that a browser encrypted, until the submission that names it. `first` says that an attempt to submit begins: what
/// an earlier one sent and never submitted is let go. Answers with the SHA-256 of the ciphertext, hexadecimal.
///
/// # Errors
/// For the field `file`, when what comes is not encrypted, too large, did not arrive whole, or is kept already; when the rules refuse,
/// offers are not received any more, the offer has no room for it, or the store or the folder of files fails.
pub async fn attach_sealed(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    first: bool,
    content: Arriving,
) -> Result<String, Error> {
    let most = sealed_size(room(ctx, call, offer_reference, first).await?);
    let taken = take_sealed(ctx, most, content).await;
    let taken = taken.map_err(|refused| refused.told("A file"))?;
    let call = &blinded(ctx, &with_content(call, taken.sealed_sha256));
    let mut work = begin!(ctx, call);
    let (row, permit) = to_edit(&mut work, offer_reference, None).await?;
    if first {
        uses::let_go(&mut work, &row).await?;
    }
    let kept = uses::Kept {
        sealed_sha256: taken.sealed_sha256,
        sealed_bytes: taken.sealed_bytes,
        by: SealedBy::Browser,
    };
    uses::note(&mut work, &row, &kept).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, "Prepared a submission")
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(hex::encode(taken.sealed_sha256)).await
}
