//! Whether an order may be issued under a vehicle.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The limits a vehicle sets to its orders, in minor units of its currency (STC B.6, G.1-G.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VehicleLimits {
    /// The most that all orders together may be worth; `None` where there is no ceiling (BOA and BPA: STC M.2).
    pub ceiling: Option<i64>,
    /// The least one order may be worth.
    pub min_order: Option<i64>,
    /// The most one order may be worth before the contractor may return it.
    pub max_order: Option<i64>,
    /// First day of the ordering period.
    pub ordering_start: NaiveDate,
    /// Last day of the ordering period.
    pub ordering_end: NaiveDate,
    /// The least that all orders together will be worth.
    pub guaranteed_minimum: i64,
}

/// Why an order may not be issued. Amounts are minor units of the vehicle's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefused {
    /// An order is worth something.
    #[error("The value of an order must be above zero.")]
    NotPositive {
        /// Value of the new order.
        value: i64,
    },
    /// Outside the ordering period (STC B.6, G.1).
    #[error(
        "Orders can be issued only from {} to {}. Use another vehicle or extend the ordering period by modification.",
        start.format("%-d %b %Y"), end.format("%-d %b %Y")
    )]
    OutsideOrderingPeriod {
        /// First day of the ordering period.
        start: NaiveDate,
        /// Last day of the ordering period.
        end: NaiveDate,
    },
    /// Below the minimum order (STC G.3).
    #[error(
        "The order is below the minimum order of this vehicle. Order more, or combine it with another need."
    )]
    BelowMinimum {
        /// Value of the new order.
        value: i64,
        /// The minimum order.
        minimum: i64,
    },
    /// Above the maximum order (STC G.4).
    #[error(
        "The order is above the maximum order of this vehicle, and the contractor may return it within 5 days. \
         Order less, or agree a higher maximum by modification first."
    )]
    AboveMaximum {
        /// Value of the new order.
        value: i64,
        /// The maximum order.
        maximum: i64,
    },
    /// Over the ceiling (STC B.6).
    #[error(
        "The order would take the vehicle over its ceiling. Order within what remains or raise the ceiling first."
    )]
    OverCeiling {
        /// Value of the new order.
        value: i64,
        /// What remains under the ceiling.
        remaining: i64,
    },
}

/// Whether an order of `value` may be issued `on` a day, after `existing` orders that still count.
///
/// Every limit itself is still allowed: both ends of the ordering period, the minimum, the maximum, and an order
/// that fills the ceiling exactly. Orders issued in time outlive the ordering period (STC B.6).
///
/// # Errors
/// The first limit that refuses: value, period, minimum, maximum, ceiling.
pub fn order_may_be_issued(
    limits: &VehicleLimits,
    existing: &[i64],
    value: i64,
    on: NaiveDate,
) -> Result<(), OrderRefused> {
    let VehicleLimits {
        ordering_start: start,
        ordering_end: end,
        ..
    } = *limits;
    if value <= 0 {
        return Err(OrderRefused::NotPositive { value });
    }
    if !(start..=end).contains(&on) {
        return Err(OrderRefused::OutsideOrderingPeriod { start, end });
    }
    if let Some(minimum) = limits.min_order.filter(|minimum| value < *minimum) {
        return Err(OrderRefused::BelowMinimum { value, minimum });
    }
    if let Some(maximum) = limits.max_order.filter(|maximum| value > *maximum) {
        return Err(OrderRefused::AboveMaximum { value, maximum });
    }
    match remaining_ceiling(limits, existing).filter(|remaining| value > *remaining) {
        Some(remaining) => Err(OrderRefused::OverCeiling { value, remaining }),
        None => Ok(()),
    }
}

/// What may still be ordered, in minor units, never below zero; `None` without a ceiling.
#[must_use]
pub fn remaining_ceiling(limits: &VehicleLimits, existing: &[i64]) -> Option<i64> {
    let left = i128::from(limits.ceiling?) - total(existing);
    Some(i64::try_from(left.max(0)).unwrap_or(i64::MAX))
}

/// What must still be ordered to honour the guaranteed minimum, in minor units, never below zero (STC B.6).
#[must_use]
pub fn guaranteed_minimum_gap(limits: &VehicleLimits, existing: &[i64]) -> i64 {
    let missing = i128::from(limits.guaranteed_minimum) - total(existing);
    i64::try_from(missing.max(0)).unwrap_or(i64::MAX)
}

fn total(orders: &[i64]) -> i128 {
    orders.iter().copied().map(i128::from).sum()
}

/// The last day on which the contractor may return an order above the maximum: 5 calendar days (STC G.4).
#[must_use]
pub fn return_until(issued_on: NaiveDate) -> NaiveDate {
    issued_on
        .checked_add_days(Days::new(5))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn limits() -> VehicleLimits {
        VehicleLimits {
            ceiling: Some(1_000_000),
            min_order: Some(10_000),
            max_order: Some(600_000),
            ordering_start: date(2026, 1, 1),
            ordering_end: date(2030, 12, 31),
            guaranteed_minimum: 50_000,
        }
    }

    /// A sequence in the shape of CT-05: each accepted order counts for the next one.
    #[test]
    fn orders_are_judged_one_after_the_other() {
        let cases = [
            (500_000, date(2026, 3, 1), Ok(())),
            (
                9_999,
                date(2027, 5, 1),
                Err(OrderRefused::BelowMinimum {
                    value: 9_999,
                    minimum: 10_000,
                }),
            ),
            (
                600_001,
                date(2028, 2, 1),
                Err(OrderRefused::AboveMaximum {
                    value: 600_001,
                    maximum: 600_000,
                }),
            ),
            (
                500_001,
                date(2028, 3, 1),
                Err(OrderRefused::OverCeiling {
                    value: 500_001,
                    remaining: 500_000,
                }),
            ),
            (490_000, date(2029, 1, 15), Ok(())),
            (10_000, date(2030, 12, 31), Ok(())),
            (
                10_000,
                date(2030, 12, 31),
                Err(OrderRefused::OverCeiling {
                    value: 10_000,
                    remaining: 0,
                }),
            ),
        ];
        let mut placed = Vec::new();
        for (value, on, expected) in cases {
            let answer = order_may_be_issued(&limits(), &placed, value, on);
            assert_eq!(answer, expected, "{value} on {on}");
            placed.extend(answer.ok().map(|()| value));
        }
    }

    #[test]
    fn the_ordering_period_includes_both_its_ends() {
        let on = |day| order_may_be_issued(&limits(), &[], 10_000, day);
        assert_eq!(
            (on(date(2026, 1, 1)), on(date(2030, 12, 31))),
            (Ok(()), Ok(()))
        );
        assert!(matches!(
            on(date(2025, 12, 31)),
            Err(OrderRefused::OutsideOrderingPeriod { .. })
        ));
        let refused = on(date(2031, 1, 2)).unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("Orders can be issued only from 1 Jan 2026 to 31 Dec 2030.")
        );
    }

    #[test]
    fn limits_themselves_are_allowed() {
        for value in [10_000, 600_000] {
            assert_eq!(
                order_may_be_issued(&limits(), &[], value, date(2026, 5, 1)),
                Ok(())
            );
        }
        let refused = order_may_be_issued(&limits(), &[], 0, date(2026, 5, 1));
        assert_eq!(refused, Err(OrderRefused::NotPositive { value: 0 }));
    }

    #[test]
    fn without_a_ceiling_only_the_order_limits_count() {
        let open = VehicleLimits {
            ceiling: None,
            min_order: None,
            max_order: None,
            ..limits()
        };
        assert_eq!(
            order_may_be_issued(&open, &[i64::MAX], i64::MAX, date(2026, 5, 1)),
            Ok(())
        );
        assert_eq!(remaining_ceiling(&open, &[]), None);
    }

    #[test]
    fn the_guaranteed_minimum_shrinks_to_zero() {
        assert_eq!(guaranteed_minimum_gap(&limits(), &[20_000]), 30_000);
        assert_eq!(guaranteed_minimum_gap(&limits(), &[60_000]), 0);
        assert_eq!(return_until(date(2026, 2, 26)), date(2026, 3, 3));
    }

    proptest! {
        #[test]
        fn accepted_orders_never_exceed_the_ceiling(
            values in prop::collection::vec(any::<i64>(), 0..40), ceiling in 0_i64..,
        ) {
            let limits = VehicleLimits { ceiling: Some(ceiling), min_order: None, max_order: None, ..limits() };
            let mut placed = Vec::new();
            for value in values {
                if order_may_be_issued(&limits, &placed, value, date(2026, 5, 1)).is_ok() {
                    placed.push(value);
                }
            }
            prop_assert!(total(&placed) <= i128::from(ceiling));
        }

        #[test]
        fn accepted_orders_lie_within_the_order_limits(value: i64) {
            if order_may_be_issued(&limits(), &[], value, date(2026, 5, 1)).is_ok() {
                prop_assert!((10_000..=600_000).contains(&value));
            }
        }
    }
}
