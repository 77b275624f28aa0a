//! Annulling an award: it stays in the record, and the offers stand where they stood before it.

use crate::contracts::change::{Told, close, load};
use crate::evaluation::award;
use crate::evaluation::figures::Figures;
use crate::evaluation::lots;
use crate::evaluation::read::Source;
use crate::evaluation::sheet::{OfferLine, Sheet};
use crate::evaluation::steps::{move_award, move_offer, move_solicitation};
use crate::notices::{To, tell};
use crate::{Error, Work};
use domain::id::{AwardId, OfferId};
use domain::policy::{Action, Permit};
use domain::states::{AwardEvent, ContractEvent, OfferEvent, OfferState, SolicitationEvent};

/// Annuls the award of a solicitation and opens the evaluation again: with the figures as they stand, or, with `reopen`,
/// for new scores. A contract that was drafted from it is given up. Every bidder is told.
pub(in crate::evaluation) async fn annul<A: Action>(
    work: &mut Work<'_>,
    sheet: &Sheet,
    permit: &Permit<A>,
    reopen: bool,
) -> Result<(), Error> {
    let found = award::read(&mut Source::Tx(&mut work.tx), &sheet.process).await?;
    let (award, chosen, _) = found.ok_or(Error::NotFound)?;
    let run = sheet.runs.iter().find(|run| award.run == Some(run.number));
    let run = run.ok_or(Error::NotFound)?;
    move_award(work, &award, AwardEvent::Annul, award.clone()).await?;
    give_up_contract(work, permit, award.id).await?;
    let text = format!(
        "The award of {} is annulled; the evaluation goes on",
        sheet.process.named()
    );
    for line in &sheet.offers {
        let bidder = [To::Provider(line.provider)];
        tell(work, &bidder, "award.notified", &line.reference, &text).await?;
    }
    match sheet.process.lot {
        // Its offers may be chosen for other lots: they follow all of them together, and scores are common to the lots.
        Some(_) => lots::follow(work, &sheet.process.reference).await?,
        None => move_back(work, sheet, &Figures::read(&run.inputs)?, chosen, reopen).await?,
    }
    if reopen {
        reopen_scores(work, sheet).await?;
    }
    Ok(())
}

/// Moves offers and solicitation back to where they stood before the award.
async fn move_back(
    work: &mut Work<'_>,
    sheet: &Sheet,
    figures: &Figures,
    chosen: OfferId,
    reopen: bool,
) -> Result<(), Error> {
    for line in &sheet.offers {
        let ranked = figures.judgement.may_win(&line.reference);
        move_offer(work, line, &way_back(line, chosen, ranked, reopen)).await?;
    }
    move_solicitation(work, &sheet.process, &[SolicitationEvent::Reevaluate]).await
}

/// The steps by which an offer goes back.
fn way_back(line: &OfferLine, chosen: OfferId, ranked: bool, reopen: bool) -> Vec<OfferEvent> {
    let back = match line.status {
        OfferState::ApparentSuccessful if line.id == chosen => OfferEvent::FallBack,
        OfferState::Unsuccessful if ranked => OfferEvent::Reinstate,
        OfferState::Unsuccessful => OfferEvent::ReinstateUnacceptable,
        _ => return Vec::new(),
    };
    let mut steps = vec![back];
    steps.extend(reopen.then_some(OfferEvent::Reevaluate));
    steps
}

/// Scores and decisions on compliance may change again, although the technical result was fixed.
async fn reopen_scores(work: &mut Work<'_>, sheet: &Sheet) -> Result<(), Error> {
    let sql = "UPDATE solicitation SET technical_at = NULL, technical_by = NULL, version = version + 1 WHERE id = $1";
    Ok(work
        .tx
        .query(sql)
        .bind(sheet.process.id.0)
        .run_one()
        .await?)
}

/// Gives up a contract that both sides have not signed yet.
async fn give_up_contract<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    award: AwardId,
) -> Result<(), Error> {
    let sql = "SELECT reference FROM contract WHERE award_id = $1 AND status IN ('draft', 'contractor_signed')";
    let made: Option<String> = work.tx.query(sql).bind(award.0).optional_scalar().await?;
    let Some(reference) = made else {
        return Ok(());
    };
    let before = load(&mut work.tx, &reference).await?;
    let mut after = before.clone();
    after.status = before
        .status
        .apply(ContractEvent::Abandon)
        .map_err(Error::not_now)?;
    let told = Told::that("Gave the contract up: its award is annulled");
    close(work, permit, &before, &mut after, told).await
}
