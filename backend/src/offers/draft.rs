//! Beginning an offer and writing its volumes.

use super::input::VolumeInput;
use super::record::OfferRecord;
use crate::audit::Happening;
use crate::db::DbError;
use crate::error::Stale;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Datelike, Utc};
use domain::id::{OfferId, ProviderId};
use domain::policy::Subject;
use domain::policy::actions::EditOffer;
use domain::reference::{Series, write};
use domain::states::{OfferState, SolicitationState};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Begins an offer of one's own organisation; answers with its reference. One that was begun before is gone on with.
///
/// # Errors
/// When the solicitation is not open for offers, or the rules refuse.
pub async fn start(ctx: &Ctx, call: &Call, solicitation: &str) -> Result<String, Error> {
    let provider = call.actor.provider();
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditOffer>(provider.map_or(Subject::ANY, Subject::of_provider))?;
    let provider = provider.ok_or(Error::NotFound)?;
    let (id, title) = open_solicitation(&mut work, solicitation).await?;
    if let Some(known) = standing_offer(&mut work, id, provider).await? {
        return work.commit(known).await;
    }
    let reference = insert(&mut work, id, provider).await?;
    let offer: Uuid = work
        .tx
        .query("SELECT id FROM offer WHERE reference = $1")
        .bind(reference.clone())
        .scalar()
        .await?;
    let happening = Happening::to(
        "offer",
        offer,
        &reference,
        format!("Began an offer for {title}"),
    )
    .within(id);
    work.record(&permit, happening).await?;
    work.commit(reference).await
}

async fn open_solicitation(work: &mut Work<'_>, reference: &str) -> Result<(Uuid, String), Error> {
    let (id, title, status, closes_at): (Uuid, String, String, Option<DateTime<Utc>>) = work
        .tx
        .query("SELECT id, title, status, closes_at FROM solicitation WHERE reference = $1 AND status <> 'draft' AND origin <> 'imported'")
        .bind(reference.to_owned())
        .one()
        .await?;
    let open = status == SolicitationState::Published.as_str()
        && closes_at.is_some_and(|at| !domain::timetable::is_late(work.at, at));
    if open {
        Ok((id, title))
    } else {
        Err(Error::not_now(
            "this solicitation does not take offers any more",
        ))
    }
}

/// The organisation's offer that was not withdrawn.
async fn standing_offer(
    work: &mut Work<'_>,
    solicitation: Uuid,
    provider: ProviderId,
) -> Result<Option<String>, DbError> {
    work.tx
        .query("SELECT reference FROM offer WHERE solicitation_id = $1 AND provider_id = $2 AND status <> $3")
        .bind(solicitation)
        .bind(provider.0)
        .bind(OfferState::Withdrawn.as_str())
        .optional_scalar()
        .await
}

async fn insert(
    work: &mut Work<'_>,
    solicitation: Uuid,
    provider: ProviderId,
) -> Result<String, Error> {
    let year = work.at.year();
    let number = work.tx.next_number(&format!("OFR-{year}")).await?;
    let reference = write(Series::Offer, year, number);
    let origin: String = work
        .tx
        .query("SELECT origin FROM solicitation WHERE id = $1")
        .bind(solicitation)
        .scalar()
        .await?;
    let earlier: i64 = work
        .tx
        .query("SELECT COUNT(*) FROM offer WHERE solicitation_id = $1 AND provider_id = $2")
        .bind(solicitation)
        .bind(provider.0)
        .scalar()
        .await?;
    let id = OfferId(work.ctx().new_id());
    let (account, at) = (work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO offer (id, reference, solicitation_id, provider_id, origin, external_key, status, created_by, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
        )
        .bind(id.0)
        .bind(reference.clone())
        .bind(solicitation)
        .bind(provider.0)
        .bind(origin)
        .bind(if earlier == 0 { String::new() } else { format!("{}", earlier + 1) })
        .bind(OfferState::Draft.as_str())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(reference)
}

/// Saves one volume of a draft; answers with the new version. Incomplete is fine, unreadable is refused field by field.
///
/// # Errors
/// When the solicitation has closed, somebody else saved meanwhile, or a field cannot be read.
pub async fn save_volume(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: VolumeInput,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let record = OfferRecord::load(&mut work.tx, reference).await?;
    let permit = work.permit::<EditOffer>(record.subject())?;
    if !record.is_open_at(work.at) {
        return Err(Error::not_now(
            "the solicitation has closed: the offer cannot be changed any more",
        ));
    }
    if record.version != version {
        return Err(Error::Stale(Box::new(Stale {
            version: record.version,
            recorded: BTreeMap::new(),
        })));
    }
    let label = input.volume.label();
    let content = input.into_content(record.draft_content(ctx)?, &record)?;
    let sealed = ctx
        .keys()
        .seal(domain::canonical::text(&content)?.as_bytes())?;
    let at = work.at;
    work.tx
        .query("UPDATE offer SET draft = $1, draft_saved_at = $2, version = version + 1 WHERE id = $3 AND version = $4")
        .bind(sealed)
        .bind(at)
        .bind(record.id.0)
        .bind(version)
        .run_one()
        .await?;
    let summary = format!("Saved the volume {label} of the draft");
    work.record(
        &permit,
        Happening::to("offer", record.id.0, reference, summary).within(record.solicitation_id.0),
    )
    .await?;
    work.commit(version + 1).await
}
