//! A provider's own ciphertexts: what the hashes on a receipt are of.

use crate::offers::own_offer;
use crate::{Ctx, Error};
use domain::actor::Actor;

/// A ciphertext as a file.
#[derive(Clone, Debug)]
pub struct SealedFile {
    /// The name to keep it under.
    pub name: String,
    /// The ciphertext as it was received, in the age format.
    pub content: Vec<u8>,
}

/// A part of a submission of one's own offer, as it was sealed.
///
/// # Errors
/// When the offer is not the actor's own, it has no such submission or part, or the store fails.
pub async fn sealed_file(
    ctx: &Ctx,
    actor: &Actor,
    offer_reference: &str,
    submission: i64,
    part: &str,
) -> Result<SealedFile, Error> {
    let (offer, _) = own_offer(ctx, actor, offer_reference).await?;
    let content = ctx
        .db()
        .query("SELECT ciphertext FROM sealed_part JOIN sealed_offer ON sealed_offer.id = sealed_part.sealed_offer_id
             WHERE offer_id = $1 AND number = $2 AND part = $3")
        .bind(offer.0)
        .bind(submission)
        .bind(part.to_owned())
        .scalar()
        .await?;
    Ok(SealedFile {
        name: format!("{offer_reference}-{submission}-{part}.age"),
        content,
    })
}
