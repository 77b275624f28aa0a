//! Approving an award: a second person, every bidder told, the standstill begun; later its end.

use super::award::{self, Award};
use super::figures::Figures;
use super::lots::{self, InLot};
use super::notice;
use super::read::Source;
use super::sheet::{OfferLine, Process, Sheet};
use super::steps::{move_award, move_offer, move_solicitation};
use super::waive::Waiver;
use crate::audit::Happening;
use crate::error::Stale;
use crate::notices::{self, To};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::NaiveDate;
use domain::id::{AccountId, OfferId};
use domain::methods::NPP_2025;
use domain::policy::Subject;
use domain::policy::actions::{ApproveAward, ClearAward};
use domain::states::{AwardEvent, AwardState, OfferEvent, OfferState, SolicitationEvent};
use domain::timetable::{Limit, Rule, STANDSTILL, standstill, standstill_rule};
use std::collections::BTreeMap;

/// The longest standstill that may be chosen up to EFL E, in calendar days (own design).
const LONGEST: u32 = 60;

/// How the time between notice and signature is kept.
enum Pause {
    /// A standstill under this rule.
    Standstill(Rule),
    /// None (NCP 28-29).
    Waived(Waiver),
}

/// The rule that fixes the standstill's length, by the method's rule; none where the authority chooses. An estimate that is
/// missing or not in euro counts as large.
pub(super) fn rule(process: &Process) -> Option<&'static Rule> {
    let estimate = estimate(process);
    match process.rule {
        Some(rule) => rule.standstill_rule(estimate),
        None => standstill_rule(estimate, &NPP_2025),
    }
}

fn estimate(process: &Process) -> i64 {
    match (process.estimate_minor, process.estimate_currency.as_deref()) {
        (Some(minor), Some("EUR")) => minor,
        _ => i64::MAX,
    }
}

/// Whether the estimate is above EFL E, where a rejected complaint may go to the committee (NCP App.1 20-24).
pub(super) fn above_limit(process: &Process) -> bool {
    NPP_2025.above_efl_e(estimate(process))
}

/// Approves an award that a colleague recommended, notifies every bidder, and starts the standstill: above EFL E 15
/// calendar days, up to it the `days` that the authority chooses. Answers the award's version.
///
/// # Errors
/// The same person twice; a version that is not the newest; a length that is missing.
pub async fn approve(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    version: i64,
    days: Option<u32>,
) -> Result<i64, Error> {
    decide(ctx, call, solicitation.into(), version, Choice::Days(days)).await
}

/// Approves as [`approve`] does, and waives the standstill on a ground that goes into the record.
///
/// # Errors
/// As [`approve`]; on a ground that does not hold.
pub async fn waive(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
    version: i64,
    (ground, reason): (&str, &str),
) -> Result<i64, Error> {
    decide(
        ctx,
        call,
        solicitation.into(),
        version,
        Choice::Waive(ground, reason),
    )
    .await
}

enum Choice<'a> {
    Days(Option<u32>),
    Waive(&'a str, &'a str),
}

fn pause(sheet: &Sheet, choice: Choice<'_>) -> Result<Pause, Error> {
    match choice {
        Choice::Waive(ground, reason) => Ok(Pause::Waived(Waiver::parse(sheet, ground, reason)?)),
        Choice::Days(days) => match (rule(&sheet.process), days) {
            (Some(rule), _) => Ok(Pause::Standstill(*rule)),
            (None, Some(days)) if (1..=LONGEST).contains(&days) => Ok(Pause::Standstill(Rule {
                limit: Limit::Days(days),
                ..STANDSTILL
            })),
            (None, _) => Err(Error::field(
                "days",
                format!(
                    "the method's rule fixes no length here, so the authority chooses it: give 1 to {LONGEST} calendar days"
                ),
            )),
        },
    }
}

async fn decide(
    ctx: &Ctx,
    call: &Call,
    at: InLot<'_>,
    version: i64,
    choice: Choice<'_>,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    work.tx.lock(&format!("award {}", at.reference)).await?;
    let sheet = Sheet::in_lot(&mut Source::Tx(&mut work.tx), at).await?;
    let found = award::read(&mut Source::Tx(&mut work.tx), &sheet.process).await?;
    let author = found
        .as_ref()
        .and_then(|(award, _, _)| award.recommended_by);
    let permit = work.permit::<ApproveAward>(author.map_or(Subject::ANY, Subject::after))?;
    let (award, chosen, _) = found.ok_or_else(|| Error::not_now("no award is recommended yet"))?;
    fresh(&award, version)?;
    let run = sheet.runs.first().ok_or(Error::NotFound)?;
    if award.run != Some(run.number) {
        return Err(Error::not_now(
            "a newer result is stored since the recommendation: recommend again",
        ));
    }
    let figures = Figures::read(&run.inputs)?;
    let pause = pause(&sheet, choice)?;
    let after = notified(&mut work, &award, &pause).await?;
    for line in &sheet.offers {
        let debrief = notice::debrief(&sheet, &figures, line, chosen, &after);
        notice::send(&mut work, &award, line, chosen, debrief).await?;
        let bidder = [To::Provider(line.provider)];
        let text = match &sheet.process.lot {
            Some(lot) => format!("The result of {} is known: read the notice", lot.code),
            None => "The result is known: read the notice of your offer".to_owned(),
        };
        notices::tell(&mut work, &bidder, "award.notified", &line.reference, &text).await?;
    }
    move_on(&mut work, &sheet, chosen).await?;
    let words = match &pause {
        Pause::Standstill(_) => "Approved the award, notified every bidder, began the standstill",
        Pause::Waived(_) => "Approved the award, notified every bidder, waived the standstill",
    };
    let mut happening = Happening::to("award", award.id.0, &award.offer, words)
        .within(sheet.process.id.0)
        .before(&award)?
        .after(&after)?;
    if let Pause::Waived(waiver) = pause {
        happening = happening.because(waiver.reason.as_str());
    }
    work.record(&permit, happening).await?;
    work.commit(after.version).await
}

pub(super) fn fresh(award: &Award, version: i64) -> Result<(), Error> {
    if award.version == version {
        return Ok(());
    }
    let recorded = BTreeMap::from([
        ("offer".to_owned(), award.offer.clone()),
        ("status".to_owned(), award.status.label().to_owned()),
    ]);
    Err(Error::Stale(Box::new(Stale {
        version: award.version,
        recorded,
    })))
}

/// Moves the award through approval and notice to the standstill, or past it.
async fn notified(work: &mut Work<'_>, award: &Award, pause: &Pause) -> Result<Award, Error> {
    let (at, by) = (work.at, work.account());
    let today = at.date_naive();
    let last = match pause {
        Pause::Standstill(_) => AwardEvent::Start,
        Pause::Waived(_) => AwardEvent::Waive,
    };
    let status = [AwardEvent::Approve, AwardEvent::Notify, last]
        .into_iter()
        .try_fold(award.status, AwardState::apply)
        .map_err(Error::not_now)?;
    let (last_day, earliest): (Option<NaiveDate>, NaiveDate) = match pause {
        Pause::Standstill(rule) => {
            let days = standstill(today, rule);
            (Some(days.last_day), days.earliest_signature)
        }
        Pause::Waived(_) => (None, today),
    };
    let waiver = match pause {
        Pause::Waived(waiver) => Some(waiver.clone()),
        Pause::Standstill(_) => None,
    };
    let ground = waiver.as_ref().map(|waiver| waiver.ground);
    let reason = waiver.map(|waiver| waiver.reason.as_str().to_owned());
    work.tx
        .query(
            "UPDATE award SET status = $1, approved_by = $2, approved_at = $3, notified_at = $3, standstill_last_day = $4,
                earliest_signature = $5, waiver_ground = $6, waiver_reason = $7, awarded_on = $8, version = version + 1
             WHERE id = $9 AND version = $10",
        )
        .bind(status.as_str())
        .bind(by)
        .bind(at)
        .bind(last_day)
        .bind(earliest)
        .bind(ground.map(|ground| ground.as_str().to_owned()))
        .bind(reason.clone())
        .bind(today)
        .bind(award.id.0)
        .bind(award.version)
        .run_one()
        .await?;
    Ok(Award {
        status,
        approved_by: by.map(AccountId),
        approver: Some(work.actor().name().to_owned()),
        notified_at: Some(at),
        standstill_last_day: last_day,
        earliest_signature: Some(earliest),
        waiver_ground: ground,
        waiver_reason: reason,
        version: award.version + 1,
        ..award.clone()
    })
}

/// Moves offers and solicitation: at once, or along with the lots where each is awarded apart.
async fn move_on(work: &mut Work<'_>, sheet: &Sheet, chosen: OfferId) -> Result<(), Error> {
    if sheet.process.lot.is_some() {
        return lots::follow(work, &sheet.process.reference).await;
    }
    for line in &sheet.offers {
        tell(work, line, chosen).await?;
    }
    let steps = [SolicitationEvent::Decide, SolicitationEvent::NotifyAll];
    move_solicitation(work, &sheet.process, &steps).await
}

/// Moves an offer: the chosen one is the apparent winner, the others are told that they were not chosen.
async fn tell(work: &mut Work<'_>, line: &OfferLine, chosen: OfferId) -> Result<(), Error> {
    let event = match line.status {
        _ if line.id == chosen => OfferEvent::Select,
        OfferState::Ranked | OfferState::TechnicallyUnacceptable => OfferEvent::Notify,
        _ => return Ok(()),
    };
    move_offer(work, line, &[event]).await
}

/// Ends the standstill once its last day has passed by the clock. Answers the award's version.
///
/// # Errors
/// Before that; when the award is in no standstill.
pub async fn clear(
    ctx: &Ctx,
    call: &Call,
    solicitation: impl Into<InLot<'_>>,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ClearAward>(Subject::ANY)?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, _) = lots::contest(&mut source, solicitation.into()).await?;
    let found = award::read(&mut source, &process).await?;
    let (award, _, _) = found.ok_or_else(|| Error::not_now("no award is recommended yet"))?;
    if crate::contracts::disputed(&mut work.tx, award.id.0).await? {
        return Err(Error::not_now(
            "a complaint about the award is open: decide on it first",
        ));
    }
    let earliest = award.earliest_signature.ok_or(Error::NotFound)?;
    if work.at.date_naive() < earliest {
        return Err(Error::not_now(format!(
            "the standstill runs: the contract may be signed from {earliest} on"
        )));
    }
    let after = move_award(&mut work, &award, AwardEvent::Elapse, award.clone()).await?;
    let happening = Happening::to(
        "award",
        award.id.0,
        &award.offer,
        "Ended the standstill: cleared for signature",
    )
    .within(process.id.0)
    .before(&award)?
    .after(&after)?;
    work.record(&permit, happening).await?;
    work.commit(after.version).await
}
