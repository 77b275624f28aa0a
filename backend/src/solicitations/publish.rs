//! Publishing and cancelling.

use super::check::check;
use super::named::tell_named;
use super::price_order::fix_price_order;
use super::record::{Loaded, SolicitationRecord, loaded};
use super::save::save;
use crate::audit::Happening;
use crate::begin;
use crate::notices::{concerned, settle, tell};
use crate::opening_keys::{Openers, OpenersInput, make_parts};
use crate::overrides::{self, Override};
use crate::{Call, Ctx, Error};
use chrono::{DateTime, Utc};
use domain::policy::Subject;
use domain::policy::actions::{CancelSolicitation, PublishSolicitation};
use domain::states::{SolicitationEvent, SolicitationState, apply};
use domain::text::Prose;
use domain::timetable::Severity;
use std::collections::BTreeSet;

/// Publishes a draft now: it must be complete, its timetable is checked at this very moment, its scheme is frozen, and
/// the keys to which the parts of the offers are sealed are made. Answers with the reference.
///
/// # Errors
/// [`Error::Invalid`] with everything that is missing, by the names of the form's fields; when it is not a draft,
/// somebody else was faster, the rules refuse, or the store fails.
pub async fn publish(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    openers: &OpenersInput,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<PublishSolicitation>(Subject::ANY)?;
    let found = loaded(&mut work.tx, reference).await?;
    if found.record.version != version {
        return Err(found.record.stale());
    }
    let recorded = overrides::of_draft(&mut work.tx, found.record.id.0).await?;
    let (after, reasons) = published(&found, &recorded, work.at)?;
    save(&mut work.tx, &found.record, &after).await?;
    settle(&mut work, "solicitation.reviewed", &after.reference).await?;
    tell_named(&mut work, &after).await?;
    let mut split = make_parts(&mut work, after.id, &Openers::try_from(openers)?).await?;
    split.prices_wait = fix_price_order(&mut work.tx, &after, work.at).await?;
    let summary = format!("Published “{}”: its scheme is frozen", after.title);
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary);
    let happening = happening
        .within(after.id.0)
        .before(&found.record)?
        .after(&after)?;
    let happening = match reasons {
        Some(reasons) => happening.because(reasons),
        None => happening,
    };
    work.record(&permit, happening).await?;
    let happening = Happening::to(
        "solicitation",
        after.id.0,
        &after.reference,
        split.summary(),
    );
    let happening = happening.within(after.id.0).after(&split)?;
    work.record(&permit, happening).await?;
    work.commit(after.reference).await
}

/// The record as published at a moment, and the departures from the rules with their reasons.
fn published(
    found: &Loaded,
    recorded: &[Override],
    at: DateTime<Utc>,
) -> Result<(SolicitationRecord, Option<String>), Error> {
    let record = &found.record;
    let status = public_state(record)?;
    let check =
        check(record, found.estimate_eur, at).approved_by(record, found.estimate_eur, recorded, at);
    if !check.missing.is_empty() {
        return Err(Error::Invalid(check.missing));
    }
    let used: Vec<_> = check
        .departures
        .into_iter()
        .filter(|departure| departure.finding.severity == Severity::Breach)
        .filter_map(|departure| Some((departure.finding.rule, departure.reason?)))
        .collect();
    let kept: BTreeSet<&str> = used.iter().map(|(rule, _)| rule.id).collect();
    let mut after = SolicitationRecord {
        status,
        published_at: Some(at),
        version: record.version + 1,
        ..record.clone()
    };
    after
        .overrides
        .retain(|rule, _| kept.contains(rule.as_str()));
    let lines: Vec<String> = used
        .iter()
        .map(|(rule, reason)| format!("{} ({}): {reason}", rule.id, rule.source))
        .collect();
    Ok((after, (!lines.is_empty()).then(|| lines.join("\n"))))
}

/// Walks the table: a colleague has approved the plan, it is announced where the delegations were told, then published.
fn public_state(record: &SolicitationRecord) -> Result<SolicitationState, Error> {
    let mut state = record.status;
    if state == SolicitationState::Draft {
        return Err(Error::not_now(
            "a colleague approves it first: send the draft for approval",
        ));
    }
    if state == SolicitationState::Approved && record.announced_on.is_some() {
        state = moved(state, SolicitationEvent::Announce)?;
    }
    moved(state, SolicitationEvent::Publish)
}

fn moved(state: SolicitationState, event: SolicitationEvent) -> Result<SolicitationState, Error> {
    apply(state, event).map_err(Error::not_now)
}

/// Ends a solicitation without an award. Offers that were sealed stay sealed for ever.
///
/// # Errors
/// When no reason is given, the state does not allow it, somebody else was faster, the rules refuse, or the store fails.
pub async fn cancel(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    reason: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<CancelSolicitation>(Subject::ANY)?;
    let reason: Prose = Prose::parse(reason).map_err(|_| {
        Error::field(
            "reason",
            "Say why it is cancelled: bidders and auditors read it.",
        )
    })?;
    let before = loaded(&mut work.tx, reference).await?.record;
    if before.origin == "imported" {
        return Err(Error::not_now("an imported record is not changed here"));
    }
    if before.version != version {
        return Err(before.stale());
    }
    let after = SolicitationRecord {
        status: moved(before.status, SolicitationEvent::Cancel)?,
        version: version + 1,
        ..before.clone()
    };
    save(&mut work.tx, &before, &after).await?;
    let everybody = concerned(&mut work.tx, after.id).await?;
    let told = format!("“{}” is cancelled", after.title);
    tell(
        &mut work,
        &everybody,
        "solicitation.cancelled",
        &after.reference,
        &told,
    )
    .await?;
    let summary = format!("Cancelled “{}”", after.title);
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary);
    let happening = happening.within(after.id.0).because(reason.as_str());
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    work.commit(after.reference).await
}
