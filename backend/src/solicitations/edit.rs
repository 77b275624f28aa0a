//! Writing a solicitation until it is published.

use super::approval::lapse;
use super::draft::Draft;
use super::record::{SolicitationRecord, by_reference, loaded};
use super::save::{check_codes, save, save_codes};
use super::scheme::check_scheme;
use crate::audit::Happening;
use crate::begin;
use crate::db::Tx;
use crate::{Call, Ctx, Error, FieldErrors, Work, overrides};
use chrono::Datelike;
use domain::id::{AccountId, SolicitationId};
use domain::policy::actions::EditSolicitation;
use domain::policy::{Permit, Subject};
use domain::reference::{Series, write};
use domain::states::{SolicitationEvent, SolicitationState};
use std::collections::BTreeMap;

/// Begins a solicitation; answers with its reference.
///
/// # Errors
/// When the rules refuse, a code is unknown, a published rule on weights is broken, or the store fails.
pub async fn create(ctx: &Ctx, call: &Call, draft: Draft) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let record = begin_in(&mut work, draft).await?;
    work.commit(record.reference).await
}

/// Begins a solicitation inside a work that does more, and records it.
pub(crate) async fn begin_in(
    work: &mut Work<'_>,
    draft: Draft,
) -> Result<SolicitationRecord, Error> {
    let permit = work.permit::<EditSolicitation>(Subject::ANY)?;
    check_codes(&mut work.tx, &draft).await?;
    lawful(&draft)?;
    let reference = next_reference(work).await?;
    let record = blank(work, reference, &draft).rewritten(draft);
    insert(&mut work.tx, &record).await?;
    save(&mut work.tx, &record, &record).await?;
    save_codes(&mut work.tx, &record).await?;
    let summary = format!("Began the solicitation “{}”", record.title);
    let happening = Happening::to("solicitation", record.id.0, &record.reference, summary);
    work.record(&permit, happening.within(record.id.0).after(&record)?)
        .await?;
    ask(work, &permit, &record).await?;
    Ok(record)
}

/// A record in which nothing is written yet.
fn blank(work: &Work<'_>, reference: String, draft: &Draft) -> SolicitationRecord {
    let origin = if draft.demonstration {
        "demonstration"
    } else {
        "perigee"
    };
    SolicitationRecord {
        id: SolicitationId(work.ctx().new_id()),
        reference,
        origin: origin.to_owned(),
        status: SolicitationState::Draft,
        title: String::new(),
        need: String::new(),
        buyer_name: String::new(),
        functional_area: None,
        strategy: Vec::new(),
        programme: None,
        authority: draft.authority,
        method: String::new(),
        method_reason: None,
        method_ground: None,
        sole_source_notice_on: None,
        vehicle: None,
        commercial_service: false,
        for_operations: false,
        clearances_needed: false,
        estimate: None,
        estimate_options: None,
        scheme: None,
        lots: Vec::new(),
        requirements: Vec::new(),
        price_schedule: Vec::new(),
        announced_on: None,
        published_at: None,
        questions_by: None,
        closes_at: None,
        zone: draft.zone.clone(),
        validity_days: None,
        overrides: BTreeMap::new(),
        named: 0,
        opened_at: None,
        created_by: work.account().map(AccountId),
        created_at: work.at,
        version: 1,
    }
}

/// Asks for the departures that the saved draft gives reasons for.
async fn ask(
    work: &mut Work<'_>,
    permit: &Permit<EditSolicitation>,
    record: &SolicitationRecord,
) -> Result<(), Error> {
    let saved = loaded(&mut work.tx, &record.reference).await?;
    overrides::keep(work, permit, &saved.record, saved.estimate_eur).await
}

/// The next reference of the year.
pub(super) async fn next_reference(work: &mut Work<'_>) -> Result<String, Error> {
    let year = work.at.year();
    let number = work.tx.next_number(&format!("solicitation-{year}")).await?;
    Ok(write(Series::Solicitation, year, number))
}

pub(super) async fn insert(tx: &mut Tx, record: &SolicitationRecord) -> Result<(), Error> {
    tx.query(
        "INSERT INTO solicitation (id, reference, origin, status, title, folded_title, need, buyer_name, method,
             commercial_service, for_operations, clearances_needed, lots, requirements, zone, overrides, offer_count,
             created_by, created_at, version)
         VALUES ($1, $2, $3, $4, '', '', '', '', '', $5, $5, $5, '[]', '[]', '', '{}', 0, $6, $7, $8)",
    )
    .bind(record.id.0)
    .bind(record.reference.clone())
    .bind(record.origin.clone())
    .bind(record.status.as_str())
    .bind(false)
    .bind(record.created_by.map(|account| account.0))
    .bind(record.created_at)
    .bind(record.version)
    .run_one()
    .await?;
    Ok(())
}

/// A draft may be incomplete, but what is written of its scheme obeys the published rules.
pub(super) fn lawful(draft: &Draft) -> Result<(), Error> {
    let mut wrong = FieldErrors::default();
    if let Some(scheme) = &draft.scheme {
        check_scheme(scheme, &mut wrong);
    }
    wrong.finish()
}

/// Writes a draft anew; an approval that it had is taken back, and one that it waits for lapses. What is published is never edited: its scheme is what bidders rely on.
///
/// # Errors
/// When the rules refuse, it is no draft, somebody else was faster, or the store fails.
pub async fn edit(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    draft: Draft,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditSolicitation>(Subject::ANY)?;
    let before = by_reference(&mut work.tx, reference).await?;
    let status = rewritable(&before)?;
    if before.version != version {
        return Err(before.stale());
    }
    check_codes(&mut work.tx, &draft).await?;
    lawful(&draft)?;
    let after = SolicitationRecord {
        status,
        version: version + 1,
        ..before.clone().rewritten(draft)
    };
    lapse(&mut work, after.id).await?;
    save(&mut work.tx, &before, &after).await?;
    save_codes(&mut work.tx, &after).await?;
    let happening = Happening::to(
        "solicitation",
        after.id.0,
        &after.reference,
        if before.status == status {
            "Changed the draft"
        } else {
            "Changed the draft: its approval is taken back"
        },
    );
    let happening = happening
        .within(after.id.0)
        .before(&before)?
        .after(&after)?;
    work.record(&permit, happening).await?;
    ask(&mut work, &permit, &after).await?;
    work.commit(after.reference).await
}

/// The state of a draft that is rewritten: what is edited is not approved.
pub(super) fn rewritable(record: &SolicitationRecord) -> Result<SolicitationState, Error> {
    match record.status {
        SolicitationState::Draft => Ok(SolicitationState::Draft),
        state => state.apply(SolicitationEvent::TakeBack).map_err(|_| {
            Error::not_now("a solicitation can be edited only as a draft: its scheme is frozen now")
        }),
    }
}
