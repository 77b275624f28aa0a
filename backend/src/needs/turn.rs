//! A need becomes a draft solicitation without retyping.

use super::record::{NeedRecord, at_version, save};
use crate::audit::Happening;
use crate::solicitations::{self, Draft, DraftInput};
use crate::{Call, Ctx, Error, begin};
use domain::methods::Method;
use domain::policy::Subject;
use domain::policy::actions::TurnNeed;
use domain::states::{NeedEvent, apply};

/// Turns a ready need into a draft solicitation; answers with the solicitation's reference. The upper end of the estimate
/// becomes its base: the officer tells base and options apart there.
///
/// # Errors
/// When the need is not ready, the rules refuse, somebody else was faster, or the store fails.
pub async fn turn(ctx: &Ctx, call: &Call, reference: &str, version: i64) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<TurnNeed>(Subject::ANY)?;
    let before = at_version(&mut work.tx, reference, version).await?;
    let status = apply(before.status, NeedEvent::Turn).map_err(Error::not_now)?;
    let made = solicitations::begin_in(&mut work, draft(&before)?).await?;
    let after = NeedRecord {
        status,
        solicitation_id: Some(made.id.0),
        version: version + 1,
        ..before.clone()
    };
    save(&mut work.tx, &before, &after).await?;
    let summary = format!(
        "Turned the need {} into the solicitation {}",
        after.reference, made.reference
    );
    let happening = Happening::to("need", after.id.0, &after.reference, summary);
    let happening = happening.within(made.id.0).before(&before)?.after(&after)?;
    work.record(&permit, happening).await?;
    work.commit(made.reference).await
}

/// What the solicitation begins with.
fn draft(need: &NeedRecord) -> Result<Draft, Error> {
    let estimate = need
        .high_minor
        .map(|high| need.money(high).major().to_string());
    let input = DraftInput {
        title: need.title.clone(),
        need: need.description.clone(),
        functional_area: need.functional_area.clone().unwrap_or_default(),
        strategy: need.strategy.clone(),
        programme: need.programme.clone().unwrap_or_default(),
        authority: need.authority.as_str().to_owned(),
        method: need.method.unwrap_or(Method::Ncp).as_str().to_owned(),
        commercial_service: need.commercial_service,
        estimate: estimate.unwrap_or_default(),
        estimate_currency: need.currency.code().to_owned(),
        closes_at: solicitations::MomentInput {
            zone: "Europe/Brussels".to_owned(),
            ..Default::default()
        },
        ..DraftInput::default()
    };
    let draft = Draft::try_from(input)?;
    Ok(Draft {
        demonstration: need.origin == "demonstration",
        ..draft
    })
}
