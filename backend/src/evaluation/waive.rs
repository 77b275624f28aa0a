//! Waiving the standstill: instead of beginning it, or while it runs.

use super::award::{self, Award};
use super::lots::InLot;
use super::read::Source;
use super::sheet::Sheet;
use crate::audit::Happening;
use crate::error::FieldErrors;
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::WaiveStandstill;
use domain::states::AwardEvent;
use domain::text::Prose;
use domain::timetable::WaiverGround;

/// Why a standstill is waived: one of the lawful grounds, and what makes it true here.
#[derive(Clone, Debug)]
pub(super) struct Waiver {
    /// The ground.
    pub(super) ground: WaiverGround,
    /// What makes it true here.
    pub(super) reason: Prose<2_000>,
}

impl Waiver {
    /// Reads what was chosen and typed for a process.
    ///
    /// # Errors
    /// What is missing or does not hold, by the names of the form's fields `ground` and `waiver`.
    pub(super) fn parse(sheet: &Sheet, ground: &str, reason: &str) -> Result<Self, Error> {
        let mut errors = FieldErrors::default();
        let ground = ground
            .parse::<WaiverGround>()
            .map_err(|_| "choose the ground on which the standstill is waived".to_owned())
            .and_then(|ground| match ground.holds(sheet.offers.len()) {
                Ok(()) => Ok(ground),
                Err(error) => Err(error.to_string()),
            });
        let ground = errors.take("ground", ground);
        let reason = Prose::parse(reason)
            .map_err(|error| format!("say why the standstill is waived: {error}"));
        let reason = errors.take("waiver", reason);
        errors.finish()?;
        let (Some(ground), Some(reason)) = (ground, reason) else {
            return Err(Error::NotFound);
        };
        Ok(Self { ground, reason })
    }
}

/// Waives the standstill that runs: another officer than the one who began it lets the contract be signed at once.
/// Answers the award's version.
///
/// # Errors
/// The same person twice; a version that is not the newest; no standstill that runs; a ground that does not hold.
pub async fn waive_running(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    version: i64,
    (ground, reason): (&str, &str),
) -> Result<i64, Error> {
    let at = solicitation.into();
    let mut work = begin!(ctx, call);
    work.tx.lock(&format!("award {}", at.reference)).await?;
    let sheet = Sheet::in_lot(&mut Source::Tx(&mut work.tx), at).await?;
    let found = award::read(&mut Source::Tx(&mut work.tx), &sheet.process).await?;
    let approver = found.as_ref().and_then(|(award, _, _)| award.approved_by);
    let permit = work.permit::<WaiveStandstill>(approver.map_or(Subject::ANY, Subject::after))?;
    let (award, _, _) = found.ok_or_else(|| Error::not_now("no award is recommended yet"))?;
    super::approve::fresh(&award, version)?;
    let waiver = Waiver::parse(&sheet, ground, reason)?;
    let after = ended(&mut work, &award, &waiver).await?;
    let words = format!(
        "Waived the standstill: {}",
        waiver.ground.label().to_lowercase()
    );
    let happening = Happening::to("award", award.id.0, &award.offer, words)
        .within(sheet.process.id.0)
        .because(waiver.reason.as_str())
        .before(&award)?
        .after(&after)?;
    work.record(&permit, happening).await?;
    work.commit(after.version).await
}

async fn ended(work: &mut Work<'_>, award: &Award, waiver: &Waiver) -> Result<Award, Error> {
    let status = award
        .status
        .apply(AwardEvent::Waive)
        .map_err(Error::not_now)?;
    let today = work.at.date_naive();
    work.tx
        .query(
            "UPDATE award SET status = $1, standstill_last_day = NULL, earliest_signature = $2, waiver_ground = $3,
                waiver_reason = $4, version = version + 1 WHERE id = $5 AND version = $6",
        )
        .bind(status.as_str())
        .bind(today)
        .bind(waiver.ground.as_str())
        .bind(waiver.reason.as_str().to_owned())
        .bind(award.id.0)
        .bind(award.version)
        .run_one()
        .await?;
    Ok(Award {
        status,
        standstill_last_day: None,
        earliest_signature: Some(today),
        waiver_ground: Some(waiver.ground),
        waiver_reason: Some(waiver.reason.as_str().to_owned()),
        version: award.version + 1,
        ..award.clone()
    })
}
