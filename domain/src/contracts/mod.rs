//! Vehicles, contracts, orders, options and modifications: what may be done, and what must always hold.
//!
//! Amounts are `i64` minor units of one currency, the contract's own; the caller guarantees that.

mod damages;
mod invariants;
mod invoices;
pub mod life;
mod lines;
mod modifications;
mod numbers;
mod options;
mod orders;
mod pricing;
mod readiness;
pub mod service;
mod vehicles;

pub use self::{
    damages::{DamagesRule, DelayFacts, NoDamages, Working, assess_damages},
    invariants::{ContractTotals, InvariantBroken, MilestoneGap, check_invariants, milestone_gap},
    invoices::{
        Claim, HOLD_DAYS, InvoiceKind, Invoicing, NET_DAYS, Settlement, due_on, hold_ends,
        late_interest, late_rate, settle, share,
    },
    lines::{InvalidLineNumber, LineNumber, SubLine, next_clin, next_informational, next_priced},
    modifications::{
        ModificationKind, ModificationVerdict, ScopeDecision, ScopeTest, Sides, modification_scope,
    },
    numbers::{InvalidModificationNumber, ModificationNumber, Office, next_modification},
    options::{OptionStatus, OptionWindow, option_window},
    orders::{
        OrderRefused, VehicleLimits, guaranteed_minimum_gap, order_may_be_issued,
        remaining_ceiling, return_until,
    },
    pricing::PricingModel,
    readiness::{
        COUNTED_DAYS, DenialRule, LONGEST_DAYS, Possible, PriorityClass, ReadinessLevel, Shortened,
        SurgeDays, SurgeRate, SurgeTerms, earliest_start, possible, used_within,
    },
    vehicles::VehicleKind,
};
