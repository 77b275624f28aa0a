//! Proposing to reverse an exclusion.

use super::{Reversal, must_be_reversible, of_process};
use crate::audit::Happening;
use crate::evaluation::compliance::given_reason;
use crate::evaluation::read::Source;
use crate::evaluation::sheet::{OfferLine, Process, Sheet};
use crate::{Call, Ctx, Error, Work, begin};
use domain::awards::DecisionStatus;
use domain::policy::Subject;
use domain::policy::actions::ProposeReversal;

/// Proposes to reverse the exclusion of an offer. Nothing changes before a colleague agrees.
///
/// # Errors
/// Without a reason; for an offer that is not excluded, cannot be compared any more or has a proposal that waits; once the
/// technical result is fixed; when the rules refuse or the store fails.
pub async fn propose_reversal(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    offer: &str,
    reason: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ProposeReversal>(Subject::ANY)?;
    work.tx.lock(&format!("result {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let sheet = Sheet::from(&mut source, solicitation).await?;
    let earlier = of_process(&mut source, sheet.process.id).await?;
    let line = sheet.offer(offer)?;
    must_be_reversible(&sheet.process, line)?;
    let waits = |one: &Reversal| one.offer == offer && one.status == DecisionStatus::Proposed;
    if earlier.iter().any(waits) {
        return Err(Error::not_now(format!(
            "the reversal of the exclusion of {offer} waits for a second person already"
        )));
    }
    let reason = given_reason(reason)?;
    let reversal = store(&mut work, &sheet.process, line, reason.as_str()).await?;
    let words = "Proposed to reverse the exclusion";
    let happening = Happening::to("offer", line.id.0, offer, words)
        .within(sheet.process.id.0)
        .because(reason.as_str())
        .after(&reversal)?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}

async fn store(
    work: &mut Work<'_>,
    process: &Process,
    line: &OfferLine,
    reason: &str,
) -> Result<Reversal, Error> {
    let (id, at, by) = (work.ctx().new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO exclusion_reversal (id, solicitation_id, offer_id, excluded_because, excluded_by, excluded_at, reason, status,
                 proposed_by, proposed_at)
             SELECT $1, solicitation_id, id, COALESCE(compliance_reason, ''), decided_by, decided_at, $2, 'proposed', $3, $4
             FROM offer WHERE id = $5 AND version = $6",
        )
        .bind(id)
        .bind(reason.to_owned())
        .bind(by)
        .bind(at)
        .bind(line.id.0)
        .bind(line.version)
        .run_one()
        .await?;
    let all = of_process(&mut Source::Tx(&mut work.tx), process.id).await?;
    let stored = all.into_iter().find(|one| one.id == id);
    stored.ok_or(Error::NotFound)
}
