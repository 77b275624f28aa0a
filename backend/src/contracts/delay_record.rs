//! Notices of delay as a milestone's record holds them.

use super::milestone_record::Milestone;
use chrono::{DateTime, NaiveDate, Utc};
use domain::milestones::{CauseCode, Excusable};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A notice of a delay with its six parts (DFARS 242.1107).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayNotice {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3 of the milestone.
    pub number: i64,
    /// The problem and its cause.
    pub problem: String,
    /// The cause by its code.
    pub cause: CauseCode,
    /// What is affected.
    pub items: String,
    /// When the delay began or will begin.
    pub began_on: NaiveDate,
    /// What is done about it.
    pub action: String,
    /// When it is expected to be made good.
    pub recovery_on: NaiveDate,
    /// The day that is proposed for the milestone.
    pub proposed_on: NaiveDate,
    /// When it was received.
    pub at: DateTime<Utc>,
    /// Who gave it.
    pub by: String,
    /// What the officer decided.
    pub decision: Option<NoticeDecision>,
}

/// Whether a delay is excused (GTC A.4.9, A.4.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDecision {
    /// Excusable or not.
    pub excusable: Excusable,
    /// Calendar days that bring no damages.
    pub excused_days: u32,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

impl Milestone {
    /// Calendar days of its delay that are excused.
    #[must_use]
    pub fn excused_days(&self) -> u32 {
        let decided = self.notices.iter().filter_map(|one| one.decision.as_ref());
        decided.fold(0, |sum, one| sum.saturating_add(one.excused_days))
    }
}
