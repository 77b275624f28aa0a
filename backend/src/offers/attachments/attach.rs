//! Attaching a file to a volume of a draft.

use super::arriving::Arriving;
use super::take::{Taken, take};
use super::uses;
use crate::audit::Happening;
use crate::offers::load::row;
use crate::offers::save::{blinded, must_be_editable, saved, to_edit, write};
use crate::{Call, Ctx, Error, begin};
use domain::offers::{Attachment, FileSecret, MOST_ATTACHMENTS, OfferContent, Volume};
use domain::policy::actions::EditOffer;
use domain::policy::permit;
use domain::text::Line;
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
    let most = room(ctx, call, offer_reference).await?;
    let taken = take(ctx, most, content).await;
    let taken = taken.map_err(|refused| refused.told(name.as_str()))?;
    let call = blinded(ctx, &with_content(call, &taken));
    let file = listed(name.into(), &taken)?;
    for _ in 1..TRIES {
        match add(ctx, &call, offer_reference, (volume, &file), &taken).await {
            Err(Error::Stale(_)) => {}
            other => return other,
        }
    }
    add(ctx, &call, offer_reference, (volume, &file), &taken).await
}

/// The call with what came besides the form's fields: the same form with another file is another one.
fn with_content(call: &Call, taken: &Taken) -> Call {
    Call {
        body_hash: Sha256::digest([call.body_hash, taken.sha256].concat()).into(),
        ..call.clone()
    }
}

fn listed(name: String, taken: &Taken) -> Result<Attachment, Error> {
    Ok(Attachment {
        name,
        media_type: taken.kind.media_type().to_owned(),
        size_bytes: i64::try_from(taken.size_bytes)
            .map_err(|error| Error::Internal(error.to_string()))?,
        sha256: hex::encode(taken.sha256),
        sealed_sha256: hex::encode(taken.sealed_sha256),
        key: FileSecret::new(taken.key.expose().to_owned()),
    })
}

/// Looks before the file is taken in, so that nobody sends in vain; answers how many bytes it may have.
async fn room(ctx: &Ctx, call: &Call, offer_reference: &str) -> Result<u64, Error> {
    let row = row(ctx.db(), offer_reference).await?;
    permit::<EditOffer>(&call.actor, row.subject())?;
    must_be_editable(&row)?;
    row.sought.must_receive(ctx.now())?;
    must_have_room(ctx, &row.draft(ctx)?, 0)?;
    if uses::stored(ctx, &row).await? > ctx.documents().limits().offer * OFFERS_WORTH {
        let words = "your earlier submissions to this solicitation hold too many files: no more can be added";
        return Err(Error::field("file", words));
    }
    Ok(ctx.documents().limits().file)
}

fn must_have_room(ctx: &Ctx, content: &OfferContent, more: u64) -> Result<(), Error> {
    let (mut count, mut bytes) = (0, more);
    for (_, file) in content.every_attachment() {
        count += 1;
        bytes += file.size_bytes.unsigned_abs();
    }
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
    must_have_room(ctx, &content, taken.size_bytes)?;
    content.attachments_mut(volume).push(file.clone());
    write(&mut work, &row, &content).await?;
    uses::note(&mut work, &row, taken).await?;
    let happening = Happening::to("offer", row.id.0, &row.reference, saved(volume))
        .within(row.sought.solicitation_id.0);
    work.record(&permit, happening.after(&row.record())?)
        .await?;
    work.commit(file.name.clone()).await
}
