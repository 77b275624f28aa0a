//! Past performance, counted from contracts that are kept here.

use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::policy::actions::ReadContracts;
use domain::policy::{Subject, may};
use sqlx::FromRow;

/// How contracts that are kept here went: counted, not told by the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Performance {
    /// Contracts with at least one accepted milestone.
    pub contracts: i64,
    /// Accepted milestones.
    pub accepted: i64,
    /// Of these, accepted after the day first agreed.
    pub late: i64,
    /// Calendar days by which the latest of them was late.
    pub worst_days: Option<i64>,
}

/// How the contracts of an organisation went; nothing for those who may not read them.
///
/// # Errors
/// When the store fails.
pub(super) async fn performance(
    ctx: &Ctx,
    actor: &Actor,
    id: ProviderId,
) -> Result<Option<Performance>, Error> {
    if !may::<ReadContracts>(actor, Subject::of_provider(id)) {
        return Ok(None);
    }
    let query = ctx.db().query(
        "SELECT CAST(COUNT(DISTINCT contract.id) AS BIGINT) AS contracts, CAST(COUNT(*) AS BIGINT) AS accepted,
             CAST(COALESCE(SUM(CASE WHEN milestone.slip_days > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS late,
             MAX(CASE WHEN milestone.slip_days > 0 THEN milestone.slip_days ELSE NULL END) AS worst_days
         FROM milestone JOIN contract ON contract.id = milestone.contract_id
         WHERE contract.provider_id = $1 AND contract.origin <> 'imported' AND milestone.status = 'accepted'",
    );
    Ok(Some(query.bind(id.0).one().await?))
}
