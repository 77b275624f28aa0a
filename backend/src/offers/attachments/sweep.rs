//! Removing files that belong to nothing any more.

use crate::{Ctx, Error};
use chrono::Duration;
use std::collections::BTreeSet;
use tokio::task::spawn_blocking;

/// A file without a row is taken for an upload that goes on until it is this old.
const UNCLAIMED: Duration = Duration::days(1);

/// Submissions that were replaced or withdrawn are never opened; until the opening their provider may go on from them.
const FORMER: &str = "DELETE FROM submitted_file WHERE sealed_offer_id IN (SELECT sealed_offer.id FROM sealed_offer
    JOIN offer ON offer.id = sealed_offer.offer_id JOIN solicitation ON solicitation.id = offer.solicitation_id
    WHERE sealed_offer.standing <> 'current' AND solicitation.opened_at IS NOT NULL)";

const UNUSED: &str = "DELETE FROM offer_file
    WHERE NOT EXISTS (SELECT 1 FROM draft_file WHERE draft_file.sealed_sha256 = offer_file.sealed_sha256)
        AND NOT EXISTS (SELECT 1 FROM submitted_file WHERE submitted_file.sealed_sha256 = offer_file.sealed_sha256)
    RETURNING sealed_sha256";

/// Removes the files of former submissions once a process is open, those that no draft and no submission lists, and what
/// broken uploads left. Answers how many files were removed.
///
/// # Errors
/// When the store or the folder of files fails; what is left is removed the next time.
pub async fn sweep_files(ctx: &Ctx) -> Result<usize, Error> {
    let mut tx = ctx.db().begin().await?;
    tx.query(FORMER).run().await?;
    let unused: Vec<Vec<u8>> = tx.query(UNUSED).scalars().await?;
    tx.commit().await?;
    let before = ctx.now() - UNCLAIMED;
    let files = ctx.documents().sealed();
    let old = spawn_blocking(move || files.older_than(before)).await;
    let old = old.map_err(failed)?.map_err(failed)?;
    let known: Vec<Vec<u8>> = if old.is_empty() {
        Vec::new()
    } else {
        let every = ctx.db().query("SELECT sealed_sha256 FROM offer_file");
        every.scalars().await?
    };
    let known: BTreeSet<Vec<u8>> = known.into_iter().collect();
    let gone = unused
        .into_iter()
        .filter_map(|hash| <[u8; 32]>::try_from(hash).ok())
        .chain(old)
        .filter(|hash| !known.contains(hash.as_slice()))
        .collect();
    remove(ctx, gone).await
}

async fn remove(ctx: &Ctx, gone: BTreeSet<[u8; 32]>) -> Result<usize, Error> {
    let files = ctx.documents().sealed();
    let count = gone.len();
    let removed = spawn_blocking(move || gone.iter().try_for_each(|hash| files.remove(hash)));
    removed.await.map_err(failed)?.map_err(failed)?;
    Ok(count)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("old files could not be removed: {error}"))
}
