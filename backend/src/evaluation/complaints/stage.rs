//! The steps of a complaint that are no decision: its stages, and the end of their times.

use super::read::{Complaint, of_process};
use super::{happening, resume, tell_bidder};
use crate::evaluation::lots;
use crate::evaluation::read::{self, Source};
use crate::evaluation::sheet::Process;
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::MoveComplaint;
use domain::states::ComplaintEvent;
use domain::text::Prose;

/// A complaint of a process by number, with the process; takes the lock of the award.
pub(super) async fn numbered(
    work: &mut Work<'_>,
    solicitation: &str,
    number: i64,
) -> Result<(Process, Complaint), Error> {
    work.tx.lock(&format!("award {solicitation}")).await?;
    let mut source = Source::Tx(&mut work.tx);
    let (whole, _) = read::process(&mut source, solicitation).await?;
    let all = of_process(&mut source, whole.id).await?;
    let found = all.into_iter().find(|one| one.number == number);
    let found = found.ok_or(Error::NotFound)?;
    let lot = Some(found.lot.as_str()).filter(|lot| !lot.is_empty());
    let (process, _) = lots::contest(&mut source, (solicitation, lot).into()).await?;
    Ok((process, found))
}

/// Moves a complaint by one event to how `after` says it is; answers with the complaint as it is now.
pub(super) async fn moved(
    work: &mut Work<'_>,
    before: &Complaint,
    event: ComplaintEvent,
    after: Complaint,
) -> Result<Complaint, Error> {
    let status = before.status.apply(event).map_err(Error::not_now)?;
    write(work, before, Complaint { status, ..after }).await
}

/// Writes what changed about a complaint; `status` was answered by its table.
pub(super) async fn write(
    work: &mut Work<'_>,
    before: &Complaint,
    after: Complaint,
) -> Result<Complaint, Error> {
    work.tx
        .query(
            "UPDATE complaint SET status = $1, grounds = $2, acknowledged_at = $3, until_day = $4, version = version + 1
             WHERE id = $5 AND version = $6",
        )
        .bind(after.status.as_str())
        .bind(after.grounds.clone())
        .bind(after.acknowledged_at)
        .bind(after.until)
        .bind(before.id)
        .bind(before.version)
        .run_one()
        .await?;
    Ok(Complaint {
        version: before.version + 1,
        ..after
    })
}

/// Brings a rejected complaint before the committee on the letter of the bidder's delegation (NCP App.1 20-24).
///
/// # Errors
/// After the time for it, without what the letter says, when the rules refuse, or the store fails.
pub async fn escalate(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    number: i64,
    letter: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<MoveComplaint>(Subject::ANY)?;
    let (process, before) = numbered(&mut work, solicitation, number).await?;
    if before.until.is_some_and(|last| work.at.date_naive() > last) {
        return Err(Error::not_now(
            "the time for the delegation's letter has passed",
        ));
    }
    let letter = Prose::<2_000>::parse(letter).map_err(|error| {
        Error::field(
            "letter",
            format!("say which delegation wrote, and when: {error}"),
        )
    })?;
    let mut after = before.clone();
    after.until = None;
    let after = moved(&mut work, &before, ComplaintEvent::Escalate, after).await?;
    let happening = happening(&process, &after, "Brought before the committee:");
    let happening = happening.because(letter.as_str());
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    tell_bidder(&mut work, &after, "Your complaint is before the committee").await?;
    work.commit(()).await
}

/// Ends a complaint whose time has passed: it was not filed again, or not brought before the committee.
///
/// # Errors
/// Before that time has passed, when the rules refuse, or the store fails.
pub async fn expire(ctx: &Ctx, call: &Call, solicitation: &str, number: i64) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<MoveComplaint>(Subject::ANY)?;
    let (process, before) = numbered(&mut work, solicitation, number).await?;
    if let Some(last) = before.until.filter(|last| work.at.date_naive() <= *last) {
        return Err(Error::not_now(format!("its time runs until {last} (UTC)")));
    }
    let after = moved(&mut work, &before, ComplaintEvent::Expire, before.clone()).await?;
    let happening = happening(&process, &after, "Ended for time:");
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    resume(&mut work, &process).await?;
    tell_bidder(
        &mut work,
        &after,
        "Your complaint is ended: its time has passed",
    )
    .await?;
    work.commit(()).await
}
