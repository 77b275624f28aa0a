//! The hard moments of a contract as its record holds them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::contracts::life::{
    CureException, ForceMajeureCause, MomentEnd, MomentKind, MomentState, TaskKind, TaskState,
};
use domain::id::ProviderId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What befell the contract, and what follows from it. Records from before there was any are written as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// Notices, stops, proposals, ended ones too, in the order in which they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<LifeMoment>,
    /// What the contractor claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Items of the close-out and of the exit plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// Who held the contract before it passed to another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerHolder>,
}

/// An organisation that held the contract until it passed to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerHolder {
    /// Identity of the row.
    pub id: Uuid,
    /// The organisation.
    pub provider: Option<ProviderId>,
    /// Its name.
    pub name: String,
    /// The last moment at which it held the contract, up to which it reads it.
    pub until: DateTime<Utc>,
    /// Number of the modification that passed it on.
    pub modification: String,
}

impl Life {
    /// Whether nothing befell the contract yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The moment of a kind that runs, waits or was told of.
    #[must_use]
    pub fn open(&self, kind: MomentKind) -> Option<&LifeMoment> {
        let mut moments = self.moments.iter();
        moments.find(|moment| moment.kind == kind && moment.state.is_open())
    }

    /// What the contractor has to answer.
    #[must_use]
    pub fn proposed(&self) -> Option<&LifeMoment> {
        let mut moments = self.moments.iter();
        moments.find(|moment| moment.state == MomentState::Proposed)
    }

    /// Items that nobody settled.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        let tasks = self.tasks.iter();
        tasks.filter(|task| task.state == TaskState::Open)
    }

    /// Claims that nobody answered.
    pub fn open_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| claim.ended_on.is_none())
    }
}

/// An item that somebody settles with a day and a note, or says why it does not apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Identity.
    pub id: Uuid,
    /// `T-01`.
    pub number: String,
    /// What it is.
    pub task: TaskKind,
    /// What is done, in own words; empty on the checklist.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// Who does it; empty on the checklist.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The last day for it.
    pub due_on: Option<NaiveDate>,
    /// Where it stands.
    pub state: TaskState,
    /// The day on which it was settled.
    pub settled_on: Option<NaiveDate>,
    /// How it was settled, or why it does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who settled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<String>,
}

/// An order to stop, a notice, a proposal. What was written first never changes; how it ended is added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeMoment {
    /// Identity.
    pub id: Uuid,
    /// `L-01`.
    pub number: String,
    /// Its kind.
    pub kind: MomentKind,
    /// Where it stands.
    pub state: MomentState,
    /// What is stopped, what failed, what is affected.
    pub what: String,
    /// Why.
    pub reason: String,
    /// The day of the order, the notice, the proposal.
    pub given_on: NaiveDate,
    /// The day by which, or on which, something follows from it.
    pub due_on: Option<NaiveDate>,
    /// The cause of force majeure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<ForceMajeureCause>,
    /// Why no time to cure was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<CureException>,
    /// Why it is urgent, or why war was unforeseeable here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grounds: Option<String>,
    /// Who steps in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The organisation to which the contract is to pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<ProviderId>,
    /// The settlement, minor units of the contract's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_minor: Option<i64>,
    /// The most that is obligated of a letter contract, percent of the value of its lines, 1 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_percent: Option<u8>,
    /// The plan of the other supplier's work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// When the plan was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_on: Option<NaiveDate>,
    /// Who agreed for the other party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<String>,
    /// What became of orders, options and surges with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequences: Option<String>,
    /// Since when it is over.
    pub ended_on: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<MomentEnd>,
    /// What was said to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<String>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Who recorded it.
    pub by: String,
}

impl LifeMoment {
    /// The day that somebody waits for now; none once it is over, or once what was due has come.
    #[must_use]
    pub fn clock(&self) -> Option<NaiveDate> {
        let waits = self.state.is_open() && self.plan.is_none();
        self.due_on.filter(|_| waits)
    }
}

/// An adjustment that the contractor claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Identity.
    pub id: Uuid,
    /// `C-01`.
    pub number: String,
    /// Number of the stop on which it rests; none for another ground.
    pub basis: Option<String>,
    /// What is claimed, and why.
    pub what: String,
    /// How much, minor units of the contract's currency.
    pub amount_minor: i64,
    /// The day of the claim.
    pub given_on: NaiveDate,
    /// Since when it is answered.
    pub ended_on: Option<NaiveDate>,
    /// Whether the purchaser agreed.
    pub accepted: Option<bool>,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<String>,
    /// Who claimed.
    pub by: String,
}
