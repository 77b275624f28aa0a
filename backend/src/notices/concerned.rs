//! Whom a change of a solicitation concerns.

use super::To;
use crate::Error;
use crate::db::Tx;
use domain::id::{ProviderId, SolicitationId};
use uuid::Uuid;

/// The provider organisations with a draft, an offer or a question in a process. Who they are is known to nobody but them
/// before the opening: use it for telling alone.
///
/// # Errors
/// When the store fails.
pub async fn concerned(tx: &mut Tx, process: SolicitationId) -> Result<Vec<To>, Error> {
    let providers: Vec<Uuid> = tx
        .query(
            "SELECT provider_id FROM offer WHERE solicitation_id = $1 AND provider_id IS NOT NULL
             UNION SELECT provider_id FROM question WHERE solicitation_id = $1",
        )
        .bind(process.0)
        .scalars()
        .await?;
    Ok(providers
        .into_iter()
        .map(|provider| To::Provider(ProviderId(provider)))
        .collect())
}
