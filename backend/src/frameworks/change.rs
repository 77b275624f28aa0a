//! The one way in which a framework changes: lock, load, permit, compare the version, change the record, write, record.

use super::record::{CallOffRequest, FrameworkRecord, Holder, WaitsFor};
use crate::audit::Happening;
use crate::db::{DbError, Tx};
use crate::error::Stale;
use crate::{Error, Work};
use domain::policy::{Action, Permit, Subject};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(FromRow)]
struct Head {
    version: i64,
    after_text: Option<String>,
}

/// The framework as its last event left it.
pub(super) async fn load(tx: &mut Tx, reference: &str) -> Result<FrameworkRecord, Error> {
    tx.lock(&format!("framework {reference}")).await?;
    let head: Head = tx
        .query(
            "SELECT framework.version, (SELECT after_text FROM event WHERE subject_kind = 'framework' AND subject_id = framework.id
                 AND after_text IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS after_text
             FROM framework WHERE reference = $1",
        )
        .bind(reference.to_owned())
        .one()
        .await?;
    let text = head.after_text.unwrap_or_default();
    let record: FrameworkRecord =
        serde_json::from_str(&text).map_err(|error| DbError::corrupt("framework", error))?;
    if record.version == head.version {
        Ok(record)
    } else {
        Err(DbError::corrupt("framework", "its table and its last event disagree").into())
    }
}

/// Loads a framework for an officer's change at the version that was read.
pub(super) async fn open<A: Action>(
    work: &mut Work<'_>,
    reference: &str,
    version: i64,
) -> Result<(FrameworkRecord, Permit<A>), Error> {
    let permit = work.permit::<A>(Subject::ANY)?;
    let before = load(&mut work.tx, reference).await?;
    if before.version == version {
        Ok((before, permit))
    } else {
        Err(stale(&before))
    }
}

/// What somebody else left behind, in the words of the page.
fn stale(record: &FrameworkRecord) -> Error {
    let last = record.requests.last();
    let recorded = [
        ("holders", record.members().count().to_string()),
        ("requests", record.requests.len().to_string()),
        (
            "last_request",
            last.map_or_else(String::new, |last| {
                format!(
                    "{} {}, {}",
                    last.number,
                    last.title,
                    last.status.label().to_lowercase()
                )
            }),
        ),
    ];
    let recorded = recorded.map(|(name, value)| (name.to_owned(), value));
    Error::Stale(Box::new(Stale {
        version: record.version,
        recorded: BTreeMap::from(recorded),
    }))
}

/// Writes the changed framework and records the change.
pub(super) async fn close<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    before: &FrameworkRecord,
    after: &mut FrameworkRecord,
    (summary, reason): (String, Option<String>),
) -> Result<(), Error> {
    after.version = before.version + 1;
    let update = "UPDATE framework SET version = $1 WHERE id = $2 AND version = $3";
    let update = work.tx.query(update).bind(after.version);
    update
        .bind(after.id.0)
        .bind(before.version)
        .run_one()
        .await?;
    save_parts(&mut work.tx, Some(before), after).await?;
    let mut happening = Happening::to("framework", after.id.0, &after.reference, summary);
    if let Some(reason) = reason {
        happening = happening.because(reason);
    }
    let happening = happening.before(before)?.after(after)?;
    work.record(permit, happening).await
}

/// Writes a new framework and records it.
pub(super) async fn insert<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    record: &FrameworkRecord,
    summary: String,
) -> Result<(), Error> {
    let (by, at) = (work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO framework (id, reference, origin, title, folded_title, kind, rule, programme_code, currency, ceiling_minor,
                 ordering_starts_on, ordering_ends_on, competed_on, created_by, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(record.id.0)
        .bind(record.reference.clone())
        .bind(record.origin.clone())
        .bind(record.title.clone())
        .bind(domain::text::folded(&record.title))
        .bind(record.kind.as_str())
        .bind(record.rule.as_str())
        .bind(record.programme.clone())
        .bind(record.currency.code().to_owned())
        .bind(record.ceiling_minor)
        .bind(record.ordering_starts_on)
        .bind(record.ordering_ends_on)
        .bind(record.competed_on)
        .bind(by)
        .bind(at)
        .bind(record.version)
        .run_one()
        .await?;
    save_parts(&mut work.tx, None, record).await?;
    let happening = Happening::to("framework", record.id.0, &record.reference, summary);
    work.record(permit, happening.after(record)?).await
}

/// Writes the holders and call-offs that differ.
async fn save_parts(
    tx: &mut Tx,
    before: Option<&FrameworkRecord>,
    after: &FrameworkRecord,
) -> Result<(), Error> {
    for holder in &after.holders {
        let declined = after.declined(holder.number);
        let same = |before: &FrameworkRecord| {
            before.holder(holder.number) == Some(holder)
                && before.declined(holder.number) == declined
        };
        if !before.is_some_and(same) {
            save_holder(tx, after.id.0, holder, i64::from(declined)).await?;
        }
    }
    for request in &after.requests {
        if before.and_then(|before| before.request(request.number)) != Some(request) {
            save_request(tx, after, request).await?;
        }
    }
    Ok(())
}

async fn save_holder(
    tx: &mut Tx,
    framework: Uuid,
    holder: &Holder,
    declined: i64,
) -> Result<(), Error> {
    tx.query(
        "INSERT INTO framework_holder (id, framework_id, contract_id, number, joined_on, left_on, declined_in_a_row)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE SET left_on = excluded.left_on, declined_in_a_row = excluded.declined_in_a_row",
    )
    .bind(holder.id)
    .bind(framework)
    .bind(holder.contract.0)
    .bind(holder.number)
    .bind(holder.joined_on)
    .bind(holder.left_on)
    .bind(declined)
    .run_one()
    .await?;
    Ok(())
}

async fn save_request(
    tx: &mut Tx,
    record: &FrameworkRecord,
    request: &CallOffRequest,
) -> Result<(), Error> {
    let (waits, holder, answer_by) = match request.waits_for() {
        WaitsFor::Answer(holder, by) => ("answer", Some(holder), Some(by)),
        WaitsFor::Issue(holder) => ("issue", Some(holder), None),
        WaitsFor::Nobody => ("nobody", None, None),
        WaitsFor::Competition => ("competition", None, None),
        WaitsFor::Nothing => ("", request.holder, None),
    };
    let contract = holder.and_then(|number| record.holder(number));
    tx.query(
        "INSERT INTO framework_request (id, framework_id, number, title, amount_minor, status, waits_for, contract_id, answer_by,
             solicitation_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET amount_minor = excluded.amount_minor, status = excluded.status, waits_for = excluded.waits_for,
             contract_id = excluded.contract_id, answer_by = excluded.answer_by",
    )
    .bind(request.id)
    .bind(record.id.0)
    .bind(request.number)
    .bind(request.title.clone())
    .bind(request.amount_minor)
    .bind(request.status.as_str())
    .bind(waits)
    .bind(contract.map(|holder| holder.contract.0))
    .bind(answer_by)
    .bind(request.solicitation.map(|id| id.0))
    .bind(request.at)
    .run_one()
    .await?;
    Ok(())
}
