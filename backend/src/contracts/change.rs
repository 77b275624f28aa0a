//! The one way in which a contract changes: lock, load, permit, compare the version, change the record by its rules,
//! check what must hold, write, record.

use super::record::ContractRecord;
use super::save::save;
use crate::audit::Happening;
use crate::db::{DbError, Tx};
use crate::error::Stale;
use crate::notices::{To, other_officers, tell};
use crate::{Call, Ctx, Error, Work, begin, frameworks};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Role;
use domain::contracts::check_invariants;
use domain::contracts::life::{self, ContractAct};
use domain::policy::actions::ReadContracts;
use domain::policy::{Action, Permit, Subject};
use domain::states::milestone::MilestoneState;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// When, and by whom, a record is changed; makes the identities of new rows.
pub(crate) struct Now<'a> {
    pub ctx: &'a Ctx,
    pub at: DateTime<Utc>,
    pub by: String,
}

impl<'a> Now<'a> {
    /// The moment and the person of a unit of work.
    pub fn of(work: &'a Work<'_>) -> Self {
        Self {
            ctx: work.ctx(),
            at: work.at,
            by: work.actor().name().to_owned(),
        }
    }

    /// The day it is, in UTC.
    pub fn today(&self) -> NaiveDate {
        self.at.date_naive()
    }

    /// A new identity.
    pub fn id(&self) -> Uuid {
        self.ctx.new_id()
    }
}

/// What a change is called in the timeline, and why it was made.
pub(crate) struct Told {
    pub summary: String,
    pub reason: Option<String>,
}

impl Told {
    pub fn that(summary: impl Into<String>) -> Self {
        Self {
            summary: summary.into(),
            reason: None,
        }
    }

    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into()).filter(|reason: &String| !reason.is_empty());
        self
    }
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    version: i64,
    after_text: Option<String>,
}

/// The record as its last event left it. The tables are written in the same transaction as the event, so both agree.
pub(crate) async fn load(tx: &mut Tx, reference: &str) -> Result<ContractRecord, Error> {
    tx.lock(&format!("contract {reference}")).await?;
    let head: Head = tx
        .query(
            "SELECT contract.id, contract.version,
                 (SELECT after_text FROM event WHERE subject_kind = 'contract' AND subject_id = contract.id
                      AND after_text IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1) AS after_text
             FROM contract WHERE reference = $1",
        )
        .bind(reference)
        .one()
        .await?;
    let text = head.after_text.ok_or_else(|| {
        Error::not_now(
            "an imported contract is shown as its publisher wrote it and cannot be changed here",
        )
    })?;
    let record: ContractRecord =
        serde_json::from_str(&text).map_err(|error| DbError::corrupt("contract", error))?;
    if record.version == head.version && record.id.0 == head.id {
        Ok(record)
    } else {
        Err(DbError::corrupt("contract", "its table and its last event disagree").into())
    }
}

/// Changes a contract by `act`, whose permit is `A`'s, if it still has the version that the person read.
pub(crate) async fn change<A: Action>(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    act: impl FnOnce(&mut ContractRecord, &Now<'_>) -> Result<Told, Error> + Send,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<A>(&mut work, reference, version).await?;
    let mut after = before.clone();
    let told = act(&mut after, &Now::of(&work))?;
    close(&mut work, &permit, &before, &mut after, told).await?;
    work.commit(after.reference).await
}

/// As [`change`], and tells the other side what was done: the contractor what an officer does, the officers everything else.
pub(crate) async fn change_telling<A: Action>(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    news: &'static str,
    act: impl FnOnce(&mut ContractRecord, &Now<'_>) -> Result<Told, Error> + Send,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<A>(&mut work, reference, version).await?;
    let mut after = before.clone();
    let told = act(&mut after, &Now::of(&work))?;
    let words = format!("{}.", told.summary);
    close(&mut work, &permit, &before, &mut after, told).await?;
    tell_other_side(&mut work, &after, news, &words).await?;
    work.commit(after.reference).await
}

/// Tells the contractor what an officer did, and the officers what anybody else did.
pub(crate) async fn tell_other_side(
    work: &mut Work<'_>,
    record: &ContractRecord,
    news: &'static str,
    words: &str,
) -> Result<(), Error> {
    let everybody = if work.actor().has(Role::Officer) {
        record.provider.map(To::Provider).into_iter().collect()
    } else {
        let own = work.account();
        other_officers(&mut work.tx, own).await?
    };
    tell(work, &everybody, news, &record.reference, words).await
}

/// Loads a contract for a change: to whom it is hidden it is not there; then the permit; then the version.
pub(crate) async fn open<A: Action>(
    work: &mut Work<'_>,
    reference: &str,
    version: i64,
) -> Result<(ContractRecord, Permit<A>), Error> {
    let (before, permit) = open_now::<A>(work, reference).await?;
    if before.version != version {
        return Err(stale(&before));
    }
    if let Some(act) = delivery(A::RULE.code) {
        before.may(act)?;
    }
    Ok((before, permit))
}

/// As [`open`], whatever its version: for a change that does not rest on what a person read of this contract.
pub(crate) async fn open_now<A: Action>(
    work: &mut Work<'_>,
    reference: &str,
) -> Result<(ContractRecord, Permit<A>), Error> {
    let before = load(&mut work.tx, reference).await?;
    let subject = Subject {
        provider: before.provider,
        ..Subject::ANY
    };
    work.permit::<ReadContracts>(subject)?;
    let permit = work.permit::<A>(subject)?;
    Ok((before, permit))
}

/// What an action on a milestone is in the table of what a contract's state allows.
fn delivery(action: &str) -> Option<ContractAct> {
    match action {
        "milestone.report" | "milestone.decide_shift" => Some(ContractAct::Report),
        "milestone.decide" | "milestone.stage" => Some(ContractAct::Decide),
        _ => None,
    }
}

impl ContractRecord {
    /// Whether the contract's state allows an act.
    ///
    /// # Errors
    /// With a sentence that says when it is allowed.
    pub fn may(&self, act: ContractAct) -> Result<(), Error> {
        life::may(self.status, act).map_err(Error::not_now)
    }
}

/// Checks what must hold, writes the changed contract and records the change.
pub(crate) async fn close<A: Action>(
    work: &mut Work<'_>,
    permit: &Permit<A>,
    before: &ContractRecord,
    after: &mut ContractRecord,
    told: Told,
) -> Result<(), Error> {
    after.version = before.version + 1;
    check(after)?;
    let by = work.account();
    save(&mut work.tx, before, after, by).await?;
    if let Some(place) = &after.framework
        && after.totals().exercised > before.totals().exercised
    {
        frameworks::hold_ceiling(work, place).await?;
    }
    let happening = happening(after, told).before(before)?.after(after)?;
    work.record(permit, happening).await
}

/// What the log is told about a contract.
pub(super) fn happening(record: &ContractRecord, told: Told) -> Happening {
    let mut happening = Happening::to("contract", record.id.0, &record.reference, told.summary);
    if let Some(process) = record.solicitation {
        happening = happening.within(process.0);
    }
    match told.reason {
        Some(reason) => happening.because(reason),
        None => happening,
    }
}

/// Refuses with the sentences of everything that would no longer hold.
pub(crate) fn check(record: &ContractRecord) -> Result<(), Error> {
    check_invariants(&record.totals()).map_err(|broken| {
        let sentences: Vec<String> = broken.iter().map(ToString::to_string).collect();
        Error::not_now(sentences.join(" "))
    })
}

/// What somebody else left behind, in the words of the page.
fn stale(record: &ContractRecord) -> Error {
    let accepted = record
        .milestones
        .iter()
        .filter(|milestone| milestone.status == MilestoneState::Accepted)
        .count();
    let milestones = format!("{accepted} of {} accepted", record.milestones.len());
    let recorded = [
        ("status", record.status.label().to_owned()),
        ("orders", record.orders.len().to_string()),
        ("modifications", record.modifications.len().to_string()),
        ("obligations", record.obligations.len().to_string()),
        ("payments", record.payments.len().to_string()),
        ("milestones", milestones),
    ];
    let recorded = recorded.map(|(name, value)| (name.to_owned(), value));
    Error::Stale(Box::new(Stale {
        version: record.version,
        recorded: BTreeMap::from(recorded),
    }))
}
