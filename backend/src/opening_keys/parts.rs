//! The key pairs of a solicitation, one for each part of its offers.

use crate::{Error, Work};
use domain::id::SolicitationId;
use sealing::Identity;
use sealing::parts::Part;

/// How many persons must take part in the opening.
const THRESHOLD: i64 = 2;

/// Makes the key pairs to which the parts of the offers are sealed.
///
/// # Errors
/// When the library or the store fails.
pub(crate) async fn make_parts(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
) -> Result<(), Error> {
    for part in Part::ALL {
        let identity = Identity::generate();
        let kept = work.ctx().keys().seal(identity.expose().as_bytes())?;
        let at = work.at;
        work.tx
            .query("INSERT INTO part_key (solicitation_id, part, recipient, threshold, sealed_identity, made_at) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(solicitation.0)
            .bind(part.as_str())
            .bind(identity.recipient()?)
            .bind(THRESHOLD)
            .bind(kept)
            .bind(at)
            .run_one()
            .await?;
    }
    Ok(())
}
