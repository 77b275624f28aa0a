//! The whole of a contract at one moment: what its page is drawn from, and what every event about it holds.

pub use super::acceptance_record::{Answer, Defect, Opinion, Remedy, StageStep, StagedAcceptance};
pub use super::delay_record::{DelayNotice, NoticeDecision};
pub use super::life_record::{Claim, FormerHolder, Life, LifeMoment, Task};
pub use super::milestone_record::{
    Attachment, DateChange, Decision, Evidence, Milestone, Payment, WhichDate,
};
pub use super::money_record::{
    DamageAssessment, InterestRate, Invoice, InvoiceStep, MoneyRecord, MoneyTerms, Retention,
};
pub use super::readiness_record::{ReadinessTerm, Surge, SurgeLine};
pub use super::service_record::{
    Answer as ServiceAnswer, Credit, Excuse, Measurement, RootCause, ServiceLevel, ServiceRecord,
};

use chrono::NaiveDate;
use domain::contracts::{ModificationKind, ScopeDecision, VehicleKind};
use domain::id::{
    AwardId, ContractId, FrameworkId, ModificationId, OrderId, ProviderId, SolicitationId,
};
use domain::money::Currency;
use domain::states::contract::ContractState;
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
    /// Readiness terms, ended ones too. Records from before there were any are written as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readiness: Vec<ReadinessTerm>,
    /// Surges under them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surges: Vec<Surge>,
    /// What is agreed on payment, and invoices.
    #[serde(default, skip_serializing_if = "MoneyRecord::is_empty")]
    pub money: MoneyRecord,
    /// What is promised of the service, measured, and credited.
    #[serde(default, skip_serializing_if = "ServiceRecord::is_empty")]
    pub service: ServiceRecord,
    /// Rises with every change.
    pub version: i64,
    /// What befell it: stops, notices, force majeure, its end.
    #[serde(default, skip_serializing_if = "Life::is_empty")]
    pub life: Life,
    /// Its place among the several holders of a framework; none for a contract that stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<FrameworkPlace>,
}

/// A contract's place in a framework of several holders. It stays when the holder has left: what was ordered still counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkPlace {
    /// The framework.
    pub id: FrameworkId,
    /// `FWK-2026-0001`.
    pub reference: String,
    /// The holder's number in it.
    pub number: i64,
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
    /// The call-off of a framework that it was issued for: `FWK-2026-0001/3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
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
