//! Shares that waited in vain.

use crate::{Ctx, Error};

/// Wipes the shares whose window has ended from the store. Who had given them stays on record until it is given again.
///
/// # Errors
/// When the store fails.
pub async fn forget_lapsed_shares(ctx: &Ctx) -> Result<u64, Error> {
    let query = ctx.db().query(
        "UPDATE opening_consent SET shares = NULL WHERE shares IS NOT NULL AND lapses_at <= $1",
    );
    Ok(query.bind(ctx.now()).run().await?)
}
