//! Acceptance in stages as a milestone's record holds it: steps, defects, answers, opinions.

use super::milestone_record::{Attachment, Milestone};
use chrono::{DateTime, NaiveDate, Utc};
use domain::milestones::{
    DefectClass, OpenDefects, RemedyKind, UserOpinion, answer_due, test_ends, warranty_ends,
};
use domain::states::acceptance::{AcceptanceEvent, AcceptanceState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The acceptance of a milestone whose officer chose to go in stages (GTC B.6, B.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagedAcceptance {
    /// Where it stands.
    pub state: AcceptanceState,
    /// When the delivery in test was received.
    pub received_on: NaiveDate,
    /// Calendar days of the test.
    pub test_days: u32,
    /// The day of delivery that counts once it is accepted.
    pub delivered_on: Option<NaiveDate>,
    /// The last rejection.
    pub rejected_on: Option<NaiveDate>,
    /// The first day of the warranty.
    pub warranty_from: Option<NaiveDate>,
    /// Its months.
    pub warranty_months: Option<u32>,
    /// Final acceptance.
    pub final_on: Option<NaiveDate>,
    /// What was done and signed, the oldest first.
    pub steps: Vec<StageStep>,
    /// What was found, the oldest first.
    pub defects: Vec<Defect>,
    /// What the contractor answered to rejections, the oldest first.
    pub answers: Vec<Answer>,
    /// What users of nations say, the oldest first.
    pub opinions: Vec<Opinion>,
}

/// A step of the acceptance with who signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageStep {
    /// Identity.
    pub id: Uuid,
    /// What was done.
    pub event: AcceptanceEvent,
    /// The signed statement.
    pub statement: String,
    /// What makes up for open defects, at a conditional acceptance.
    pub remedy: Option<Remedy>,
    /// The test report or another file.
    pub file: Option<Attachment>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who signed.
    pub by: String,
}

/// What makes up for open defects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// A plan or a price cut.
    pub kind: RemedyKind,
    /// The plan's last day.
    pub due_on: Option<NaiveDate>,
    /// The cut, minor units of the contract's currency.
    pub cut_minor: Option<i64>,
}

/// Something that the delivery does not do as it should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3.
    pub number: i64,
    /// How serious it is.
    pub class: DefectClass,
    /// What is wrong.
    pub text: String,
    /// When it was found.
    pub found_on: NaiveDate,
    /// When it was mended.
    pub mended_on: Option<NaiveDate>,
    /// Whether it stays, for a lower price.
    pub settled: bool,
    /// Who noted it.
    pub by: String,
}

/// The contractor's answer to a rejection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Identity.
    pub id: Uuid,
    /// What is done and by when.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// The military user's opinion (NPP 17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Identity.
    pub id: Uuid,
    /// Code of the nation.
    pub nation: String,
    /// Satisfied or not.
    pub opinion: UserOpinion,
    /// In the users' words.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

impl Defect {
    /// Whether it is neither mended nor settled.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.mended_on.is_none() && !self.settled
    }
}

impl StagedAcceptance {
    /// Defects that are open.
    #[must_use]
    pub fn open(&self) -> OpenDefects {
        let open = self.defects.iter().filter(|defect| defect.is_open());
        OpenDefects::of(open.map(|defect| defect.class))
    }

    /// How often it was rejected, failed plans included.
    #[must_use]
    pub fn rejections(&self) -> usize {
        let rejects = |step: &&StageStep| {
            matches!(
                step.event,
                AcceptanceEvent::Reject | AcceptanceEvent::FailPlan
            )
        };
        self.steps.iter().filter(rejects).count()
    }

    /// The last day of the test, while it runs or waits to begin.
    #[must_use]
    pub fn test_ends(&self) -> Option<NaiveDate> {
        matches!(
            self.state,
            AcceptanceState::Submitted | AcceptanceState::Testing
        )
        .then(|| test_ends(self.received_on, self.test_days))
    }

    /// Whether the contractor has answered the last rejection.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        let last = self.steps.iter().rev().find(|step| {
            matches!(
                step.event,
                AcceptanceEvent::Reject | AcceptanceEvent::FailPlan
            )
        });
        last.is_some_and(|step| self.answers.iter().any(|answer| answer.at >= step.at))
    }

    /// The last day for the contractor's answer, while one is owed.
    #[must_use]
    pub fn answer_due(&self) -> Option<NaiveDate> {
        let owed = self.state == AcceptanceState::Rejected && !self.is_answered();
        self.rejected_on.filter(|_| owed).map(answer_due)
    }

    /// The conditions in force, or the last ones.
    #[must_use]
    pub fn remedy(&self) -> Option<&Remedy> {
        self.steps
            .iter()
            .rev()
            .find_map(|step| step.remedy.as_ref())
    }

    /// The last day of the warranty, once it has begun.
    #[must_use]
    pub fn warranty_ends(&self) -> Option<NaiveDate> {
        Some(warranty_ends(self.warranty_from?, self.warranty_months?))
    }

    /// The price cut that counts: of conditions that the delivery was accepted with.
    #[must_use]
    pub fn cut_minor(&self) -> i64 {
        let counts = matches!(
            self.state,
            AcceptanceState::Conditional
                | AcceptanceState::Provisional
                | AcceptanceState::Warranty
                | AcceptanceState::Final
        );
        let last = self.steps.iter().rev();
        let mut accepted = last
            .take_while(|step| step.event != AcceptanceEvent::Resubmit)
            .filter_map(|step| step.remedy.as_ref()?.cut_minor);
        accepted.next().filter(|_| counts).unwrap_or(0)
    }
}

impl Milestone {
    /// What is paid for it once it is accepted: its value less a price cut of its acceptance.
    #[must_use]
    pub fn payable_minor(&self) -> i64 {
        let cut = self.staged.as_ref().map_or(0, |staged| staged.cut_minor());
        self.value_minor.unwrap_or(0).saturating_sub(cut)
    }
}
