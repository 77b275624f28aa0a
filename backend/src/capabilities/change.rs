//! The one way in which a capability changes: lock, load, permit, compare the version, change, write, record.

use super::record::{CapabilityMilestone, CapabilityRecord};
use super::save::save;
use crate::audit::Happening;
use crate::contracts::change::{Now, Told};
use crate::db::{DbError, Tx};
use crate::error::Stale;
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::actions::ReadCapabilities;
use domain::policy::{Action, Permit, Subject};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What events of a capability are about.
pub(super) const KIND: &str = "capability";

#[derive(FromRow)]
struct Head {
    id: Uuid,
    version: i64,
    after_text: Option<String>,
}

/// The record as its last event left it. The tables are written in the same transaction as the event, so both agree.
pub(super) async fn load(tx: &mut Tx, reference: &str) -> Result<CapabilityRecord, Error> {
    tx.lock(&format!("capability {reference}")).await?;
    let head: Head = tx
        .query(
            "SELECT capability.id, capability.version,
                 (SELECT after_text FROM event WHERE subject_kind = 'capability' AND subject_id = capability.id
                      AND after_text IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS after_text
             FROM capability WHERE reference = $1",
        )
        .bind(reference)
        .one()
        .await?;
    let corrupt = |error: &dyn std::fmt::Display| DbError::corrupt(KIND, error.to_string());
    let text = head.after_text.ok_or_else(|| corrupt(&"it has no event"))?;
    let record: CapabilityRecord = serde_json::from_str(&text).map_err(|error| corrupt(&error))?;
    if record.version == head.version && record.id.0 == head.id {
        Ok(record)
    } else {
        Err(corrupt(&"its table and its last event disagree").into())
    }
}

/// Changes a capability by `act`, whose permit is `A`'s, if it still has the version that the person read.
pub(super) async fn change<A: Action>(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    act: impl FnOnce(&mut CapabilityRecord, &Now<'_>) -> Result<Told, Error> + Send,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<A>(&mut work, reference, version).await?;
    let mut after = before.clone();
    let told = act(&mut after, &Now::of(&work))?;
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

/// Loads a capability for a change.
pub(super) async fn open<A: Action>(
    work: &mut Work<'_>,
    reference: &str,
    version: i64,
) -> Result<(CapabilityRecord, Permit<A>), Error> {
    work.permit::<ReadCapabilities>(Subject::ANY)?;
    let permit = work.permit::<A>(Subject::ANY)?;
    let before = load(&mut work.tx, reference).await?;
    if before.version == version {
        Ok((before, permit))
    } else {
        Err(stale(&before))
    }
}

/// Writes the changed capability and records the change.
pub(super) async fn close<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    before: &CapabilityRecord,
    after: &mut CapabilityRecord,
    told: Told,
) -> Result<(), Error> {
    after.version = before.version + 1;
    save(&mut work.tx, Some(before), after).await?;
    let happening = happening(after, told).before(before)?.after(after)?;
    work.record(permit, happening).await
}

/// What the log is told about a capability.
pub(super) fn happening(record: &CapabilityRecord, told: Told) -> Happening {
    let happening = Happening::to(KIND, record.id.0, &record.reference, told.summary);
    match told.reason {
        Some(reason) => happening.because(reason),
        None => happening,
    }
}

/// The milestone that is changed.
pub(super) fn milestone_of(
    record: &mut CapabilityRecord,
    number: i64,
) -> Result<&mut CapabilityMilestone, Error> {
    let mut milestones = record.milestones.iter_mut();
    milestones
        .find(|one| one.number == number)
        .ok_or(Error::NotFound)
}

/// What somebody else left behind, in the words of the pages.
pub(super) fn stale(record: &CapabilityRecord) -> Error {
    let dates = record.milestones.iter().map(|one| {
        let day = one.actual.or(one.forecast).or(one.current_baseline);
        let day = day.map_or_else(
            || "no date".to_owned(),
            |day| day.format("%-d %b %Y").to_string(),
        );
        format!("{}: {day}", one.title)
    });
    let recorded = [
        ("name", record.name.clone()),
        ("owner", record.owner.clone()),
        ("milestones", dates.collect::<Vec<_>>().join("; ")),
        (
            "lines",
            format!("{} of {} open", record.open_lines(), record.lines.len()),
        ),
        ("contracts", record.contracts.len().to_string()),
        (
            "reservations",
            format!("{} stand", record.open_reservations()),
        ),
    ];
    let recorded = recorded.map(|(name, value)| (name.to_owned(), value));
    Error::Stale(Box::new(Stale {
        version: record.version,
        recorded: BTreeMap::from(recorded),
    }))
}
