//! Recommending an award from a stored result.

use super::award::read;
use super::decisions;
use super::figures::Figures;
use super::lots::InLot;
use super::read::Source;
use super::sheet::{OfferLine, Process, Run, Sheet};
use super::steps::move_award;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::RecommendAward;
use domain::states::{AwardEvent, AwardState, OfferState};
use domain::text::Prose;
use uuid::Uuid;

/// Recommends an award from the newest result. A recommendation that was not approved yet is annulled by a new one.
/// Answers the award's version.
///
/// # Errors
/// When the rules refuse; without a result that is up to date; for an offer that cannot win; without a reason.
pub async fn recommend(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    offer: &str,
    reason: &str,
) -> Result<i64, Error> {
    let at = solicitation.into();
    let mut work = begin!(ctx, call);
    let permit = work.permit::<RecommendAward>(Subject::ANY)?;
    work.tx.lock(&format!("award {}", at.reference)).await?;
    let sheet = Sheet::in_lot(&mut Source::Tx(&mut work.tx), at).await?;
    sheet.process.must_be_evaluating()?;
    let run = sheet
        .runs
        .first()
        .ok_or_else(|| Error::not_now("store a result first: an award rests on a stored run"))?;
    if sheet
        .document()
        .map_or(true, |document| document.text != run.inputs)
    {
        return Err(Error::not_now(
            "scores or rates changed since the newest run: store a new result first",
        ));
    }
    let figures = Figures::read(&run.inputs)?;
    let line = sheet.offer(offer)?;
    sheet.process.must_leave_room(line.provider)?;
    let chosen_elsewhere = sheet.process.lot.is_some() && line.takes_part();
    if figures.judgement.may_win(offer) && line.status != OfferState::Ranked && !chosen_elsewhere {
        return Err(Error::not_now(
            "the evaluation was opened again since the newest run: store a new result first",
        ));
    }
    let mut source = Source::Tx(&mut work.tx);
    let decided = decisions::of_process(&mut source, &sheet.process).await?;
    let among_equals = decisions::reason_among_equals(&figures, &decided, run.number, offer)?;
    let reason = match among_equals.filter(|_| reason.trim().is_empty()) {
        Some(words) => words,
        None => reason_for(&figures, offer, reason)?,
    };
    annul_earlier(&mut work, &sheet).await?;
    let id = store(&mut work, &sheet, line, run, &reason).await?;
    let words = match figures.winner() == Some(offer) {
        true => "Recommended the award to the first in rank",
        false => "Recommended the award to an offer that the published formula does not put first",
    };
    let found = read(&mut Source::Tx(&mut work.tx), &sheet.process).await?;
    let (award, _, _) = found.ok_or(Error::NotFound)?;
    let happening = Happening::to("award", id, offer, words)
        .within(sheet.process.id.0)
        .because(reason)
        .after(&award)?;
    work.record(&permit, happening).await?;
    work.commit(1).await
}

fn reason_for(figures: &Figures, offer: &str, reason: &str) -> Result<String, Error> {
    if !figures.judgement.may_win(offer) {
        return Err(Error::field(
            "offer",
            "this offer has no place in the result and cannot be awarded",
        ));
    }
    if figures.winner() == Some(offer) && reason.trim().is_empty() {
        return Ok("First in rank by the published formula.".to_owned());
    }
    let reason = Prose::<4_000>::parse(reason).map_err(|error| {
        let words = "this offer is not the one that the published formula selects: say why it is recommended";
        Error::field("reason", format!("{words} ({error})"))
    })?;
    Ok(reason.as_str().to_owned())
}

/// Annuls every recommendation of a solicitation that nobody approved yet, whatever its lot.
pub(super) async fn annul_waiting(work: &mut Work<'_>, whole: &Sheet) -> Result<(), Error> {
    let process = &whole.process;
    if process.portions.is_empty() {
        return annul_earlier(work, whole).await;
    }
    for portion in &process.portions {
        let at = (process.reference.as_str(), Some(portion.code.as_str()));
        let lot = Sheet::in_lot(&mut Source::Tx(&mut work.tx), at.into()).await?;
        annul_earlier(work, &lot).await?;
    }
    Ok(())
}

/// Annuls a recommendation that nobody approved yet.
pub(super) async fn annul_earlier(work: &mut Work<'_>, sheet: &Sheet) -> Result<(), Error> {
    let found = read(&mut Source::Tx(&mut work.tx), &sheet.process).await?;
    let Some((award, _, _)) = found else {
        return Ok(());
    };
    if award.status != AwardState::Recommended {
        return Err(Error::not_now(format!(
            "the award to {} is “{}” already",
            award.provider_name,
            award.status.label()
        )));
    }
    move_award(work, &award, AwardEvent::Annul, award.clone()).await?;
    Ok(())
}

async fn store(
    work: &mut Work<'_>,
    sheet: &Sheet,
    line: &OfferLine,
    run: &Run,
    reason: &str,
) -> Result<Uuid, Error> {
    let (id, at, by) = (work.ctx().new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO award (id, solicitation_id, offer_id, provider_id, result_run_id, origin, external_key, status, title,
                supplier_names, value_minor, value_currency, reason, recommended_by, recommended_at, created_at, version, lot)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, 1, $16)",
        )
        .bind(id)
        .bind(sheet.process.id.0)
        .bind(line.id.0)
        .bind(line.provider.0)
        .bind(run.id.0)
        .bind(sheet.process.origin.clone())
        .bind(id.simple().to_string())
        .bind(AwardState::Recommended.as_str())
        .bind(title(&sheet.process))
        .bind(line.provider_name.clone())
        .bind(line.price.map(|price| price.minor))
        .bind(line.price.map(|price| price.currency.code().to_owned()))
        .bind(reason.to_owned())
        .bind(by)
        .bind(at)
        .bind(sheet.process.lot_code().to_owned())
        .run_one()
        .await?;
    Ok(id)
}

/// What is awarded: the solicitation, with the lot where it is one.
fn title(process: &Process) -> String {
    match &process.lot {
        Some(lot) => format!("{}: {}", process.title, lot.label()),
        None => process.title.clone(),
    }
}
