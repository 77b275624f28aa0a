//! What must hold between ceiling, exercised value, obligation, acceptance and payment.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::invoices::Invoicing;

/// The sums of one contract, in minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractTotals {
    /// The most that may ever be ordered; `None` where the vehicle has no value in itself.
    pub ceiling: Option<i64>,
    /// Value of the base and the exercised options, or of the orders.
    pub exercised: i64,
    /// Money legally committed by an order or a modification.
    pub obligated: i64,
    /// Value of accepted deliveries.
    pub accepted: i64,
    /// Money paid.
    pub paid: i64,
    /// Value at signature.
    pub original_value: i64,
    /// Sum of all in-scope increases since signature.
    pub cumulative_modifications: i64,
    /// The most that may be obligated of a letter contract before its terms are final (NSPA 12.2); `None` for any other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liability: Option<i64>,
    /// Sums of its invoices.
    pub invoicing: Invoicing,
}

impl ContractTotals {
    /// In-scope increases as a percentage of the original value (NSPA 10.9), unrounded; `None` without such a value.
    #[must_use]
    pub fn cumulative_percent(&self) -> Option<Decimal> {
        percent(
            self.cumulative_modifications.into(),
            self.original_value.into(),
        )
    }

    /// What may still be obligated under the ceiling; `None` without a ceiling, negative once it is passed.
    #[must_use]
    pub fn headroom(&self) -> Option<i64> {
        self.ceiling
            .map(|ceiling| ceiling.saturating_sub(self.obligated))
    }
}

/// `part` of `whole` in percent; `None` when `whole` is not positive.
pub(super) fn percent(part: i128, whole: i128) -> Option<Decimal> {
    let part = Decimal::from_i128_with_scale(part.checked_mul(100)?, 0);
    (whole > 0)
        .then(|| part.checked_div(Decimal::from_i128_with_scale(whole, 0)))
        .flatten()
}

/// A sum that is larger than it may be (contracting invariants: DFARS 232.703-1 for obligation and ceiling;
/// the order of accepted and paid is own design). Amounts are minor units of the contract's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvariantBroken {
    /// A sum is below zero.
    #[error("The {sum} amount is below zero. Correct the entry that made it negative.")]
    Negative {
        /// Which sum.
        sum: &'static str,
        /// Its value.
        amount: i64,
    },
    /// More is exercised than the ceiling allows.
    #[error(
        "The exercised value is above the ceiling. Raise the ceiling by modification or exercise less."
    )]
    ExercisedAboveCeiling {
        /// Exercised value.
        exercised: i64,
        /// Ceiling.
        ceiling: i64,
    },
    /// More is obligated than exercised.
    #[error("More is obligated than exercised. Exercise an option or reduce the obligation.")]
    ObligatedAboveExercised {
        /// Obligated money.
        obligated: i64,
        /// Exercised value.
        exercised: i64,
    },
    /// More is obligated than the limit of a letter contract before its terms are final.
    #[error(
        "More is obligated than the limit of this letter contract. Settle the final terms with the contractor first (NSPA 12.2)."
    )]
    ObligatedAboveLiability {
        /// Obligated money.
        obligated: i64,
        /// The limit.
        limit: i64,
    },
    /// More is accepted than obligated.
    #[error("More is accepted than obligated. Obligate the money before you accept.")]
    AcceptedAboveObligated {
        /// Accepted value.
        accepted: i64,
        /// Obligated money.
        obligated: i64,
    },
    /// More is paid than accepted.
    #[error("More is paid than accepted. Accept the delivery before you pay.")]
    PaidAboveAccepted {
        /// Money paid.
        paid: i64,
        /// Accepted value.
        accepted: i64,
    },
    /// An invoice asks for more than is accepted of what it is for (GTC A.2.4).
    #[error("More is invoiced than accepted. An invoice follows acceptance.")]
    InvoicedBeforeAcceptance {
        /// What is beyond.
        amount: i64,
    },
    /// What is kept back was paid.
    #[error(
        "More is paid than accepted less what is retained and set off. Release the retention or lower the payment."
    )]
    PaidAboveDue {
        /// Money paid.
        paid: i64,
        /// What may be paid.
        due: i64,
    },
    /// More of an advance payment is set off than was paid.
    #[error("More of the advance payment is set off than was paid. Lower what is set off.")]
    AdvanceBelowZero {
        /// What is open of it.
        open: i64,
    },
    /// More service credits are set off than were confirmed.
    #[error("More service credits are set off than were confirmed. Lower what is set off.")]
    CreditsBelowZero {
        /// What is open of them.
        open: i64,
    },
}

/// Paid ≤ accepted ≤ obligated ≤ exercised ≤ ceiling, and nothing below zero. With invoices: nothing invoiced beyond its
/// acceptance, paid ≤ accepted − retained − set off, an advance payment apart until it is set off. Of a letter contract
/// obligated ≤ its limit, too.
///
/// # Errors
/// Every invariant that does not hold.
pub fn check_invariants(totals: &ContractTotals) -> Result<(), Vec<InvariantBroken>> {
    let ContractTotals {
        exercised,
        obligated,
        accepted,
        paid,
        ..
    } = *totals;
    let mut broken = negatives(totals);
    if let Some(ceiling) = totals.ceiling.filter(|ceiling| exercised > *ceiling) {
        broken.push(InvariantBroken::ExercisedAboveCeiling { exercised, ceiling });
    }
    if obligated > exercised {
        broken.push(InvariantBroken::ObligatedAboveExercised {
            obligated,
            exercised,
        });
    }
    if let Some(limit) = totals.liability.filter(|limit| obligated > *limit) {
        broken.push(InvariantBroken::ObligatedAboveLiability { obligated, limit });
    }
    if accepted > obligated {
        broken.push(InvariantBroken::AcceptedAboveObligated {
            accepted,
            obligated,
        });
    }
    broken.extend(broken_invoicing(&totals.invoicing, paid, accepted));
    if broken.is_empty() {
        Ok(())
    } else {
        Err(broken)
    }
}

fn broken_invoicing(sums: &Invoicing, paid: i64, accepted: i64) -> Vec<InvariantBroken> {
    let open = sums.advance_open();
    let most = accepted.saturating_add(open.max(0));
    let due = most.saturating_sub(sums.retained.saturating_add(sums.set_off));
    let mut broken = Vec::new();
    if paid > most {
        broken.push(InvariantBroken::PaidAboveAccepted { paid, accepted });
    } else if paid > due {
        broken.push(InvariantBroken::PaidAboveDue { paid, due });
    }
    if sums.beyond_acceptance > 0 {
        broken.push(InvariantBroken::InvoicedBeforeAcceptance {
            amount: sums.beyond_acceptance,
        });
    }
    if open < 0 {
        broken.push(InvariantBroken::AdvanceBelowZero { open });
    }
    let open = sums.credits_open();
    if open < 0 {
        broken.push(InvariantBroken::CreditsBelowZero { open });
    }
    broken
}

fn negatives(totals: &ContractTotals) -> Vec<InvariantBroken> {
    let sums = [
        ("ceiling", totals.ceiling.unwrap_or(0)),
        ("exercised", totals.exercised),
        ("obligated", totals.obligated),
        ("accepted", totals.accepted),
        ("paid", totals.paid),
        ("retained", totals.invoicing.retained),
        ("set off", totals.invoicing.set_off),
    ];
    let negative = sums.into_iter().filter(|(_, amount)| *amount < 0);
    negative
        .map(|(sum, amount)| InvariantBroken::Negative { sum, amount })
        .collect()
}

/// The milestones do not add up to the exercised value. A warning, not an error (own design).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "The milestones do not add up to the exercised value. Adjust the milestone values or record why they differ."
)]
pub struct MilestoneGap {
    /// Exercised value minus the milestones' sum, in minor units; negative when the milestones are worth more.
    pub difference: i128,
}

/// Compares the milestones' values with the exercised value, all in minor units of one currency.
#[must_use]
pub fn milestone_gap(exercised: i64, milestone_values: &[i64]) -> Option<MilestoneGap> {
    let sum: i128 = milestone_values.iter().copied().map(i128::from).sum();
    let difference = i128::from(exercised) - sum;
    (difference != 0).then_some(MilestoneGap { difference })
}

#[cfg(test)]
mod tests;
