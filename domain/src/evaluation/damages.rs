//! Damages for late milestones (NCIA Contract General Terms and Conditions AP.B3, May 2026,
//! A.4.9(e)-(f)), and delay penalties of ESA (ESA/REG/002 rev. 4, annex III).

use rust_decimal::Decimal;

use super::arithmetic::{ArithmeticError, Exact, exact};

/// A milestone payment that is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateMilestone {
    /// The milestone payment in euro, or the line item's price where there is no payment schedule.
    pub value: Decimal,
    /// Calendar days for which damages run: from the first day after a key date, and for an
    /// ordinary date from the first day after its missed extension.
    pub days_late: u32,
}

/// Damages of one milestone, euro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damages {
    /// 0.1 percent a day, without any cap.
    pub accrued: Decimal,
    /// At most 20 percent of the milestone.
    pub capped_by_milestone: Decimal,
    /// What is due once the contract's cap of 15 percent is applied too.
    pub due: Decimal,
}

/// Damages of milestones in the order in which they fall due: the contract's cap is used up in
/// that order.
///
/// # Errors
/// Overflow.
pub fn liquidated_damages(
    contract_value: Decimal,
    milestones: &[LateMilestone],
) -> Result<Vec<Damages>, ArithmeticError> {
    let mut left = (exact(contract_value) * 15 / 100).value()?;
    milestones
        .iter()
        .map(|milestone| {
            let accrued = exact(milestone.value) * Decimal::from(milestone.days_late) / 1000;
            let cap = (exact(milestone.value) / 5).value()?;
            let capped_by_milestone = accrued.at_most(cap).value()?;
            let due = capped_by_milestone.min(left);
            left = (exact(left) - due).value()?;
            Ok(Damages {
                accrued: accrued.value()?,
                capped_by_milestone,
                due,
            })
        })
        .collect()
}

/// A penalty scale: a daily rate up to a day, a higher one after it (ESA/REG/002 rev. 4,
/// annex III).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PenaltyScale {
    first_days: i32,
    first_rate: Decimal,
}

impl PenaltyScale {
    /// 0.5 per mille a day for forty days.
    pub const FLIGHT: Self = Self {
        first_days: 40,
        first_rate: Decimal::from_parts(5, 0, 0, false, 4),
    };
    /// 0.3 per mille a day for sixty days.
    pub const TECHNOLOGY: Self = Self {
        first_days: 60,
        first_rate: Decimal::from_parts(3, 0, 0, false, 4),
    };

    fn rate(&self, days: Decimal) -> Exact {
        let first = exact(days).at_most(Decimal::from(self.first_days));
        let further = (exact(days) - self.first_days).at_least(Decimal::ZERO);
        first * self.first_rate + further / 1000
    }

    /// Penalty without its cap: 1 per mille a day after the first days.
    #[must_use]
    pub fn accrued(&self, value: Decimal, days: Decimal) -> Exact {
        exact(value) * self.rate(days)
    }

    /// Penalty: at most 10 percent in all.
    #[must_use]
    pub fn penalty(&self, value: Decimal, days: Decimal) -> Exact {
        exact(value) * self.rate(days).at_most(Decimal::new(1, 1))
    }
}
