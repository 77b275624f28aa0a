//! Another person confirms a merge, or refuses it.

use super::carry::carry;
use super::propose::Merge;
use super::{Part, alone};
use crate::audit::Happening;
use crate::notices::{To, settle, tell};
use crate::overrides::{Decision, noted};
use crate::{Call, Ctx, Error, Work, begin};
use domain::id::{AccountId, ProviderId};
use domain::policy::actions::ConfirmMerge;
use domain::policy::{Permit, Subject};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Proposal {
    id: Uuid,
    kept: String,
    reason: String,
    proposed_by: Uuid,
}

const PROPOSAL: &str = "SELECT provider_merge.id, kept.reference AS kept, provider_merge.reason, provider_merge.proposed_by
    FROM provider_merge JOIN provider AS kept ON kept.id = provider_merge.kept_id
    WHERE provider_merge.duplicate_id = $1 AND provider_merge.status = 'requested'";

/// Decides on the merge that a colleague proposed of the organisation `duplicate`. Confirmed, everything that referred to it
/// refers to the other, and its page leads there. A note is needed to refuse.
///
/// # Errors
/// The same person twice; nothing is proposed; both have a draft or a sealed offer in the same running solicitation; the
/// rules refuse, or the store fails.
pub async fn decide_merge(
    ctx: &Ctx,
    call: &Call,
    duplicate: &str,
    decision: Decision,
    note: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    work.permit::<ConfirmMerge>(Subject::ANY)?;
    alone(&mut work).await?;
    let duplicate = Part::named(&mut work.tx, duplicate).await?;
    let proposal = work.tx.query(PROPOSAL).bind(duplicate.id).optional();
    let proposal: Option<Proposal> = proposal.await?;
    let proposal = proposal.ok_or_else(|| Error::not_now("no merge of it waits for a decision"))?;
    let permit = work.permit::<ConfirmMerge>(Subject::after(AccountId(proposal.proposed_by)))?;
    let note = noted(decision, note)?;
    mark(&mut work, proposal.id, decision, note.clone()).await?;
    let kept = Part::named(&mut work.tx, &proposal.kept).await?;
    let why = note.map_or(proposal.reason.clone(), |note| {
        format!("{}\n{note}", proposal.reason)
    });
    match decision {
        Decision::Approve => merge(&mut work, &permit, (&duplicate, &kept), &why).await?,
        Decision::Refuse => {
            let summary = format!("Refused to merge it into {}", kept.reference);
            let happening = Happening::to("provider", duplicate.id, &duplicate.reference, summary);
            work.record(&permit, happening.because(why)).await?;
        }
    }
    settle(&mut work, "provider.merge", &duplicate.reference).await?;
    work.commit(duplicate.reference).await
}

async fn mark(
    work: &mut Work<'_>,
    id: Uuid,
    decision: Decision,
    note: Option<String>,
) -> Result<(), Error> {
    let (by, at) = (work.account(), work.at);
    work.tx
        .query("UPDATE provider_merge SET status = $1, decided_by = $2, decided_at = $3, note = $4 WHERE id = $5")
        .bind(decision.status().as_str())
        .bind(by)
        .bind(at)
        .bind(note)
        .bind(id)
        .run_one()
        .await?;
    Ok(())
}

/// The event stands with both organisations.
async fn merge(
    work: &mut Work<'_>,
    permit: &Permit<ConfirmMerge>,
    (duplicate, kept): (&Part, &Part),
    why: &str,
) -> Result<(), Error> {
    duplicate.must_be_free()?;
    kept.must_be_free()?;
    carry(work, duplicate.id, kept.id).await?;
    let at = work.at;
    work.tx
        .query("UPDATE provider SET merged_into = $1, merged_at = $2, version = version + 1 WHERE id = $3")
        .bind(kept.id)
        .bind(at)
        .bind(duplicate.id)
        .run_one()
        .await?;
    let after = Merge {
        duplicate: duplicate.reference.clone(),
        kept: kept.reference.clone(),
    };
    let sides = [
        (duplicate, format!("Merged into {}", kept.reference)),
        (
            kept,
            format!("Took over everything of {}", duplicate.reference),
        ),
    ];
    for (part, summary) in sides {
        let happening = Happening::to("provider", part.id, &part.reference, summary);
        work.record(permit, happening.because(why).after(&after)?)
            .await?;
    }
    let text = format!(
        "{} was merged into {}: its people, contracts and statements belong to it now.",
        duplicate.name, kept.name
    );
    let to = [To::Provider(ProviderId(kept.id))];
    tell(work, &to, "provider.merged", &kept.reference, &text).await
}
