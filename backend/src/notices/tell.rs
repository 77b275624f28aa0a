//! Telling somebody.

use crate::{Error, Work};
use domain::id::{AccountId, ProviderId};

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// One person.
    Account(AccountId),
    /// Every account of a provider organisation, those of later, too.
    Provider(ProviderId),
}

/// Tells each of `everybody` one sentence about the record with a reference, in the transaction of what happened.
/// `kind` is a short code from which the page knows where to lead: `question.answered`, `solicitation.amended`.
/// The sentence must say nothing that its readers may not know.
///
/// # Errors
/// When the store fails.
pub async fn tell(
    work: &mut Work<'_>,
    everybody: &[To],
    kind: &'static str,
    reference: &str,
    text: &str,
) -> Result<(), Error> {
    for to in everybody {
        let (account, provider) = match to {
            To::Account(account) => (Some(account.0), None),
            To::Provider(provider) => (None, Some(provider.0)),
        };
        let (id, at) = (work.ctx().new_id(), work.at);
        work.tx
            .query("INSERT INTO notice (id, account_id, provider_id, kind, reference, text, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(id)
            .bind(account)
            .bind(provider)
            .bind(kind)
            .bind(reference.to_owned())
            .bind(text.to_owned())
            .bind(at)
            .run_one()
            .await?;
    }
    Ok(())
}
