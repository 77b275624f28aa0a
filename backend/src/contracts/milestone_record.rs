//! Milestones within a contract's record: four dates with their history, evidence, decisions, and payments.

use super::acceptance_record::StagedAcceptance;
use super::delay_record::DelayNotice;
use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{DocumentId, MilestoneId, ModificationId};
use domain::milestones::{Attribution, CauseCode, FourDates, MilestoneClass};
use domain::states::milestone::MilestoneState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A dated deliverable with four dates that are never overwritten unseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Identity.
    pub id: MilestoneId,
    /// 1, 2, 3.
    pub number: i64,
    /// What is delivered.
    pub title: String,
    /// How binding its date is.
    pub class: MilestoneClass,
    /// What shows that it is met.
    pub criteria: String,
    /// What is paid for it.
    pub value_minor: Option<i64>,
    /// Where it stands.
    pub status: MilestoneState,
    /// The first approved date; never changes.
    pub original_baseline: Option<NaiveDate>,
    /// The latest approved date; only an executed modification changes it.
    pub current_baseline: Option<NaiveDate>,
    /// The best estimate.
    pub forecast: Option<NaiveDate>,
    /// When it was met; set once, by acceptance.
    pub actual: Option<NaiveDate>,
    /// Every change of a date, the oldest first.
    pub changes: Vec<DateChange>,
    /// What was submitted, the oldest first.
    pub evidence: Vec<Evidence>,
    /// Decisions, the oldest first.
    pub decisions: Vec<Decision>,
    /// Its acceptance in stages; none where one decision accepts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staged: Option<Box<StagedAcceptance>>,
    /// Notices of delay, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<DelayNotice>,
}

/// Which of the four dates changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhichDate {
    /// The first approved date, when it is set.
    OriginalBaseline,
    /// The latest approved date.
    CurrentBaseline,
    /// The estimate.
    Forecast,
    /// The day it was met.
    Actual,
}

impl WhichDate {
    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OriginalBaseline => "original_baseline",
            Self::CurrentBaseline => "current_baseline",
            Self::Forecast => "forecast",
            Self::Actual => "actual",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::OriginalBaseline => "Original baseline",
            Self::CurrentBaseline => "Current baseline",
            Self::Forecast => "Forecast",
            Self::Actual => "Actual",
        }
    }
}

/// A date that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateChange {
    /// Identity.
    pub id: Uuid,
    /// Which date.
    pub which: WhichDate,
    /// Before.
    pub old: Option<NaiveDate>,
    /// After.
    pub new: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// The cause by its code.
    pub cause: Option<CauseCode>,
    /// Who answers for it.
    pub attributable_to: Option<Attribution>,
    /// The modification that approved it.
    pub modification: Option<ModificationId>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// A file that belongs to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Identity, in its address `/documents/…`.
    pub id: DocumentId,
    /// Its name.
    pub title: String,
    /// Its type, as its content tells.
    pub media_type: String,
    /// Bytes.
    pub size_bytes: i64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// What the contractor submitted for acceptance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Identity.
    pub id: Uuid,
    /// The contractor's statement.
    pub statement: String,
    /// A file.
    pub file: Option<Attachment>,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// An acceptance or a rejection (GTC B.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Identity.
    pub id: Uuid,
    /// Accepted or rejected.
    pub accepted: bool,
    /// The signed statement, or the defects.
    pub statement: String,
    /// The day of delivery, when accepted.
    pub delivered_on: Option<NaiveDate>,
    /// When it was decided.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// A payment for an accepted milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Identity.
    pub id: Uuid,
    /// The milestone that is paid.
    pub milestone: Option<MilestoneId>,
    /// Amount.
    pub amount_minor: i64,
    /// The day; imported records may not tell it.
    pub paid_on: Option<NaiveDate>,
    /// Invoice or remark.
    pub note: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// The invoice that it pays; none where it was paid without one here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Uuid>,
}

impl Milestone {
    /// The four dates together; none while no date is approved.
    #[must_use]
    pub fn dates(&self) -> Option<FourDates> {
        let baselines = (self.original_baseline, self.current_baseline);
        FourDates::approved(baselines, self.forecast, self.actual)
    }

    /// Calendar days against the original baseline, positive is late.
    #[must_use]
    pub fn slip_days(&self) -> Option<i64> {
        self.dates().and_then(|dates| dates.slip_original())
    }
}
