//! One person proposes that an organisation is another's duplicate.

use super::{Part, alone};
use crate::audit::Happening;
use crate::notices::{other_officers, tell};
use crate::{Call, Ctx, Error, FieldErrors, begin};
use domain::policy::Subject;
use domain::policy::actions::ProposeMerge;
use domain::text::{Line, Prose};
use serde::Serialize;

/// What the log keeps of a merge.
#[derive(Serialize)]
pub(super) struct Merge {
    /// Reference of the organisation that goes.
    pub duplicate: String,
    /// Reference of the one that stays.
    pub kept: String,
}

/// Proposes to merge `duplicate` into the organisation with the reference `kept`. Another person decides.
///
/// # Errors
/// When a field cannot be read, both are the same, one is imported or merged already, it was proposed before, the rules
/// refuse, or the store fails.
pub async fn propose_merge(
    ctx: &Ctx,
    call: &Call,
    duplicate: &str,
    kept: &str,
    reason: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ProposeMerge>(Subject::ANY)?;
    let (kept, reason) = typed(kept, reason)?;
    alone(&mut work).await?;
    let duplicate = Part::named(&mut work.tx, duplicate).await?;
    let kept = Part::named(&mut work.tx, kept.as_str()).await;
    let kept = kept.map_err(|error| match error {
        Error::NotFound => Error::field("kept", "There is no organisation with this reference."),
        other => other,
    })?;
    if duplicate.id == kept.id {
        return Err(Error::field("kept", "Name the other organisation."));
    }
    duplicate.must_be_free()?;
    kept.must_be_free()?;
    let (id, by, at) = (ctx.new_id(), work.account(), work.at);
    let added = work
        .tx
        .query(
            "INSERT INTO provider_merge (id, duplicate_id, kept_id, status, reason, proposed_by, proposed_at)
             VALUES ($1, $2, $3, 'requested', $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(duplicate.id)
        .bind(kept.id)
        .bind(reason.as_str().to_owned())
        .bind(by)
        .bind(at)
        .run()
        .await?;
    if added == 0 {
        return Err(Error::not_now(
            "a merge of this organisation is proposed already",
        ));
    }
    let after = Merge {
        duplicate: duplicate.reference.clone(),
        kept: kept.reference.clone(),
    };
    let summary = format!("Proposed to merge it into {}", kept.reference);
    let happening = Happening::to("provider", duplicate.id, &duplicate.reference, summary);
    let happening = happening.because(reason.as_str()).after(&after)?;
    work.record(&permit, happening).await?;
    let officers = other_officers(&mut work.tx, by).await?;
    let text = format!(
        "{} is proposed to be merged into {}; another person decides.",
        duplicate.name, kept.name
    );
    tell(
        &mut work,
        &officers,
        "provider.merge",
        &duplicate.reference,
        &text,
    )
    .await?;
    work.commit(()).await
}

fn typed(kept: &str, reason: &str) -> Result<(Line<40>, Prose<2000>), Error> {
    let mut wrong = FieldErrors::default();
    let kept = wrong.take("kept", Line::parse(&kept.to_uppercase()));
    let reason = wrong.take("reason", Prose::parse(reason));
    wrong.finish()?;
    kept.zip(reason).ok_or(Error::NotFound)
}
