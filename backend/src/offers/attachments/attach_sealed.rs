//! Keeping files that a browser encrypted. What they are called and which keys open them is listed in the sealed part alone, so the
//! draft knows nothing of them; each belongs to the submission that names its hash.

use super::arriving::Arriving;
use super::attach::{room, with_content};
use super::take::NotTaken;
use super::take_sealed::{forget, join, take_piece};
use super::uses;
use crate::audit::Happening;
use crate::documents::Upload;
use crate::offers::save::{blinded, to_edit};
use crate::{Call, Ctx, Error, begin};
use sealing::bytes::Hex32;
use sealing::file::sealed_size;
use sealing::receipt::SealedBy;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the log says while a browser sends files ahead; it must not tell how many.
const PREPARED: &str = "Prepared a submission";

/// Which piece of a file comes.
#[derive(Clone, Copy, Debug)]
pub struct SealedPiece {
    /// The identity of the upload, by the browser.
    pub upload: Uuid,
    /// Where the piece begins in the ciphertext, in bytes.
    pub at: u64,
    /// With the last piece the SHA-256 of the whole ciphertext.
    pub last: Option<Hex32>,
}

/// An attempt to submit begins: what an earlier one sent and this one does not want is let go; what an earlier submission of the
/// organisation has and this one wants again belongs to the draft once more.
///
/// # Errors
/// For the field `file`, when one that is wanted is not kept; when the rules refuse, offers are not received any more, or the store
/// fails.
pub async fn begin_sealed(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    wanted: &BTreeSet<Hex32>,
) -> Result<(), Error> {
    let call = &blinded(ctx, call);
    let mut work = begin!(ctx, call);
    let (row, permit) = to_edit(&mut work, offer_reference, None).await?;
    uses::let_go(&mut work, &row, wanted).await?;
    uses::take_again(&mut work, &row, wanted).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, PREPARED)
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(()).await
}

/// Keeps a piece of a file that a browser encrypted, and with the last piece the file, until the submission that names it. A piece that
/// comes again, because its answer was lost, changes nothing.
///
/// # Errors
/// For the field `file`, when what comes is not encrypted, too large, did not arrive whole, what came before is gone, or the file is
/// kept for another offer; when the rules refuse, offers are not received any more, the offer has no room for it, or the store or the
/// folder of files fails.
pub async fn attach_sealed(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    piece: SealedPiece,
    content: Arriving,
) -> Result<(), Error> {
    let kept = uses::kept(ctx.db(), offer_reference).await?;
    let (offer, most) = room(ctx, call, offer_reference).await?;
    if piece
        .last
        .is_some_and(|hash| kept.contains(&hash.to_string()))
    {
        return Ok(());
    }
    let told = |refused: NotTaken| refused.told("A file");
    let of = Upload {
        offer: offer.0,
        id: piece.upload,
    };
    let taken = take_piece(ctx, sealed_size(most), of, piece.at, content).await;
    taken.map_err(told)?;
    let Some(hash) = piece.last else {
        return Ok(());
    };
    let bytes = join(ctx, of, hash).await.map_err(told)?;
    note(ctx, call, offer_reference, (hash, bytes)).await?;
    forget(ctx, of).await.map_err(told)
}

async fn note(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    (hash, bytes): (Hex32, u64),
) -> Result<(), Error> {
    let call = &blinded(ctx, &with_content(call, hash.0));
    let mut work = begin!(ctx, call);
    let (row, permit) = to_edit(&mut work, offer_reference, None).await?;
    let kept = uses::Kept {
        sealed_sha256: hash.0,
        sealed_bytes: bytes,
        by: SealedBy::Browser,
    };
    uses::note(&mut work, &row, &kept).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, PREPARED)
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(()).await
}
