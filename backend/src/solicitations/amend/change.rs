//! Amending what is published, before closing.

use super::super::check::check;
use super::super::draft::Draft;
use super::super::edit::lawful;
use super::super::record::{Loaded, SolicitationRecord, loaded};
use super::super::save::{check_codes, save, save_codes};
use super::bounds::{Depth, check_bounds, depth};
use super::dates::{extended, same_minute};
use super::versions::{Version, VersionKind, amendment_number, push};
use crate::audit::Happening;
use crate::notices::{concerned, tell};
use crate::{Call, Ctx, Error, Work, begin};
use domain::dialogue::amendment_times;
use domain::policy::Subject;
use domain::policy::actions::AmendSolicitation;
use domain::states::{SolicitationEvent, SolicitationState};
use domain::text::Prose;

/// Amends a published solicitation before closing: a new numbered version, its difference public, the dates moved as the
/// rules say, and everyone with a draft, an offer or a question told. Sealed offers stay as they are. Answers with the
/// amendment's number.
///
/// # Errors
/// When it is not open, nothing differs, a date would come nearer, the method or the estimate would change, something would
/// be missing, somebody else was faster, the rules refuse, or the store fails.
pub async fn amend(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    draft: Draft,
    reason: Prose,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AmendSolicitation>(Subject::ANY)?;
    let found = loaded(&mut work.tx, reference).await?;
    must_be_open(&work, &found.record)?;
    if found.record.version != version {
        return Err(found.record.stale());
    }
    check_codes(&mut work.tx, &draft).await?;
    lawful(&draft)?;
    let (after, depth) = amended(&work, &found, draft)?;
    let before = found.record;
    save(&mut work.tx, &before, &after).await?;
    save_codes(&mut work.tx, &after).await?;
    let kept = Version {
        kind: VersionKind::Amendment,
        substance: depth != Depth::Dates,
        reason: reason.as_str(),
    };
    let number = push(&mut work, &before, &after, kept).await?;
    let name = amendment_number(number);
    let summary = format!("Amended what is published: amendment {name}");
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary)
        .within(after.id.0)
        .because(reason.as_str())
        .before(&before)?
        .after(&after)?;
    work.record(&permit, happening).await?;
    tell_everybody(&mut work, &after, number, depth).await?;
    work.commit(number).await
}

/// The state that counts must be published: after closing nothing is amended.
pub(super) fn must_be_open(work: &Work<'_>, record: &SolicitationRecord) -> Result<(), Error> {
    let state = record.state_at(work.at);
    let open = state.apply(SolicitationEvent::Amend) == Ok(SolicitationState::Published);
    if open && record.origin != "imported" {
        return Ok(());
    }
    Err(Error::not_now(format!(
        "it is “{}”: only what is open for offers is amended",
        state.label()
    )))
}

fn amended(
    work: &Work<'_>,
    found: &Loaded,
    draft: Draft,
) -> Result<(SolicitationRecord, Depth), Error> {
    let before = &found.record;
    let rewritten = before.clone().rewritten(draft.clone());
    let after = SolicitationRecord {
        version: before.version + 1,
        method: before.method.clone(),
        closes_at: same_minute(before.closes_at, rewritten.closes_at),
        questions_by: same_minute(before.questions_by, rewritten.questions_by),
        ..rewritten
    };
    check_bounds(
        before,
        &SolicitationRecord {
            method: draft.method.as_str().to_owned(),
            ..after.clone()
        },
    )?;
    let depth = depth(before, &after);
    if depth == Depth::Nothing {
        return Err(Error::not_now(
            "nothing differs from what is published: change what the amendment is for",
        ));
    }
    let times = amendment_times(work.at.date_naive());
    let after = extended(after, work.at, depth.rule(times));
    let published_at = before.published_at.unwrap_or(work.at);
    let missing = check(&after, found.estimate_eur, published_at).missing;
    if missing.is_empty() {
        Ok((after, depth))
    } else {
        Err(Error::Invalid(missing))
    }
}

/// Tells everyone with a draft, an offer or a question of an amendment.
pub(super) async fn tell_everybody(
    work: &mut Work<'_>,
    after: &SolicitationRecord,
    number: i64,
    depth: Depth,
) -> Result<(), Error> {
    let everybody = concerned(&mut work.tx, after.id).await?;
    let text = told(after, &amendment_number(number), depth);
    tell(
        work,
        &everybody,
        "solicitation.amended",
        &after.reference,
        &text,
    )
    .await
}

fn told(record: &SolicitationRecord, name: &str, depth: Depth) -> String {
    let title = &record.title;
    match depth {
        Depth::Dates | Depth::Nothing => format!("“{title}” has later dates: amendment {name}"),
        Depth::Substance => {
            format!("“{title}” was amended: {name}. A sealed offer is to be confirmed or replaced")
        }
        Depth::Scheme => {
            format!(
                "The evaluation of “{title}” was amended: {name}. A sealed offer is to be confirmed or replaced"
            )
        }
    }
}
