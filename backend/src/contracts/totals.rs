//! What follows from a contract's record: sums, limits, and the amounts of the 50 % rule.

use super::record::{CallOffOrder, ContractRecord, Milestone};
use domain::contracts::{ContractTotals, VehicleKind, VehicleLimits};
use domain::id::MilestoneId;
use domain::states::milestone::MilestoneState;
use domain::states::order::OrderState;

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
            accepted: sum(accepted.map(Milestone::payable_minor)),
            paid: sum(self.payments.iter().map(|p| p.amount_minor)),
            original_value: self.first_approved(),
            cumulative_modifications: self.increases(),
            invoicing: self.invoicing(),
            liability: self.liability(),
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
