//! The second person's decision on the reversal of an exclusion.

use super::{Reversal, must_be_reversible, of_process};
use crate::audit::Happening;
use crate::evaluation::compliance::stand;
use crate::evaluation::decisions::{Answer, refusal};
use crate::evaluation::read::Source;
use crate::evaluation::recommend::annul_waiting;
use crate::evaluation::sheet::Sheet;
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, Work, begin};
use domain::awards::DecisionStatus;
use domain::policy::Subject;
use domain::policy::actions::DecideReversal;
use domain::states::OfferEvent;
use uuid::Uuid;

/// Decides on the reversal of an exclusion that a colleague proposed. Agreed to, the offer is compliant: it is scored and
/// enters every later result, and a recommendation that nobody approved yet falls.
///
/// # Errors
/// The same person twice; decided already; a refusal without a reason; when the state does not allow it any more, the
/// rules refuse, or the store fails.
pub async fn decide_reversal(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    id: Uuid,
    answer: Answer<'_>,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    work.permit::<DecideReversal>(Subject::ANY)?;
    work.tx.lock(&format!("result {solicitation}")).await?;
    work.tx.lock(&format!("award {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let sheet = Sheet::from(&mut source, solicitation).await?;
    let all = of_process(&mut source, sheet.process.id).await?;
    let before = all.into_iter().find(|one| one.id == id);
    let before = before.ok_or(Error::NotFound)?;
    let subject = before.proposed_by.map_or(Subject::ANY, Subject::after);
    let permit = work.permit::<DecideReversal>(subject)?;
    if before.status != DecisionStatus::Proposed {
        return Err(Error::not_now("it is decided already"));
    }
    let line = sheet.offer(&before.offer)?;
    let (after, words) = match answer {
        Answer::Agree => {
            must_be_reversible(&sheet.process, line)?;
            annul_waiting(&mut work, &sheet).await?;
            // The offer stands as compliant, for the reason of the reversal.
            stand(&mut work, line, OfferEvent::Readmit, &before.reason).await?;
            let after = settled(&mut work, &before, DecisionStatus::Approved, None).await?;
            (after, "Reversed the exclusion: the offer is compliant")
        }
        Answer::Refuse(note) => {
            let note = refusal(note)?;
            let (status, note) = (DecisionStatus::Refused, Some(note.as_str()));
            let after = settled(&mut work, &before, status, note).await?;
            (after, "Refused to reverse the exclusion")
        }
    };
    let happening = Happening::to("offer", line.id.0, &before.offer, words)
        .within(sheet.process.id.0)
        .because(after.note.clone().unwrap_or_else(|| after.reason.clone()))
        .before(&before)?
        .after(&after)?;
    work.record(&permit, happening).await?;
    tell_proposer(&mut work, solicitation, &after).await?;
    work.commit(()).await
}

/// Keeps what was decided, by whom and when; it is decided once.
async fn settled(
    work: &mut Work<'_>,
    before: &Reversal,
    status: DecisionStatus,
    note: Option<&str>,
) -> Result<Reversal, Error> {
    let (at, by) = (work.at, work.account());
    work.tx
        .query(
            "UPDATE exclusion_reversal SET status = $1, decided_by = $2, decided_at = $3, note = $4
             WHERE id = $5 AND status = 'proposed'",
        )
        .bind(status.as_str())
        .bind(by)
        .bind(at)
        .bind(note.map(str::to_owned))
        .bind(before.id)
        .run_one()
        .await?;
    Ok(Reversal {
        status,
        decider: Some(work.actor().name().to_owned()),
        decided_at: Some(at),
        note: note.map(str::to_owned),
        ..before.clone()
    })
}

async fn tell_proposer(
    work: &mut Work<'_>,
    solicitation: &str,
    decided: &Reversal,
) -> Result<(), Error> {
    let Some(proposer) = decided.proposed_by else {
        return Ok(());
    };
    let text = match decided.status {
        DecisionStatus::Approved => format!("The exclusion of {} is reversed", decided.offer),
        _ => format!("The exclusion of {} stands", decided.offer),
    };
    let to = [To::Account(proposer)];
    tell(work, &to, "evaluation.reversal", solicitation, &text).await
}
