//! An organisation says whether it is small or medium-sized.

use super::keep_own::own;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin};
use serde::Serialize;

#[derive(Serialize)]
struct Size {
    sme: bool,
}

/// States for one's own organisation whether it is a small or medium-sized enterprise, as its own nation's law defines it.
///
/// # Errors
/// When the rules refuse, somebody was faster, or the store fails.
pub async fn state_size(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    sme: bool,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (own, permit) = own(&mut work, reference).await?;
    own.must_be_at(version)?;
    let select = "SELECT sme FROM provider WHERE id = $1";
    let before = Size {
        sme: work.tx.query(select).bind(own.id).scalar().await?,
    };
    work.tx
        .query("UPDATE provider SET sme = $1, version = version + 1 WHERE id = $2 AND version = $3")
        .bind(sme)
        .bind(own.id)
        .bind(version)
        .run_one()
        .await?;
    let summary = match sme {
        true => "Stated that it is a small or medium-sized enterprise",
        false => "Stated that it is no small or medium-sized enterprise",
    };
    let happening = Happening::to("provider", own.id, &own.reference, summary);
    work.record(&permit, happening.before(&before)?.after(&Size { sme })?)
        .await?;
    work.commit(()).await
}
