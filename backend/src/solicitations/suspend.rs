//! Suspending and resuming.

use super::amend::{Version, VersionKind, extended_questions, push};
use super::record::{SolicitationRecord, loaded};
use super::save::save;
use crate::audit::Happening;
use crate::notices::{concerned, tell};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::dialogue::closing_after_suspension;
use domain::policy::Subject;
use domain::policy::actions::{ResumeSolicitation, SuspendSolicitation};
use domain::states::{SolicitationEvent, SolicitationState};
use domain::text::Prose;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    status_before: String,
    suspended_at: DateTime<Utc>,
}

/// Suspends a solicitation with a reason that everybody reads, from a state that allows it. While it is suspended it
/// receives nothing, and nothing of it is opened, scored or signed.
///
/// # Errors
/// When the state that counts does not allow it, somebody else was faster, the rules refuse, or the store fails.
pub async fn suspend(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    reason: Prose<4000>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<SuspendSolicitation>(Subject::ANY)?;
    let before = own(&mut work, reference, version).await?;
    let state = before.state_at(work.at);
    let after = SolicitationRecord {
        status: state
            .apply(SolicitationEvent::Suspend)
            .map_err(Error::not_now)?,
        version: version + 1,
        ..before.clone()
    };
    save(&mut work.tx, &before, &after).await?;
    let (id, account, at) = (ctx.new_id(), work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO suspension (id, solicitation_id, status_before, reason, suspended_by, suspended_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id)
        .bind(after.id.0)
        .bind(state.as_str())
        .bind(reason.as_str().to_owned())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    let happening = happening(&before, &after, "Suspended", reason.as_str())?;
    work.record(&permit, happening).await?;
    let text = format!("“{}” is suspended: it receives nothing now", after.title);
    told(&mut work, &after, "solicitation.suspended", &text).await?;
    work.commit(after.reference).await
}

/// Resumes what was suspended. Where bidding was suspended it closes at `closes_at`, never with less time than was left
/// when it was suspended, and exactly with that where none is named.
///
/// # Errors
/// When it is not suspended, the closing would leave less time, somebody else was faster, the rules refuse, or the store
/// fails.
pub async fn resume(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    closes_at: Option<DateTime<Utc>>,
    reason: Prose<4000>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ResumeSolicitation>(Subject::ANY)?;
    let before = own(&mut work, reference, version).await?;
    let row = suspension(&mut work, &before).await?;
    let after = resumed(&before, &row, work.at, closes_at)?;
    save(&mut work.tx, &before, &after).await?;
    end(&mut work, row.id, &reason).await?;
    if after.status == SolicitationState::Published {
        let kept = Version {
            kind: VersionKind::Resumption,
            substance: false,
            reason: reason.as_str(),
        };
        push(&mut work, &before, &after, kept).await?;
    }
    let happening = happening(&before, &after, "Resumed", reason.as_str())?;
    work.record(&permit, happening).await?;
    let closes = after.closes_at.filter(|_| after.opened_at.is_none());
    let closes = closes.map(|at| {
        at.format(", and closes on %-d %b %Y, %H:%M UTC")
            .to_string()
    });
    let text = format!("“{}” goes on{}", after.title, closes.unwrap_or_default());
    told(&mut work, &after, "solicitation.resumed", &text).await?;
    work.commit(after.reference).await
}

async fn own(
    work: &mut Work<'_>,
    reference: &str,
    version: i64,
) -> Result<SolicitationRecord, Error> {
    let record = loaded(&mut work.tx, reference).await?.record;
    if record.origin == "imported" {
        return Err(Error::not_now("an imported record is not changed here"));
    }
    if record.version != version {
        return Err(record.stale());
    }
    Ok(record)
}

async fn suspension(work: &mut Work<'_>, record: &SolicitationRecord) -> Result<Row, Error> {
    let open: Option<Row> = work
        .tx
        .query("SELECT id, status_before, suspended_at FROM suspension WHERE solicitation_id = $1 AND resumed_at IS NULL")
        .bind(record.id.0)
        .optional()
        .await?;
    open.filter(|_| record.status == SolicitationState::Suspended)
        .ok_or_else(|| Error::not_now("it is not suspended"))
}

/// The record as it goes on: in the state before the suspension, and where that was bidding, with the time that was left.
fn resumed(
    before: &SolicitationRecord,
    row: &Row,
    at: DateTime<Utc>,
    asked: Option<DateTime<Utc>>,
) -> Result<SolicitationRecord, Error> {
    let event = match row.status_before.as_str() {
        "evaluating" => SolicitationEvent::ResumeEvaluation,
        "standstill" => SolicitationEvent::ResumeStandstill,
        _ => SolicitationEvent::ResumeBidding,
    };
    let status = before.status.apply(event).map_err(Error::not_now)?;
    let after = SolicitationRecord {
        status,
        version: before.version + 1,
        ..before.clone()
    };
    if status != SolicitationState::Published {
        return Ok(after);
    }
    let later = |moment: DateTime<Utc>| closing_after_suspension(moment, row.suspended_at, at);
    let least = before.closes_at.map(later);
    let closes_at = asked.or(least);
    if closes_at < least {
        let least = least.map(|at| at.format("%-d %b %Y, %H:%M UTC").to_string());
        let message = format!(
            "Close on {} or later: that is the time that was left when it was suspended.",
            least.unwrap_or_default()
        );
        return Err(Error::field("closes_at", message));
    }
    let asking = before
        .questions_by
        .map(|by| if by > row.suspended_at { later(by) } else { by });
    Ok(extended_questions(SolicitationRecord {
        closes_at,
        questions_by: asking,
        ..after
    }))
}

async fn end(work: &mut Work<'_>, id: Uuid, reason: &Prose<4000>) -> Result<(), Error> {
    let (account, at) = (work.account(), work.at);
    work.tx
        .query("UPDATE suspension SET resume_reason = $1, resumed_by = $2, resumed_at = $3 WHERE id = $4 AND resumed_at IS NULL")
        .bind(reason.as_str().to_owned())
        .bind(account)
        .bind(at)
        .bind(id)
        .run_one()
        .await?;
    Ok(())
}

fn happening(
    before: &SolicitationRecord,
    after: &SolicitationRecord,
    verb: &str,
    reason: &str,
) -> Result<Happening, Error> {
    let summary = format!("{verb} “{}”", after.title);
    Happening::to("solicitation", after.id.0, &after.reference, summary)
        .within(after.id.0)
        .because(reason)
        .before(before)?
        .after(after)
}

async fn told(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
    kind: &'static str,
    text: &str,
) -> Result<(), Error> {
    let everybody = concerned(&mut work.tx, record.id).await?;
    tell(work, &everybody, kind, &record.reference, text).await
}
