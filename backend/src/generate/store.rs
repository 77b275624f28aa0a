//! Writing what was told.

use super::story::{Scene, Story};
use crate::audit::{self, StoredEvent, append_stored};
use crate::contracts::record::ContractRecord;
use crate::contracts::save;
use crate::db::bulk::{Merge, Table};
use crate::db::{Dialect, Tx};
use crate::{Ctx, Error};
use chrono::Duration;
use domain::evaluation::sensitivity::Generator;
use uuid::Uuid;

/// Events in one transaction.
const TOGETHER: u64 = 5_000;

/// Writes contracts with their history in one transaction.
pub(super) async fn write(scene: &Scene, stories: &[Story<'_>]) -> Result<(), Error> {
    let mut tx = scene.ctx.db().begin().await?;
    let by = Some(scene.officer.account.0);
    for story in stories {
        let key = format!("generated {}", story.number);
        save::insert(&mut tx, &story.record, &key, by, story.made_at).await?;
        append_stored(&mut tx, story.events.clone()).await?;
    }
    Ok(tx.commit().await?)
}

const WAIT: Table = Table {
    name: "milestone_wait",
    columns: &[
        ("id", Merge::Keep),
        ("first_id", Merge::Keep),
        ("then_id", Merge::Keep),
        ("days", Merge::Keep),
        ("reason", Merge::Keep),
        ("made_by", Merge::Keep),
        ("made_at", Merge::Keep),
    ],
};

/// Lets the milestones of each contract wait for one another, and the first of each for the first of the first contract,
/// without a day to spare: what moves there moves everything. Answers with that contract's reference.
pub(super) async fn link(scene: &Scene, linked: &[ContractRecord]) -> Result<String, Error> {
    let Some(gate) = linked.first() else {
        return Ok(String::new());
    };
    let wait = |first: Uuid, then: Uuid, days: i64| {
        vec![
            scene.ctx.new_id().into(),
            first.into(),
            then.into(),
            days.into(),
            "It builds on what is delivered before.".into(),
            scene.officer.account.0.into(),
            scene.today.into(),
        ]
    };
    let mut rows = Vec::new();
    for record in linked {
        for pair in record.milestones.windows(2) {
            rows.push(wait(pair[0].id.0, pair[1].id.0, 65));
        }
        if record.id != gate.id {
            let first = |record: &ContractRecord| record.milestones[0].id.0;
            rows.push(wait(first(gate), first(record), 0));
        }
    }
    let mut tx = scene.ctx.db().begin().await?;
    tx.insert_all(&WAIT, rows).await?;
    tx.commit().await?;
    Ok(gate.reference.clone())
}

/// Fills the log with what most of a log is, people who sign in, until there are `all` events. Answers with how many.
pub(super) async fn other_events(
    scene: &Scene,
    chance: &mut Generator,
    all: u64,
    known: u64,
) -> Result<u64, Error> {
    let count = all.saturating_sub(known);
    let mut made = 0;
    while made < count {
        let batch = (count - made).min(TOGETHER);
        let events = (0..batch).map(|_| sign_in(scene, chance)).collect();
        let mut tx: Tx = scene.ctx.db().begin().await?;
        append_stored(&mut tx, events).await?;
        tx.commit().await?;
        made += batch;
    }
    Ok(count)
}

fn sign_in(scene: &Scene, chance: &mut Generator) -> StoredEvent {
    let seconds = i64::try_from(chance.below(6 * 365 * 86_400)).unwrap_or(0);
    let at = scene.today - Duration::seconds(seconds);
    scene.clock.set(at);
    let officer = &scene.officer;
    StoredEvent {
        id: scene.ctx.new_id(),
        at,
        actor_kind: "person".to_owned(),
        account_id: Some(officer.account.0),
        actor_name: officer.name.clone(),
        action: "account.sign_in".to_owned(),
        subject_kind: "account".to_owned(),
        subject_id: officer.account.0,
        subject_reference: officer.name.clone(),
        process_id: None,
        summary: "Signed in".to_owned(),
        reason: None,
        before_text: None,
        after_text: None,
        hash: Vec::new(),
    }
}

/// Seals the log to its end and lets the store count its rows anew, as it would have by and by.
pub(super) async fn settle(ctx: &Ctx) -> Result<(), Error> {
    while audit::seal(ctx).await?.more {}
    let mut tx = ctx.db().begin().await?;
    match ctx.db().dialect() {
        Dialect::Sqlite => tx.query("PRAGMA optimize").run().await?,
        Dialect::Postgres => tx.query("ANALYZE").run().await?,
    };
    Ok(tx.commit().await?)
}
