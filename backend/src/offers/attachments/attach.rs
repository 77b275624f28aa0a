//! Attaching a file to a volume of a draft.

use super::arriving::Arriving;
use super::take::take;
use super::uses;
use crate::audit::Happening;
use crate::offers::load::row;
use crate::offers::save::{blinded, must_be_editable, saved, to_edit, write};
use crate::{Call, Ctx, Error, begin};
use domain::id::OfferId;
use domain::offers::{Attachment, MOST_ATTACHMENTS, OfferContent, Volume};
use domain::policy::actions::EditOffer;
use domain::policy::permit;
use domain::text::Line;
use sealing::file::Taken;
use sealing::receipt::SealedBy;
use sha2::{Digest, Sha256};

/// How often a file is put into the draft anew when somebody else saved the draft at the same moment.
const TRIES: usize = 5;

/// Of all that an organisation's submissions to a process hold, former ones included, so many offers' worth is kept.
const OFFERS_WORTH: u64 = 4;

/// Takes a file in while it comes, encrypts it under a key of its own, and lists it in the volume. The draft may have been
/// saved meanwhile: the file is added to whatever it holds then. Answers with the file's name.
///
/// # Errors
/// For the field `file`, when the file is of no kind that is kept, too large, or did not arrive whole; when the rules
/// refuse, offers are not received any more, the offer has no room for it, or the store or the folder of files fails.
pub async fn attach(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    volume: Volume,
    name: &str,
    content: Arriving,
) -> Result<String, Error> {
    let name = Line::<200>::parse(name).map_err(|error| Error::field("file", error))?;
    let (_, most) = room(ctx, call, offer_reference).await?;
    let taken = take(ctx, most, content).await;
    let taken = taken.map_err(|refused| refused.told(name.as_str()))?;
    let call = blinded(ctx, &with_content(call, taken.sha256));
    let file = taken.listed(name.into());
    for _ in 1..TRIES {
        match add(ctx, &call, offer_reference, (volume, &file), &taken).await {
            Err(Error::Stale(_)) => {}
            other => return other,
        }
    }
    add(ctx, &call, offer_reference, (volume, &file), &taken).await
}

/// The call with what came besides the form's fields: the same form with another file is another one.
pub(super) fn with_content(call: &Call, sha256: [u8; 32]) -> Call {
    Call {
        body_hash: Sha256::digest([call.body_hash, sha256].concat()).into(),
        ..call.clone()
    }
}

/// Looks before the file is taken in, so that nobody sends in vain; answers which offer it is, and how many bytes the file may
/// have.
pub(super) async fn room(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
) -> Result<(OfferId, u64), Error> {
    let row = row(ctx.db(), offer_reference).await?;
    permit::<EditOffer>(&call.actor, row.subject())?;
    must_be_editable(&row)?;
    row.sought.must_receive(ctx.now())?;
    let (listed, listed_bytes) = held(&row.draft(ctx)?);
    let (sent, sent_bytes) = uses::sent_sealed(ctx, &row).await?;
    must_have_room(ctx, (listed + sent, listed_bytes + sent_bytes), 0)?;
    if uses::stored(ctx, &row).await? > ctx.documents().limits().offer * OFFERS_WORTH {
        let words = "your earlier submissions to this solicitation hold too many files: no more can be added";
        return Err(Error::field("file", words));
    }
    Ok((row.id, ctx.documents().limits().file))
}

/// How many files a draft lists, and how many bytes they have together.
fn held(content: &OfferContent) -> (usize, u64) {
    let sizes = content.every_attachment();
    let sizes = sizes.map(|(_, file)| file.size_bytes.unsigned_abs());
    sizes.fold((0, 0), |(count, bytes), size| (count + 1, bytes + size))
}

fn must_have_room(ctx: &Ctx, (count, bytes): (usize, u64), more: u64) -> Result<(), Error> {
    let bytes = bytes + more;
    if count >= MOST_ATTACHMENTS {
        let words = format!(
            "an offer has at most {MOST_ATTACHMENTS} files: remove one, or put several into one archive"
        );
        return Err(Error::field("file", words));
    }
    let most = ctx.documents().limits().offer;
    if bytes > most {
        let words = format!(
            "the files of an offer may have {} MB together: remove one first, or send smaller ones",
            most / 1_000_000
        );
        return Err(Error::field("file", words));
    }
    Ok(())
}

async fn add(
    ctx: &Ctx,
    call: &Call,
    offer_reference: &str,
    (volume, file): (Volume, &Attachment),
    taken: &Taken,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (row, permit) = to_edit(&mut work, offer_reference, None).await?;
    let mut content = row.draft(ctx)?;
    must_have_room(ctx, held(&content), taken.size_bytes)?;
    content.attachments_mut(volume).push(file.clone());
    write(&mut work, &row, &content).await?;
    let kept = uses::Kept {
        sealed_sha256: taken.sealed_sha256,
        sealed_bytes: taken.sealed_bytes,
        by: SealedBy::Server,
    };
    uses::note(&mut work, &row, &kept).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, saved(volume))
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(file.name.clone()).await
}
