//! Writing a solicitation until it is published.

use super::draft::{Draft, check_scheme};
use super::record::{SolicitationRecord, by_reference, loaded};
use super::save::{check_codes, save, save_codes};
use crate::audit::Happening;
use crate::begin;
use crate::db::Tx;
use crate::{Call, Ctx, Error, FieldErrors, Work, overrides};
use chrono::Datelike;
use domain::id::{AccountId, SolicitationId};
use domain::policy::actions::EditSolicitation;
use domain::policy::{Permit, Subject};
use domain::reference::{Series, write};
use domain::states::SolicitationState;
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
    let year = work.at.year();
    let number = work.tx.next_number(&format!("solicitation-{year}")).await?;
    let reference = write(Series::Solicitation, year, number);
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

async fn insert(tx: &mut Tx, record: &SolicitationRecord) -> Result<(), Error> {
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
fn lawful(draft: &Draft) -> Result<(), Error> {
    let mut wrong = FieldErrors::default();
    if let Some(scheme) = &draft.scheme {
        check_scheme(scheme, &mut wrong);
    }
    wrong.finish()
}

/// Writes a draft anew. What is published is never edited: its scheme is what bidders rely on.
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
    if before.status != SolicitationState::Draft {
        return Err(Error::not_now(
            "a solicitation can be edited only as a draft: its scheme is frozen now",
        ));
    }
    if before.version != version {
        return Err(before.stale());
    }
    check_codes(&mut work.tx, &draft).await?;
    lawful(&draft)?;
    let after = SolicitationRecord {
        version: version + 1,
        ..before.clone().rewritten(draft)
    };
    save(&mut work.tx, &before, &after).await?;
    save_codes(&mut work.tx, &after).await?;
    let happening = Happening::to(
        "solicitation",
        after.id.0,
        &after.reference,
        "Changed the draft",
    );
    let happening = happening
        .within(after.id.0)
        .before(&before)?
        .after(&after)?;
    work.record(&permit, happening).await?;
    ask(&mut work, &permit, &after).await?;
    work.commit(after.reference).await
}
