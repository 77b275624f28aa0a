//! A second officer decides on an offer that came after closing.

use super::propose::waiting;
use crate::audit::Happening;
use crate::notices::{To, settle, tell};
use crate::offers::load::Row;
use crate::overrides::{Decision, mark, noted};
use crate::{Call, Ctx, Error, Work, begin, receipts};
use domain::id::{AccountId, OfferId, ProviderId};
use domain::overrides::OverrideStatus;
use domain::policy::actions::DecideLateOffer;
use domain::policy::{Permit, Subject};
use domain::states::OfferEvent;
use sealing::commitments::Commitment;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// What the log keeps of a decision. The opening's record is held against `taken`: the ciphertexts that are opened although
/// they are not on the list at closing.
#[derive(Serialize)]
struct Decided {
    reference: String,
    ground: String,
    status: &'static str,
    taken: Vec<Commitment>,
}

#[derive(FromRow)]
struct Proposal {
    id: Uuid,
    ground: String,
    reason: String,
    requested_by: Option<Uuid>,
}

/// Decides on an offer that came after closing and that a colleague proposed to take. Taken, it is opened with the others;
/// refused, it stays sealed for good. A note is needed to refuse.
///
/// # Errors
/// The same person twice; nobody proposed it, or it is decided; the offers are open; the rules refuse, or the store fails.
pub async fn decide_late(
    ctx: &Ctx,
    call: &Call,
    offer: OfferId,
    decision: Decision,
    note: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    work.permit::<DecideLateOffer>(Subject::ANY)?;
    let row = waiting(&mut work, offer).await?;
    let proposal = proposal(&mut work, offer).await?;
    let author = proposal.requested_by.map(AccountId);
    let permit = work.permit::<DecideLateOffer>(author.map_or(Subject::ANY, Subject::after))?;
    let note = noted(decision, note)?;
    mark(&mut work, proposal.id, decision, note.clone()).await?;
    let why = note.as_ref().map_or(proposal.reason.clone(), |note| {
        format!("{}\n{note}", proposal.reason)
    });
    match decision {
        Decision::Approve => take(&mut work, &permit, &row, proposal.ground, why).await?,
        Decision::Refuse => {
            let note = note.unwrap_or_default();
            let event = event(&row, "Refused an offer that came after closing");
            work.record(&permit, event.because(why)).await?;
            refuse(&mut work, &row, &note).await?;
        }
    }
    settle_when_all_are_decided(&mut work, &row).await?;
    work.commit(()).await
}

async fn proposal(work: &mut Work<'_>, offer: OfferId) -> Result<Proposal, Error> {
    let select = "SELECT id, ground, reason, requested_by FROM rule_override WHERE offer_id = $1";
    let found = work.tx.query(select).bind(offer.0).optional().await?;
    found.ok_or_else(|| Error::not_now("nobody has proposed to take this offer"))
}

/// The decision is an event of the solicitation: it names neither the offer nor whose it is.
fn event(row: &Row, summary: &str) -> Happening {
    let sought = &row.sought;
    let id = sought.solicitation_id.0;
    Happening::to("solicitation", id, &sought.solicitation_reference, summary).within(id)
}

/// It stays sealed until the opening, which opens it with the others.
async fn take(
    work: &mut Work<'_>,
    permit: &Permit<DecideLateOffer>,
    row: &Row,
    ground: String,
    why: String,
) -> Result<(), Error> {
    let statement = receipts::newest(work, row.id).await?;
    let parts = statement.into_iter().flat_map(|said| said.parts);
    let after = Decided {
        reference: row.sought.solicitation_reference.clone(),
        ground,
        status: OverrideStatus::Approved.as_str(),
        taken: parts.map(|part| Commitment::from(&part)).collect(),
    };
    let happening = event(row, "Took an offer that came after closing");
    work.record(permit, happening.because(why).after(&after)?)
        .await?;
    let text = "Your offer that came after closing is taken: it is opened with the others.";
    told(work, row, text).await
}

/// It is excluded without being opened, and its offeror is told why.
pub(super) async fn refuse(work: &mut Work<'_>, row: &Row, why: &str) -> Result<(), Error> {
    let status = row.state()?.apply(OfferEvent::RejectLate);
    let status = status.map_err(Error::not_now)?;
    let (by, at) = (work.account(), work.at);
    work.tx
        .query(
            "UPDATE offer SET status = $1, compliance_reason = $2, decided_by = $3, decided_at = $4, version = version + 1
             WHERE id = $5 AND version = $6",
        )
        .bind(status.as_str())
        .bind(why.to_owned())
        .bind(by)
        .bind(at)
        .bind(row.id.0)
        .bind(row.version)
        .run_one()
        .await?;
    let text =
        format!("Your offer that came after closing is refused and stays sealed for good: {why}");
    told(work, row, &text).await
}

async fn told(work: &mut Work<'_>, row: &Row, text: &str) -> Result<(), Error> {
    let Some(provider) = row.provider_id else {
        return Ok(());
    };
    let to = [To::Provider(ProviderId(provider))];
    tell(work, &to, "offer.late_decided", &row.reference, text).await
}

/// The officers' news of late offers is old when none waits any more.
async fn settle_when_all_are_decided(work: &mut Work<'_>, row: &Row) -> Result<(), Error> {
    let select = "SELECT CAST(COUNT(*) AS BIGINT) FROM offer WHERE solicitation_id = $1 AND status = 'late'
        AND NOT EXISTS (SELECT 1 FROM rule_override WHERE offer_id = offer.id AND status <> 'requested')";
    let query = work.tx.query(select).bind(row.sought.solicitation_id.0);
    let waiting: i64 = query.scalar().await?;
    if waiting == 0 {
        for kind in ["offer.late", "offer.late_proposed"] {
            settle(work, kind, &row.sought.solicitation_reference).await?;
        }
    }
    Ok(())
}
