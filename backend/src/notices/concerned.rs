//! Whom a change of a solicitation concerns.

use super::To;
use crate::Error;
use crate::db::Tx;
use domain::actor::{NationCode, Role};
use domain::id::{AccountId, ProviderId, SolicitationId};
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

/// The delegates of a nation who can sign in.
///
/// # Errors
/// When the store fails.
pub async fn delegates(tx: &mut Tx, nation: NationCode) -> Result<Vec<To>, Error> {
    let accounts: Vec<Uuid> = tx
        .query(
            "SELECT account.id FROM account JOIN account_role ON account_role.account_id = account.id
             WHERE account_role.role = $1 AND account.nation_code = $2 AND account.active = $3 ORDER BY account.id",
        )
        .bind(Role::Delegate.as_str())
        .bind(nation.as_str().to_owned())
        .bind(true)
        .scalars()
        .await?;
    Ok(to_accounts(accounts))
}

/// The acquisition officers who can sign in, but one who knows already.
///
/// # Errors
/// When the store fails.
pub async fn other_officers(tx: &mut Tx, but: Option<Uuid>) -> Result<Vec<To>, Error> {
    let accounts: Vec<Uuid> = tx
        .query(
            "SELECT account.id FROM account JOIN account_role ON account_role.account_id = account.id
             WHERE account_role.role = $1 AND account.active = $2 ORDER BY account.id",
        )
        .bind(Role::Officer.as_str())
        .bind(true)
        .scalars()
        .await?;
    let others = accounts.into_iter().filter(|account| Some(*account) != but);
    Ok(to_accounts(others.collect()))
}

fn to_accounts(accounts: Vec<Uuid>) -> Vec<To> {
    let to = |account| To::Account(AccountId(account));
    accounts.into_iter().map(to).collect()
}
