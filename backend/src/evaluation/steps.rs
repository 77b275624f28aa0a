//! Moving an award, an offer or a solicitation along its table, in one place for every decision.

use super::award::Award;
use super::sheet::{OfferLine, Process};
use crate::{Error, Work};
use domain::states::{AwardEvent, OfferEvent, SolicitationEvent, SolicitationState};

/// Moves an award by one event to how `after` says it is; answers with the award as it is now.
pub(super) async fn move_award(
    work: &mut Work<'_>,
    before: &Award,
    event: AwardEvent,
    after: Award,
) -> Result<Award, Error> {
    let status = before.status.apply(event).map_err(Error::not_now)?;
    work.tx
        .query(
            "UPDATE award SET status = $1, standstill_last_day = $2, earliest_signature = $3, suspended_on = $4, version = version + 1
             WHERE id = $5 AND version = $6",
        )
        .bind(status.as_str())
        .bind(after.standstill_last_day)
        .bind(after.earliest_signature)
        .bind(after.suspended_on)
        .bind(before.id.0)
        .bind(before.version)
        .run_one()
        .await?;
    Ok(Award {
        status,
        version: before.version + 1,
        ..after
    })
}

/// Moves an offer by these events; none leave it as it is.
pub(super) async fn move_offer(
    work: &mut Work<'_>,
    line: &OfferLine,
    events: &[OfferEvent],
) -> Result<(), Error> {
    if events.is_empty() {
        return Ok(());
    }
    let status = events
        .iter()
        .try_fold(line.status, |status, event| status.apply(*event))
        .map_err(Error::not_now)?;
    work.tx
        .query("UPDATE offer SET status = $1, version = version + 1 WHERE id = $2 AND version = $3")
        .bind(status.as_str())
        .bind(line.id.0)
        .bind(line.version)
        .run_one()
        .await?;
    Ok(())
}

/// Moves a solicitation by these events.
pub(super) async fn move_solicitation(
    work: &mut Work<'_>,
    process: &Process,
    events: &[SolicitationEvent],
) -> Result<(), Error> {
    let status = events
        .iter()
        .copied()
        .try_fold(process.status, SolicitationState::apply)
        .map_err(Error::not_now)?;
    work.tx
        .query("UPDATE solicitation SET status = $1, version = version + 1 WHERE id = $2 AND status = $3")
        .bind(status.as_str())
        .bind(process.id.0)
        .bind(process.status.as_str())
        .run_one()
        .await?;
    Ok(())
}
