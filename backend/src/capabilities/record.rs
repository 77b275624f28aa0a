//! A capability as it is recorded: everything that events keep.

use crate::contracts::record::WhichDate;
use chrono::{DateTime, NaiveDate, Utc};
use domain::capabilities::{CapabilityMilestoneKind, LineOfWork, WorkStatus};
use domain::id::{CapabilityId, ContractId, MilestoneId};
use domain::milestones::{Attribution, CauseCode, Excusable, FourDates, Rag};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The whole record (capability milestones, section 12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapabilityRecord {
    /// Identity.
    pub id: CapabilityId,
    /// Its code, `CAP-2026-0001`.
    pub reference: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// What it is called.
    pub name: String,
    /// The desired effect: who can do what with it, neutral on the solution (NPP 16).
    pub effect: String,
    /// Code of the Strategy's functional area.
    pub functional_area: Option<String>,
    /// Codes of the Strategy that it serves, sorted.
    pub strategy: Vec<String>,
    /// Code of the programme.
    pub programme: Option<String>,
    /// Reference of the coming need here, `NED-2026-0001`.
    pub need: Option<String>,
    /// Reference of the requirement elsewhere.
    pub requirement: String,
    /// The requirement holder.
    pub owner: String,
    /// The day from which first users need it.
    pub need_date: Option<NaiveDate>,
    /// What initial operational capability means here.
    pub ioc_definition: String,
    /// What full operational capability means here.
    pub foc_definition: String,
    /// Its milestones, by number.
    pub milestones: Vec<CapabilityMilestone>,
    /// Work on the lines of DOTMLPF-I, by number.
    pub lines: Vec<WorkLine>,
    /// Contracts that serve it, by reference.
    pub contracts: Vec<LinkedContract>,
    /// When it was written first.
    pub created_at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

/// A milestone of a capability: four dates that are never overwritten unseen, and who declares it by which definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapabilityMilestone {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3.
    pub number: i64,
    /// What kind of point in the capability's life.
    pub kind: CapabilityMilestoneKind,
    /// What is called so; the kind's name unless something else was written.
    pub title: String,
    /// What must be the case; of IOC and FOC the capability's own definition counts.
    pub definition: String,
    /// Who declares it.
    pub authority: String,
    /// The day from which this is needed; IOC without one has the capability's.
    pub need_date: Option<NaiveDate>,
    /// The first approved date; never changes.
    pub original_baseline: Option<NaiveDate>,
    /// The latest approved date.
    pub current_baseline: Option<NaiveDate>,
    /// The best estimate.
    pub forecast: Option<NaiveDate>,
    /// When it was declared or met; set once.
    pub actual: Option<NaiveDate>,
    /// Every change of a date, the oldest first.
    pub changes: Vec<CapabilityDateChange>,
    /// Contract milestones that gate it.
    pub gates: Vec<GateLink>,
    /// What shows that it is met, the oldest first.
    pub evidence: Vec<Note>,
    /// What is not yet as it should be, the oldest first.
    pub reservations: Vec<Reservation>,
    /// The declaration.
    pub declaration: Option<Declaration>,
    /// The colour that a person set, beside the computed one.
    pub override_rag: Option<RagOverride>,
}

/// A date that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapabilityDateChange {
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
    /// The cause by its code; none where nothing slipped.
    pub cause: Option<CauseCode>,
    /// Who answers for it.
    pub attributable_to: Option<Attribution>,
    /// Whether it is excused.
    pub excusable: Option<Excusable>,
    /// The decision or modification that approved it.
    pub decision: Option<String>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// A contract milestone that gates a capability milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateLink {
    /// The contract milestone.
    pub id: MilestoneId,
    /// Its contract and number, `CTR-2026-0001/3`.
    pub name: String,
    /// Why the capability needs it.
    pub reason: String,
    /// When it was linked.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Something written down, with when and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Identity.
    pub id: Uuid,
    /// What.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Something that a declaration leaves open, with what is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// 1, 2, 3 within the milestone.
    pub number: i64,
    /// What is open: `line 2` or a contract milestone's name; empty for anything else.
    pub about: String,
    /// What is not yet as it should be, and what is done until then.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Why and when it was lifted.
    pub lifted: Option<Note>,
}

/// That the declaring authority declared a milestone, or that another was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The day from which it counts.
    pub on: NaiveDate,
    /// Who declared it.
    pub authority: String,
    /// By which decision or document.
    pub decision: String,
    /// The definition as it stood.
    pub definition: String,
    /// What the declaration covers: quantity, area, users.
    pub coverage: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// A colour that a person set, with the reason; it stands beside the computed one and replaces nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RagOverride {
    /// The colour.
    pub rag: Rag,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Work on one line of DOTMLPF-I (section 11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkLine {
    /// 1, 2, 3.
    pub number: i64,
    /// The line.
    pub line: LineOfWork,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub owner: String,
    /// How far it is.
    pub status: WorkStatus,
    /// By when.
    pub due: Option<NaiveDate>,
    /// The number of the milestone that it gates.
    pub gates: Option<i64>,
    /// The last remark about it.
    pub remark: String,
}

/// A contract that serves a capability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedContract {
    /// The contract.
    pub id: ContractId,
    /// Its reference.
    pub reference: String,
    /// What it brings.
    pub brings: String,
}

impl CapabilityRecord {
    /// A milestone by its number.
    #[must_use]
    pub fn milestone(&self, number: i64) -> Option<&CapabilityMilestone> {
        self.milestones.iter().find(|one| one.number == number)
    }

    /// What must be the case for a milestone.
    #[must_use]
    pub fn definition<'a>(&'a self, milestone: &'a CapabilityMilestone) -> &'a str {
        match milestone.kind {
            CapabilityMilestoneKind::Ioc => &self.ioc_definition,
            CapabilityMilestoneKind::Foc => &self.foc_definition,
            _ => &milestone.definition,
        }
    }

    /// The day from which a milestone is needed: its own, and for IOC the capability's.
    #[must_use]
    pub fn need_of(&self, milestone: &CapabilityMilestone) -> Option<NaiveDate> {
        let own = match milestone.kind {
            CapabilityMilestoneKind::Ioc => self.need_date,
            _ => None,
        };
        milestone.need_date.or(own)
    }

    /// Lines of work that gate a milestone.
    pub fn lines_of(&self, milestone: &CapabilityMilestone) -> impl Iterator<Item = &WorkLine> {
        let number = milestone.number;
        let gates = move |line: &&WorkLine| line.gates == Some(number);
        self.lines.iter().filter(gates)
    }

    /// Lines of work that are not closed.
    #[must_use]
    pub fn open_lines(&self) -> usize {
        let open = |line: &&WorkLine| line.status.is_open();
        self.lines.iter().filter(open).count()
    }

    /// Reservations that stand, over all milestones.
    #[must_use]
    pub fn open_reservations(&self) -> usize {
        let milestones = self.milestones.iter();
        milestones.map(|one| one.reserved().count()).sum()
    }
}

impl CapabilityMilestone {
    /// The four dates together; none while no date is approved.
    #[must_use]
    pub fn dates(&self) -> Option<FourDates> {
        let baselines = (self.original_baseline, self.current_baseline);
        FourDates::approved(baselines, self.forecast, self.actual)
    }

    /// Reservations that stand.
    pub fn reserved(&self) -> impl Iterator<Item = &Reservation> {
        self.reservations.iter().filter(|one| one.lifted.is_none())
    }

    /// Whether a reservation that stands names something.
    #[must_use]
    pub fn is_reserved(&self, about: &str) -> bool {
        self.reserved().any(|one| one.about == about)
    }
}

impl WorkLine {
    /// How a reservation names it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("line {}", self.number)
    }
}
