//! The ceiling over all holders, held wherever an order grows.

use crate::contracts::record::FrameworkPlace;
use crate::db::Tx;
use crate::{Error, Work};
use domain::frameworks::within_common_ceiling;
use uuid::Uuid;

/// Ceiling, and all orders of all holders together, those who left, too.
const SUMS: &str = "SELECT framework.ceiling_minor, CAST(COALESCE(SUM(contract.exercised_minor), 0) AS BIGINT) AS ordered
 FROM framework LEFT JOIN framework_holder ON framework_holder.framework_id = framework.id
     LEFT JOIN contract ON contract.id = framework_holder.contract_id
 WHERE framework.id = $1 GROUP BY framework.id, framework.ceiling_minor";

/// The ceiling and what is ordered of it, minor units.
pub(super) async fn sums(tx: &mut Tx, framework: Uuid) -> Result<(Option<i64>, i64), Error> {
    Ok(tx.query(SUMS).bind(framework).one().await?)
}

/// Refuses what would take the orders of all holders together over the common ceiling. The order is written already; the lock makes
/// that of two at the same time the second sees the first. Locks are taken in the order framework, contract, ceiling.
///
/// # Errors
/// When they exceed it, or the store fails.
pub(crate) async fn hold_ceiling(work: &mut Work<'_>, place: &FrameworkPlace) -> Result<(), Error> {
    let tx = &mut work.tx;
    tx.lock(&format!("ceiling of {}", place.reference)).await?;
    let (ceiling, ordered) = sums(tx, place.id.0).await?;
    within_common_ceiling(ceiling, ordered).map_err(Error::not_now)
}
