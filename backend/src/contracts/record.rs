//! The whole of a contract at one moment: what its page is drawn from, and what every event about it holds.

use chrono::{DateTime, NaiveDate, Utc};
use domain::contracts::{
    ContractTotals, ModificationKind, ScopeDecision, VehicleKind, VehicleLimits,
};
use domain::id::{
    AwardId, ContractId, DocumentId, MilestoneId, ModificationId, OrderId, ProviderId,
    SolicitationId,
};
use domain::milestones::{Attribution, CauseCode, FourDates, MilestoneClass};
use domain::money::Currency;
use domain::states::contract::ContractState;
use domain::states::milestone::MilestoneState;
use domain::states::modification::ModificationState;
use domain::states::option::OptionState;
use domain::states::order::OrderState;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A contract with everything that belongs to it. Amounts are minor units of `currency`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRecord {
    /// Identity.
    pub id: ContractId,
    /// `CTR-2026-0001`.
    pub reference: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// The solicitation whose process led here.
    pub solicitation: Option<SolicitationId>,
    /// Its reference.
    pub solicitation_reference: Option<String>,
    /// The award it was made from.
    pub award: Option<AwardId>,
    /// The contractor's organisation.
    pub provider: Option<ProviderId>,
    /// Its name as it was when the contract was made.
    pub provider_name: String,
    /// Code of the programme it serves.
    pub programme: Option<String>,
    /// Where it stands.
    pub status: ContractState,
    /// What it is called.
    pub title: String,
    /// The kind of vehicle; none for imported records that do not tell.
    pub vehicle: Option<VehicleKind>,
    /// The contract's one currency.
    pub currency: Currency,
    /// The most that may ever be ordered.
    pub ceiling_minor: i64,
    /// Value of the lines that are no options.
    pub base_value_minor: i64,
    /// The least that all orders together will be worth (STC B.6).
    pub guaranteed_minimum_minor: Option<i64>,
    /// The least one order may be worth (STC G.3).
    pub min_order_minor: Option<i64>,
    /// The most one order may be worth (STC G.4).
    pub max_order_minor: Option<i64>,
    /// When both had signed.
    pub signed_on: Option<NaiveDate>,
    /// The effective start date, from which metrics run (GTC A.1.6).
    pub effective_on: Option<NaiveDate>,
    /// First day of performance.
    pub starts_on: Option<NaiveDate>,
    /// Last day of performance, exercised options included.
    pub ends_on: Option<NaiveDate>,
    /// Last day on which orders can be issued.
    pub ordering_ends_on: Option<NaiveDate>,
    /// Priced lines.
    pub lines: Vec<ContractLine>,
    /// Options.
    pub options: Vec<ContractOption>,
    /// Orders.
    pub orders: Vec<CallOffOrder>,
    /// Obligations.
    pub obligations: Vec<Obligation>,
    /// Modifications.
    pub modifications: Vec<Modification>,
    /// Milestones.
    pub milestones: Vec<Milestone>,
    /// Payments.
    pub payments: Vec<Payment>,
    /// Rises with every change.
    pub version: i64,
}

/// A priced line (DFARS 204.71).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractLine {
    /// Identity.
    pub id: Uuid,
    /// `0001`.
    pub number: String,
    /// What is delivered.
    pub description: String,
    /// Unit of the quantity.
    pub unit: String,
    /// How many units.
    pub quantity: Decimal,
    /// Price of a unit.
    pub unit_price_minor: i64,
    /// Quantity times price, rounded half up to the minor unit.
    pub total_minor: i64,
    /// The option it belongs to.
    pub option: Option<Uuid>,
}

/// The purchaser's one-sided right to extend or buy more (GTC A.4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractOption {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3.
    pub number: i64,
    /// What it buys.
    pub title: String,
    /// What it adds when exercised.
    pub value_minor: i64,
    /// First day of its period.
    pub starts_on: NaiveDate,
    /// Last day of its period.
    pub ends_on: NaiveDate,
    /// Last day to give notice.
    pub notice_by: NaiveDate,
    /// When notice was given.
    pub noticed_on: Option<NaiveDate>,
    /// Where it stands.
    pub status: OptionState,
    /// The modification that exercised it.
    pub modification: Option<ModificationId>,
}

/// A call-off under the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOffOrder {
    /// Identity.
    pub id: OrderId,
    /// `O-01`.
    pub number: String,
    /// What is ordered.
    pub title: String,
    /// What it is worth.
    pub amount_minor: i64,
    /// Where it stands.
    pub status: OrderState,
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// First day of its performance.
    pub starts_on: NaiveDate,
    /// Last day of its performance.
    pub ends_on: NaiveDate,
    /// Who issued it.
    pub issued_by: String,
}

/// Money committed, or released when negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// Identity.
    pub id: Uuid,
    /// The order that it pays for.
    pub order: Option<OrderId>,
    /// Amount.
    pub amount_minor: i64,
    /// The day.
    pub on: NaiveDate,
    /// What for.
    pub note: String,
    /// Who recorded it.
    pub by: String,
}

/// A written change after signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modification {
    /// Identity.
    pub id: ModificationId,
    /// `P00001`.
    pub number: String,
    /// Its kind.
    pub kind: ModificationKind,
    /// Where it stands.
    pub status: ModificationState,
    /// What it does, in a line.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Change of value.
    pub value_delta_minor: i64,
    /// Change of the ceiling.
    pub ceiling_delta_minor: i64,
    /// End of performance before.
    pub ends_on_before: Option<NaiveDate>,
    /// End of performance after.
    pub ends_on_after: Option<NaiveDate>,
    /// Whether it lies within scope (NSPA 10.9).
    pub in_scope: bool,
    /// Whether both parties sign.
    pub bilateral: bool,
    /// In-scope increases including this one, percent of the amount first approved, 0 to 100 and beyond.
    pub cumulative_percent: Option<Decimal>,
    /// What the 50 % rule answered; none where it is not asked, as for an agreed option.
    pub verdict: Option<ScopeDecision>,
    /// When it became part of the contract.
    pub executed_on: Option<NaiveDate>,
    /// Who made it.
    pub by: String,
}

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
}

impl Milestone {
    /// The four dates together; none while no date is approved.
    #[must_use]
    pub fn dates(&self) -> Option<FourDates> {
        Some(FourDates {
            original_baseline: self.original_baseline?,
            current_baseline: self.current_baseline?,
            forecast: self.forecast,
            actual: self.actual,
        })
    }

    /// Calendar days against the original baseline, positive is late.
    #[must_use]
    pub fn slip_days(&self) -> Option<i64> {
        self.dates().and_then(|dates| dates.slip_original())
    }
}

impl ContractRecord {
    /// Whether purchases are made by orders.
    #[must_use]
    pub fn orders_by_call_off(&self) -> bool {
        self.vehicle.is_some_and(VehicleKind::orders_by_call_off)
    }

    /// The ceiling, where the vehicle has one (STC M.2).
    #[must_use]
    pub fn ceiling(&self) -> Option<i64> {
        let none = self
            .vehicle
            .is_some_and(VehicleKind::has_no_value_in_itself);
        (!none).then_some(self.ceiling_minor)
    }

    /// Amounts of the orders that count: all but returned and cancelled ones.
    #[must_use]
    pub fn order_amounts(&self) -> Vec<i64> {
        let counts = |order: &&CallOffOrder| {
            !matches!(order.status, OrderState::Returned | OrderState::Cancelled)
        };
        self.orders
            .iter()
            .filter(counts)
            .map(|order| order.amount_minor)
            .collect()
    }

    /// The limits for orders; none while the dates are missing.
    #[must_use]
    pub fn limits(&self) -> Option<VehicleLimits> {
        Some(VehicleLimits {
            ceiling: self.ceiling(),
            min_order: self.min_order_minor,
            max_order: self.max_order_minor,
            ordering_start: self.effective_on?,
            ordering_end: self.ordering_ends_on.or(self.ends_on)?,
            guaranteed_minimum: self.guaranteed_minimum_minor.unwrap_or(0),
        })
    }

    /// The amount first approved, on which the 50 % rule rests (NSPA 10.9): the ceiling of a vehicle for orders,
    /// the base value of everything else.
    #[must_use]
    pub fn first_approved(&self) -> i64 {
        if self.orders_by_call_off() {
            self.ceiling_minor - sum(self.modifications.iter().map(|m| m.ceiling_delta_minor))
        } else {
            self.base_value_minor
        }
    }

    /// What a modification adds in the sense of the 50 % rule.
    #[must_use]
    pub fn increase_of(&self, value_delta: i64, ceiling_delta: i64) -> i64 {
        if self.orders_by_call_off() {
            ceiling_delta
        } else {
            value_delta
        }
    }

    /// Sum of earlier in-scope increases.
    #[must_use]
    pub fn increases(&self) -> i64 {
        let counted = self
            .modifications
            .iter()
            .filter(|m| m.in_scope && m.verdict.is_some());
        sum(counted.map(|m| {
            self.increase_of(m.value_delta_minor, m.ceiling_delta_minor)
                .max(0)
        }))
    }

    /// The sums that must hold together.
    #[must_use]
    pub fn totals(&self) -> ContractTotals {
        let exercised = if self.orders_by_call_off() {
            sum(self.order_amounts())
        } else {
            // An exercised option's value is in the modification that exercised it.
            self.base_value_minor
                .saturating_add(sum(self.modifications.iter().map(|m| m.value_delta_minor)))
        };
        let accepted = self
            .milestones
            .iter()
            .filter(|m| m.status == MilestoneState::Accepted);
        ContractTotals {
            ceiling: self.ceiling(),
            exercised,
            obligated: sum(self.obligations.iter().map(|o| o.amount_minor)),
            accepted: sum(accepted.filter_map(|m| m.value_minor)),
            paid: sum(self.payments.iter().map(|p| p.amount_minor)),
            original_value: self.first_approved(),
            cumulative_modifications: self.increases(),
        }
    }

    /// The milestone with a number.
    #[must_use]
    pub fn milestone(&self, number: i64) -> Option<&Milestone> {
        self.milestones
            .iter()
            .find(|milestone| milestone.number == number)
    }

    /// What was paid for a milestone.
    #[must_use]
    pub fn paid_for(&self, id: MilestoneId) -> i64 {
        let of = self
            .payments
            .iter()
            .filter(|payment| payment.milestone == Some(id));
        sum(of.map(|payment| payment.amount_minor))
    }
}

pub(super) fn sum(amounts: impl IntoIterator<Item = i64>) -> i64 {
    amounts.into_iter().fold(0, i64::saturating_add)
}
