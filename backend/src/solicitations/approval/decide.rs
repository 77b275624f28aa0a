//! A colleague approves a draft, or gives it back.

use super::super::check::check;
use super::super::record::{SolicitationRecord, loaded};
use super::super::save::save;
use super::reviews::{Open, close, open};
use crate::audit::Happening;
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, Work, begin, overrides};
use domain::id::AccountId;
use domain::policy::actions::{ApproveSolicitation, ReturnSolicitation};
use domain::policy::{Action, Permit, Refused, Subject};
use domain::states::{SolicitationEvent, apply};
use domain::text::Prose;

/// Approves a draft that waits: its plan, criteria and weights are frozen, and it may be published.
///
/// # Errors
/// When the person sent it or wrote any of it, it does not wait or was changed since, something is missing by now, the rules
/// refuse, or the store fails.
pub async fn approve(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    note: Option<Prose<4000>>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    work.permit::<ApproveSolicitation>(Subject::ANY)?;
    let found = loaded(&mut work.tx, reference).await?;
    let before = found.record;
    let (review, permit) = second_person::<ApproveSolicitation>(&mut work, &before).await?;
    if before.version != version || review.version != version {
        return Err(before.stale());
    }
    let recorded = overrides::of_draft(&mut work.tx, before.id.0).await?;
    let missing = check(&before, found.estimate_eur, work.at)
        .approved_by(&before, found.estimate_eur, &recorded, work.at)
        .missing_for_approval();
    if !missing.is_empty() {
        return Err(Error::Invalid(missing));
    }
    let after = SolicitationRecord {
        status: apply(before.status, SolicitationEvent::Approve).map_err(Error::not_now)?,
        version: version + 1,
        ..before.clone()
    };
    save(&mut work.tx, &before, &after).await?;
    let note = note.map(String::from);
    close(&mut work, &review, "approved", note.clone()).await?;
    let summary = "Approved the draft: plan, criteria and weights are frozen";
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary)
        .within(after.id.0)
        .before(&before)?
        .after(&after)?;
    work.record(&permit, reasoned(happening, note)).await?;
    let text = format!("“{}” is approved and can be published", after.title);
    told(&mut work, &review, &after, &text).await?;
    work.commit(after.reference).await
}

/// Gives a draft back to the person who sent it, with a note that says what to change.
///
/// # Errors
/// When the person sent it or wrote any of it, it does not wait, the rules refuse, or the store fails.
pub async fn give_back(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    note: Prose<4000>,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    work.permit::<ReturnSolicitation>(Subject::ANY)?;
    let record = loaded(&mut work.tx, reference).await?.record;
    let (review, permit) = second_person::<ReturnSolicitation>(&mut work, &record).await?;
    let note = String::from(note);
    close(&mut work, &review, "returned", Some(note.clone())).await?;
    let summary = "Gave the draft back";
    let happening = Happening::to("solicitation", record.id.0, &record.reference, summary)
        .within(record.id.0)
        .after(&record)?;
    work.record(&permit, reasoned(happening, Some(note)))
        .await?;
    let text = format!("“{}” was given back with a note", record.title);
    told(&mut work, &review, &record, &text).await?;
    work.commit(record.reference).await
}

/// The review that waits, and the permit of somebody who neither sent the draft nor wrote on it.
async fn second_person<A: Action>(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
) -> Result<(Open, Permit<A>), Error> {
    let review = open(&mut work.tx, record.id)
        .await?
        .ok_or_else(|| Error::not_now("it does not wait for approval"))?;
    let permit = work.permit::<A>(Subject::after(AccountId(review.asked_by)))?;
    let account = work.account();
    let written: i64 = work
        .tx
        .query(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM event
             WHERE subject_kind = 'solicitation' AND subject_id = $1 AND action = 'solicitation.edit' AND account_id = $2",
        )
        .bind(record.id.0)
        .bind(account)
        .scalar()
        .await?;
    if written > 0 {
        return Err(Refused::SamePerson(A::RULE.summary).into());
    }
    Ok((review, permit))
}

fn reasoned(happening: Happening, note: Option<String>) -> Happening {
    match note {
        Some(note) => happening.because(note),
        None => happening,
    }
}

async fn told(
    work: &mut Work<'_>,
    review: &Open,
    record: &SolicitationRecord,
    text: &str,
) -> Result<(), Error> {
    let to = [To::Account(AccountId(review.asked_by))];
    tell(work, &to, "solicitation.reviewed", &record.reference, text).await
}
