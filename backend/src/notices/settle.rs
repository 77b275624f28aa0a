//! News that needs no reading any more.

use crate::{Error, Work};

/// Marks news of a kind about a record as read by each person that it was told to, in the transaction of what made it
/// old: who was told that a draft can be published need not hear of it once it is.
///
/// # Errors
/// When the store fails.
pub async fn settle(work: &mut Work<'_>, kind: &'static str, reference: &str) -> Result<(), Error> {
    let at = work.at;
    work.tx
        .query(
            "INSERT INTO notice_read (notice_id, account_id, read_at)
             SELECT id, account_id, $1 FROM notice WHERE kind = $2 AND reference = $3 AND account_id IS NOT NULL
             ON CONFLICT (notice_id, account_id) DO NOTHING",
        )
        .bind(at)
        .bind(kind)
        .bind(reference.to_owned())
        .run()
        .await?;
    Ok(())
}
