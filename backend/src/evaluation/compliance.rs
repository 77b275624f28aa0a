//! Administrative compliance (GBI 4.1, 4.5): decided by an officer, with a reason.

use super::read::Source;
use super::sheet::{OfferLine, Sheet};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::CheckCompliance;
use domain::states::{OfferEvent, OfferState};
use domain::text::Prose;
use serde::Serialize;

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compliance {
    /// Complete, without exception to the terms.
    Compliant,
    /// A mandatory condition is not met: the offer is excluded.
    NotCompliant,
}

#[derive(Serialize)]
struct Standing<'a> {
    status: &'a str,
    reason: Option<&'a str>,
}

/// Decides whether an offer is administratively compliant.
///
/// # Errors
/// When the rules refuse, the offer's state does not allow it, or the reason is missing.
pub async fn decide_compliance(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    offer: &str,
    decision: Compliance,
    reason: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<CheckCompliance>(Subject::ANY)?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    sheet.process.must_be_scoring()?;
    let line = sheet.offer(offer)?;
    let reason = given_reason(reason)?;
    let (event, words) = match decision {
        Compliance::Compliant => (OfferEvent::PassCheck, "Found administratively compliant"),
        Compliance::NotCompliant => (OfferEvent::FailCheck, "Found not compliant and excluded"),
    };
    let status = stand(&mut work, line, event, reason.as_str()).await?;
    let standing = |status, reason| Standing { status, reason };
    let happening = Happening::to("offer", line.id.0, offer, words)
        .within(sheet.process.id.0)
        .because(reason.as_str())
        .before(&standing(
            line.status.as_str(),
            line.compliance_reason.as_deref(),
        ))?
        .after(&standing(status.as_str(), Some(reason.as_str())))?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}

/// The reason of a decision about one offer.
pub(super) fn given_reason(typed: &str) -> Result<Prose<2_000>, Error> {
    Prose::parse(typed).map_err(|error| Error::field("reason", format!("give the reason: {error}")))
}

/// Moves an offer by what was decided of its compliance, and keeps why, by whom and when; tells where it stands then.
pub(super) async fn stand(
    work: &mut Work<'_>,
    line: &OfferLine,
    event: OfferEvent,
    reason: &str,
) -> Result<OfferState, Error> {
    let status = line.status.apply(event).map_err(Error::not_now)?;
    let (at, by) = (work.at, work.account());
    work.tx
        .query(
            "UPDATE offer SET status = $1, compliance_reason = $2, decided_by = $3, decided_at = $4, version = version + 1
             WHERE id = $5 AND version = $6",
        )
        .bind(status.as_str())
        .bind(reason.to_owned())
        .bind(by)
        .bind(at)
        .bind(line.id.0)
        .bind(line.version)
        .run_one()
        .await?;
    Ok(status)
}
