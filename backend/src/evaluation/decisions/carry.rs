//! Carrying out a decision that a second person agreed to.

use super::annul::annul;
use super::tie::must_be_newest;
use super::{Decision, SettledTie};
use crate::audit::Happening;
use crate::evaluation::award::{self, Award};
use crate::evaluation::lots;
use crate::evaluation::read::Source;
use crate::evaluation::recommend::annul_earlier;
use crate::evaluation::sheet::{Process, Sheet};
use crate::evaluation::steps::{move_award, move_offer, move_solicitation};
use crate::notices::{To, tell};
use crate::{Error, Work};
use domain::awards::{DecisionKind, NoAwardGround};
use domain::policy::actions::{AnnulAward, EndWithoutAward, OverrideSuspension, SettleTie};
use domain::policy::{Action, Permit, Subject};
use domain::states::{AwardEvent, OfferEvent, OfferState, SolicitationEvent};

/// Carries out a decision; `before` is the proposal, `after` what was agreed.
pub(super) async fn out(
    work: &mut Work<'_>,
    sheet: &Sheet,
    before: &Decision,
    after: &Decision,
) -> Result<(), Error> {
    let subject = before.proposed_by.map_or(Subject::ANY, Subject::after);
    match after.kind {
        DecisionKind::NoAward => {
            let permit = work.permit::<EndWithoutAward>(subject)?;
            end(work, sheet, after.ground).await?;
            let words = match after.ground {
                Some(ground) => {
                    format!("Ended without an award: {}", ground.label().to_lowercase())
                }
                None => "Ended without an award".to_owned(),
            };
            record(work, &permit, &sheet.process, &words, (before, after)).await
        }
        DecisionKind::Annul | DecisionKind::AnnulAndReopen => {
            let permit = work.permit::<AnnulAward>(subject)?;
            let reopen = after.kind == DecisionKind::AnnulAndReopen;
            annul(work, sheet, &permit, reopen).await?;
            let words = "Annulled the award, told every bidder, went back to the evaluation";
            record(work, &permit, &sheet.process, words, (before, after)).await
        }
        DecisionKind::Override => {
            let permit = work.permit::<OverrideSuspension>(subject)?;
            cleared(work, &sheet.process).await?;
            let words = "Overrode the suspension: the contract may be signed";
            record(work, &permit, &sheet.process, words, (before, after)).await
        }
        DecisionKind::SettleTie => {
            let permit = work.permit::<SettleTie>(subject)?;
            must_be_newest(sheet, after)?;
            let tie = after.tie.as_ref();
            let words = tie.map_or_else(String::new, SettledTie::sentence);
            record(work, &permit, &sheet.process, &words, (before, after)).await
        }
    }
}

async fn record<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    process: &Process,
    words: &str,
    (before, after): (&Decision, &Decision),
) -> Result<(), Error> {
    let happening = match after
        .award
        .filter(|_| !matches!(after.kind, DecisionKind::NoAward | DecisionKind::SettleTie))
    {
        Some(award) => Happening::to("award", award.0, &process.reference, words),
        None => Happening::to("solicitation", process.id.0, &process.reference, words),
    };
    let happening = happening
        .within(process.id.0)
        .because(&after.reason)
        .before(before)?
        .after(after)?;
    work.record(permit, happening).await
}

/// Ends without an award: a recommendation falls, every bidder is told, what has a result counts as not chosen.
async fn end(
    work: &mut Work<'_>,
    sheet: &Sheet,
    ground: Option<NoAwardGround>,
) -> Result<(), Error> {
    annul_earlier(work, sheet).await?;
    match sheet.process.lot {
        Some(_) => lots::follow(work, &sheet.process.reference).await?,
        None => fail(work, sheet).await?,
    }
    let ground = ground.map_or("", NoAwardGround::meaning);
    let text = format!("{} ends without an award. {ground}", sheet.process.named());
    for line in &sheet.offers {
        let bidder = [To::Provider(line.provider)];
        let reference = &sheet.process.reference;
        tell(work, &bidder, "solicitation.failed", reference, text.trim()).await?;
    }
    Ok(())
}

/// Moves the solicitation and its offers where nothing of it is awarded.
async fn fail(work: &mut Work<'_>, sheet: &Sheet) -> Result<(), Error> {
    move_solicitation(work, &sheet.process, &[SolicitationEvent::DeclareFailed]).await?;
    for line in &sheet.offers {
        if matches!(
            line.status,
            OfferState::Ranked | OfferState::TechnicallyUnacceptable
        ) {
            move_offer(work, line, &[OfferEvent::Notify]).await?;
        }
    }
    Ok(())
}

/// Clears the award for signature at once although a complaint is open (NCP App.1 13-16).
async fn cleared(work: &mut Work<'_>, process: &Process) -> Result<(), Error> {
    let found = award::read(&mut Source::Tx(&mut work.tx), process).await?;
    let (award, _, _) = found.ok_or(Error::NotFound)?;
    let after = Award {
        earliest_signature: Some(work.at.date_naive()),
        ..award.clone()
    };
    move_award(work, &award, AwardEvent::Override, after).await?;
    Ok(())
}
