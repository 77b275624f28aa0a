//! The files of a draft, for the page on which they are added and removed.

use super::uses::kept;
use crate::documents::Limits;
use crate::offers::read::{OfferSheet, sheet};
use crate::{Ctx, Error};
use domain::actor::Actor;
use std::collections::BTreeSet;

/// A draft with its files.
#[derive(Clone, Debug)]
pub struct AttachmentsSheet {
    /// The offer, with the files in its content.
    pub offer: OfferSheet,
    /// Which of them are kept, by the SHA-256 of the ciphertext: a copy that was brought back may list others.
    pub kept: BTreeSet<String>,
    /// How large they may be.
    pub limits: Limits,
}

/// One's own offer with the files of its draft.
///
/// # Errors
/// When the offer is not the actor's own, it cannot be changed any more, or the store fails.
pub async fn attachments(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
) -> Result<AttachmentsSheet, Error> {
    let offer = sheet(ctx, actor, offer_reference).await?;
    if !offer.own {
        return Err(Error::NotFound);
    }
    if !offer.may_change(ctx.now()) {
        return Err(Error::not_now("this offer cannot be changed any more"));
    }
    Ok(AttachmentsSheet {
        kept: kept(ctx.db(), offer_reference).await?,
        limits: ctx.documents().limits(),
        offer,
    })
}
