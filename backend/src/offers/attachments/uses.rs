//! Which drafts and submissions the kept files belong to. A file that belongs to none is removed by the sweep.

use super::take::Taken;
use crate::db::{Db, DbError};
use crate::offers::load::Row;
use crate::{Ctx, Error, Work};
use domain::offers::{Attachment, OfferContent};
use sealing::bytes::Hex32;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The hash by which a file is found; none when what stands there is no hash, as a browser may have sealed anything.
pub(super) fn hash(file: &Attachment) -> Option<Hex32> {
    file.sealed_sha256.parse().ok()
}

/// Notes a file that was taken, as one of the draft.
pub(super) async fn note(work: &mut Work<'_>, row: &Row, taken: &Taken) -> Result<(), Error> {
    let size = i64::try_from(taken.sealed_bytes).unwrap_or(i64::MAX);
    work.tx
        .query("INSERT INTO offer_file (sealed_sha256, offer_id, size_bytes, stored_at) VALUES ($1, $2, $3, $4)")
        .bind(taken.sealed_sha256.to_vec())
        .bind(row.id.0)
        .bind(size)
        .bind(work.at)
        .run_one()
        .await?;
    use_in_draft(work, row, Hex32::from(taken.sealed_sha256)).await
}

async fn use_in_draft(work: &mut Work<'_>, row: &Row, hash: Hex32) -> Result<(), Error> {
    work.tx
        .query(
            "INSERT INTO draft_file (offer_id, sealed_sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(row.id.0)
        .bind(hash.0.to_vec())
        .run()
        .await?;
    Ok(())
}

/// The bytes that are kept for the offers of an organisation in a process.
pub(super) async fn stored(ctx: &Ctx, row: &Row) -> Result<u64, DbError> {
    let sum: i64 = ctx
        .db()
        .query(
            "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM offer_file JOIN offer ON offer.id = offer_file.offer_id
             WHERE offer.solicitation_id = $1 AND offer.provider_id = $2",
        )
        .bind(row.sought.solicitation_id.0)
        .bind(row.provider_id)
        .scalar()
        .await?;
    Ok(sum.unsigned_abs())
}

/// The files of a draft that are kept, by their hashes.
pub(super) async fn kept(db: &Db, offer_reference: &str) -> Result<BTreeSet<String>, DbError> {
    let hashes: Vec<Vec<u8>> = db
        .query(
            "SELECT sealed_sha256 FROM draft_file JOIN offer ON offer.id = draft_file.offer_id WHERE offer.reference = $1",
        )
        .bind(offer_reference.to_owned())
        .scalars()
        .await?;
    Ok(hashes.into_iter().map(hex::encode).collect())
}

/// A file does not belong to the draft any more.
pub(super) async fn release(
    work: &mut Work<'_>,
    row: &Row,
    file: &Attachment,
) -> Result<(), Error> {
    let Some(hash) = hash(file) else {
        return Ok(());
    };
    work.tx
        .query("DELETE FROM draft_file WHERE offer_id = $1 AND sealed_sha256 = $2")
        .bind(row.id.0)
        .bind(hash.0.to_vec())
        .run()
        .await?;
    Ok(())
}

/// No file belongs to the draft any more: it is erased, or another takes its place.
pub(in crate::offers) async fn forget_drafts(
    work: &mut Work<'_>,
    offer: Uuid,
) -> Result<(), Error> {
    work.tx
        .query("DELETE FROM draft_file WHERE offer_id = $1")
        .bind(offer)
        .run()
        .await?;
    Ok(())
}

/// The files of the draft are those of a content that was brought back: as far as they are kept for an offer of the same
/// organisation in the same process. The others stay listed, and must be removed or added again before submission.
pub(in crate::offers) async fn adopt(
    work: &mut Work<'_>,
    row: &Row,
    content: &OfferContent,
) -> Result<(), Error> {
    forget_drafts(work, row.id.0).await?;
    let known: Vec<Vec<u8>> = work
        .tx
        .query(
            "SELECT sealed_sha256 FROM offer_file JOIN offer ON offer.id = offer_file.offer_id
             WHERE offer.solicitation_id = $1 AND offer.provider_id = $2",
        )
        .bind(row.sought.solicitation_id.0)
        .bind(row.provider_id)
        .scalars()
        .await?;
    let known: BTreeSet<Vec<u8>> = known.into_iter().collect();
    for (_, file) in content.every_attachment() {
        if let Some(hash) = hash(file).filter(|hash| known.contains(hash.0.as_slice())) {
            use_in_draft(work, row, hash).await?;
        }
    }
    Ok(())
}

/// The files of the draft belong to a submission from now on. Answers their hashes in the order of the hashes, which tells
/// nothing of volumes or times.
///
/// # Errors
/// When one that is listed is not kept, or the store fails.
pub(in crate::offers) async fn submitted(
    work: &mut Work<'_>,
    row: &Row,
    submission: Uuid,
    content: &OfferContent,
) -> Result<BTreeSet<Hex32>, Error> {
    let kept: Vec<Vec<u8>> = work
        .tx
        .query("SELECT sealed_sha256 FROM draft_file WHERE offer_id = $1")
        .bind(row.id.0)
        .scalars()
        .await?;
    let mut hashes = BTreeSet::new();
    for (volume, file) in content.every_attachment() {
        let hash = hash(file).filter(|hash| kept.iter().any(|kept| *kept == hash.0));
        let lost = || {
            let (name, volume) = (&file.name, volume.label());
            Error::not_now(format!(
                "“{name}” of the volume {volume} is not kept here any more: remove it or add it again, then submit"
            ))
        };
        hashes.insert(hash.ok_or_else(lost)?);
    }
    work.tx
        .query(
            "INSERT INTO submitted_file (sealed_offer_id, sealed_sha256)
             SELECT $1, sealed_sha256 FROM draft_file WHERE offer_id = $2",
        )
        .bind(submission)
        .bind(row.id.0)
        .run()
        .await?;
    Ok(hashes)
}
