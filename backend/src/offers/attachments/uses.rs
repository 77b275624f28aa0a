//! Which drafts and submissions the kept files belong to. A file that belongs to none is removed by the sweep.

use crate::db::{Db, DbError};
use crate::offers::load::Row;
use crate::{Ctx, Error, Work};
use domain::offers::{Attachment, OfferContent};
use sealing::bytes::{Hex, Hex32};
use sealing::receipt::{Files, SealedBy};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The hash by which a file is found; none when what stands there is no hash, as a browser may have sealed anything.
pub(super) fn hash(file: &Attachment) -> Option<Hex32> {
    file.sealed_sha256.parse().ok()
}

/// A ciphertext that is kept.
pub(super) struct Kept {
    pub sealed_sha256: [u8; 32],
    pub sealed_bytes: u64,
    /// Who encrypted it.
    pub by: SealedBy,
}

/// Notes a file that was taken, as one of the draft.
pub(super) async fn note(work: &mut Work<'_>, row: &Row, file: &Kept) -> Result<(), Error> {
    let size = i64::try_from(file.sealed_bytes).unwrap_or(i64::MAX);
    let noted = work
        .tx
        .query(
            "INSERT INTO offer_file (sealed_sha256, offer_id, size_bytes, stored_at, sealed_by) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (sealed_sha256) DO NOTHING",
        )
        .bind(file.sealed_sha256.to_vec())
        .bind(row.id.0)
        .bind(size)
        .bind(work.at)
        .bind(file.by.as_str())
        .run()
        .await?;
    if noted == 0 {
        let words = "this file is kept already: choose it again, so that it is encrypted anew";
        return Err(Error::field("file", words));
    }
    use_in_draft(work, row, Hex32::from(file.sealed_sha256)).await
}

/// How many files a browser encrypted for a submission that has not come yet, and how many bytes they have together.
pub(super) async fn sent_sealed(ctx: &Ctx, row: &Row) -> Result<(usize, u64), DbError> {
    let select = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM offer_file
         WHERE sealed_by = 'browser' AND sealed_sha256 IN (SELECT sealed_sha256 FROM draft_file WHERE offer_id = $1)";
    let (count, bytes): (i64, i64) = ctx.db().query(select).bind(row.id.0).one().await?;
    Ok((
        usize::try_from(count).unwrap_or(usize::MAX),
        bytes.unsigned_abs(),
    ))
}

/// Lets the files go that a browser encrypted, but those that are wanted: nothing that is written here tells the keys of the others.
pub(super) async fn let_go(
    work: &mut Work<'_>,
    row: &Row,
    wanted: &BTreeSet<Hex32>,
) -> Result<(), Error> {
    for (hash, by) in of_draft(work, row).await? {
        let is_wanted = wanted.iter().any(|one| one.0.as_slice() == hash);
        if by == SealedBy::Browser.as_str() && !is_wanted {
            not_in_draft(work, row, hash).await?;
        }
    }
    Ok(())
}

/// Files of earlier submissions that a browser encrypted belong to the draft once more.
///
/// # Errors
/// For the field `file`, when one is not kept for an offer of the organisation in the process.
pub(super) async fn take_again(
    work: &mut Work<'_>,
    row: &Row,
    wanted: &BTreeSet<Hex32>,
) -> Result<(), Error> {
    let known = known(work, row).await?;
    for hash in wanted {
        if !known.contains(hash.0.as_slice()) {
            let words =
                "a file of the list is not kept any more: remove it and choose the file itself";
            return Err(Error::field("file", words));
        }
        use_in_draft(work, row, *hash).await?;
    }
    Ok(())
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
    not_in_draft(work, row, hash.0.to_vec()).await
}

async fn not_in_draft(work: &mut Work<'_>, row: &Row, hash: Vec<u8>) -> Result<(), Error> {
    work.tx
        .query("DELETE FROM draft_file WHERE offer_id = $1 AND sealed_sha256 = $2")
        .bind(row.id.0)
        .bind(hash)
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
    let known = known(work, row).await?;
    for (_, file) in content.every_attachment() {
        if let Some(hash) = hash(file).filter(|hash| known.contains(hash.0.as_slice())) {
            use_in_draft(work, row, hash).await?;
        }
    }
    Ok(())
}

/// The files that are kept for the offers of the same organisation in the same process.
async fn known(work: &mut Work<'_>, row: &Row) -> Result<BTreeSet<Vec<u8>>, DbError> {
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
    Ok(known.into_iter().collect())
}

/// The files of the draft, and those that the browser encrypted for this submission, belong to it from now on. Answers their
/// hashes in the order of the hashes, which tells nothing of volumes or times.
///
/// # Errors
/// When one that is listed or named is not kept, or the store fails.
pub(in crate::offers) async fn submitted(
    work: &mut Work<'_>,
    row: &Row,
    submission: Uuid,
    (content, in_browser): (&OfferContent, BTreeSet<Hex32>),
) -> Result<Files, Error> {
    let kept = of_draft(work, row).await?;
    let mut sha256 = listed(content, &kept)?;
    let arrived = |hash: &Hex32| {
        kept.get(hash.0.as_slice())
            .is_some_and(|by| *by == SealedBy::Browser.as_str())
    };
    if !in_browser.iter().all(arrived) {
        return Err(Error::not_now(
            "a file that your browser encrypted did not arrive: submit again",
        ));
    }
    sha256.extend(&in_browser);
    for hash in &sha256 {
        work.tx
            .query("INSERT INTO submitted_file (sealed_offer_id, sealed_sha256) VALUES ($1, $2)")
            .bind(submission)
            .bind(hash.0.to_vec())
            .run_one()
            .await?;
    }
    let_go(work, row, &BTreeSet::new()).await?;
    Ok(Files {
        salt: Hex(rand::random()),
        sha256,
        in_browser,
    })
}

/// The files of the draft that are kept, with who encrypted each.
async fn of_draft(work: &mut Work<'_>, row: &Row) -> Result<BTreeMap<Vec<u8>, String>, DbError> {
    let kept: Vec<(Vec<u8>, String)> = work
        .tx
        .query(
            "SELECT draft_file.sealed_sha256, offer_file.sealed_by FROM draft_file
                 JOIN offer_file ON offer_file.sealed_sha256 = draft_file.sealed_sha256 WHERE draft_file.offer_id = $1",
        )
        .bind(row.id.0)
        .all()
        .await?;
    Ok(kept.into_iter().collect())
}

/// The hashes of the files that the draft lists, if each is kept.
fn listed(
    content: &OfferContent,
    kept: &BTreeMap<Vec<u8>, String>,
) -> Result<BTreeSet<Hex32>, Error> {
    let mut hashes = BTreeSet::new();
    for (volume, file) in content.every_attachment() {
        let hash = hash(file).filter(|hash| kept.contains_key(hash.0.as_slice()));
        let lost = || {
            let (name, volume) = (&file.name, volume.label());
            Error::not_now(format!(
                "“{name}” of the volume {volume} is not kept here any more: remove it or add it again, then submit"
            ))
        };
        hashes.insert(hash.ok_or_else(lost)?);
    }
    Ok(hashes)
}
