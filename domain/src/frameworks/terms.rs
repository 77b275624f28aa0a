//! The terms that all holders share: the ceiling, the competition it rests on, joining and leaving.

use super::cascade::DECLINES;
use super::kinds::{AllocationRule, OffRampGround};
use crate::contracts::VehicleKind;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// For so many years after its open competition an award under a framework is a pre-competed award (NPP 20).
pub const PRE_COMPETED_YEARS: u32 = 5;

/// The orders of all holders together would be worth more than the framework allows (NPP 20: its original ceiling).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "The orders of all holders together would be worth more than the framework’s ceiling, which never rises (NPP 20). Order within what remains, or compete anew."
)]
pub struct OverCommonCeiling {
    /// All orders together, minor units.
    pub ordered: i64,
    /// The most they may be worth, minor units.
    pub ceiling: i64,
}

/// Whether all orders of all holders together stay within the common ceiling; an order that fills it exactly does.
///
/// # Errors
/// When they do not.
pub const fn within_common_ceiling(
    ceiling: Option<i64>,
    ordered: i64,
) -> Result<(), OverCommonCeiling> {
    match ceiling {
        Some(ceiling) if ordered > ceiling => Err(OverCommonCeiling { ordered, ceiling }),
        _ => Ok(()),
    }
}

/// The day so many years after another.
#[must_use]
pub fn years_end(from: NaiveDate, years: u32) -> NaiveDate {
    from.checked_add_months(Months::new(years.saturating_mul(12)))
        .unwrap_or(NaiveDate::MAX)
}

/// The last day on which an award rests on the open competition (NPP 20; that day itself still counts: own reading).
#[must_use]
pub fn pre_competed_until(competed_on: NaiveDate) -> NaiveDate {
    years_end(competed_on, PRE_COMPETED_YEARS)
}

/// Whether an award on a day is a pre-competed award (NPP 20); never without an open competition.
#[must_use]
pub fn is_pre_competed(competed_on: Option<NaiveDate>, on: NaiveDate) -> bool {
    competed_on.is_some_and(|day| day <= on && on <= pre_competed_until(day))
}

/// The years that the ordering period of a framework may last unless it is justified, with the source; none where no rule is known.
#[must_use]
pub const fn longest_years(kind: VehicleKind) -> Option<(u32, &'static str)> {
    match kind {
        VehicleKind::FrameworkAgreement => Some((4, "EU-24 art. 33")),
        _ => None,
    }
}

/// Why a departure needs a written reason; none where the choice needs none.
///
/// `free_up_to` is the value up to which the purchaser chooses directly without saying why, `next` whether the holder is the one
/// in turn.
#[must_use]
pub const fn reason_needed(
    rule: AllocationRule,
    value: i64,
    free_up_to: Option<i64>,
    next: bool,
) -> Option<&'static str> {
    let small = matches!(free_up_to, Some(limit) if value <= limit);
    match rule {
        AllocationRule::Direct if !small => {
            Some("write why this holder: every holder has a fair opportunity (STC M.2)")
        }
        AllocationRule::Rotation if !next => {
            Some("another holder is next in turn: write why the order departs from it")
        }
        _ => None,
    }
}

/// Days, both included, in which holders may join or leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ramp {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Ramp {
    /// Whether a day lies within.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// Why nobody may join on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinRefused {
    /// No window is open and none will be.
    #[error(
        "No holder may join any more: the framework has no on-ramp window that is still to come."
    )]
    NoWindow,
    /// The next window begins later.
    #[error("A holder joins only in an on-ramp window; the next one begins on {}.", .0.format("%-d %b %Y"))]
    From(NaiveDate),
}

/// Whether a new holder may join on a day.
///
/// # Errors
/// Outside every on-ramp window.
pub fn may_join(windows: &[Ramp], on: NaiveDate) -> Result<(), JoinRefused> {
    if windows.iter().any(|window| window.holds(on)) {
        return Ok(());
    }
    let next = windows
        .iter()
        .map(|window| window.from)
        .filter(|from| *from > on);
    Err(next.min().map_or(JoinRefused::NoWindow, JoinRefused::From))
}

/// Where a holder stands who may have to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingOfHolder {
    /// Requests that it declined in a row.
    pub declined: u32,
    /// Whether its contract takes no orders any more.
    pub ended: bool,
}

/// Why a holder cannot leave on a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeaveRefused {
    /// No off-ramp window holds the day.
    #[error("No off-ramp window is open today.")]
    NoWindow,
    /// Fewer declined requests.
    #[error("The holder declined {0} in a row; from 3 on it can be ended (ESA-PR 8, 27).")]
    Declined(u32),
    /// Its contract still takes orders.
    #[error("The holder’s contract still takes orders.")]
    NotEnded,
}

/// Whether a holder may be taken off on a ground on a day; the written reason is asked for beside it.
///
/// # Errors
/// When the ground does not hold.
pub fn may_leave(
    ground: OffRampGround,
    windows: &[Ramp],
    standing: StandingOfHolder,
    on: NaiveDate,
) -> Result<(), LeaveRefused> {
    match ground {
        OffRampGround::Window if !windows.iter().any(|window| window.holds(on)) => {
            Err(LeaveRefused::NoWindow)
        }
        OffRampGround::DeclinedInARow if standing.declined < DECLINES => {
            Err(LeaveRefused::Declined(standing.declined))
        }
        OffRampGround::ContractEnded if !standing.ended => Err(LeaveRefused::NotEnded),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::{VehicleLimits, order_may_be_issued};
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn five_years_after_the_competition_an_award_is_pre_competed_and_a_day_later_it_is_not() {
        let competed = Some(day(2021, 3, 1));
        assert!(is_pre_competed(competed, day(2026, 3, 1)));
        assert!(!is_pre_competed(competed, day(2026, 3, 2)));
        assert!(!is_pre_competed(competed, day(2021, 2, 28)));
        assert!(!is_pre_competed(None, day(2026, 3, 1)));
    }

    #[test]
    fn both_ends_of_a_window_admit() {
        let windows = [Ramp {
            from: day(2026, 5, 1),
            to: day(2026, 5, 31),
        }];
        assert_eq!(may_join(&windows, day(2026, 5, 1)), Ok(()));
        assert_eq!(may_join(&windows, day(2026, 5, 31)), Ok(()));
        let early = may_join(&windows, day(2026, 4, 30));
        assert_eq!(early, Err(JoinRefused::From(day(2026, 5, 1))));
        assert_eq!(
            may_join(&windows, day(2026, 6, 1)),
            Err(JoinRefused::NoWindow)
        );
    }

    #[test]
    fn each_ground_has_to_hold() {
        let standing = |declined, ended| StandingOfHolder { declined, ended };
        let leave = |ground, standing| may_leave(ground, &[], standing, day(2026, 5, 1));
        use OffRampGround as G;
        assert_eq!(
            leave(G::Window, standing(9, true)),
            Err(LeaveRefused::NoWindow)
        );
        assert_eq!(
            leave(G::DeclinedInARow, standing(2, false)),
            Err(LeaveRefused::Declined(2))
        );
        assert_eq!(leave(G::DeclinedInARow, standing(3, false)), Ok(()));
        assert_eq!(
            leave(G::ContractEnded, standing(0, false)),
            Err(LeaveRefused::NotEnded)
        );
        assert_eq!(leave(G::Agreed, standing(0, false)), Ok(()));
    }

    #[test]
    fn a_reason_is_asked_for_where_the_rule_is_left() {
        use AllocationRule as R;
        assert!(reason_needed(R::Direct, 101, Some(100), false).is_some());
        assert!(reason_needed(R::Direct, 100, Some(100), false).is_none());
        assert!(reason_needed(R::Direct, 1, None, false).is_some());
        assert!(reason_needed(R::Rotation, 1, Some(100), false).is_some());
        assert!(reason_needed(R::Rotation, 999, None, true).is_none());
    }

    proptest! {
        /// Orders that each holder's contract allows and the common ceiling admits never exceed it, in whatever order they come.
        #[test]
        fn no_legal_sequence_exceeds_the_common_ceiling(
            orders in prop::collection::vec((0_usize..4, 0_i64..400_000), 0..60), ceiling in 0_i64..1_000_000,
        ) {
            let limits = VehicleLimits {
                ceiling: Some(500_000), min_order: None, max_order: None, ordering_start: day(2026, 1, 1),
                ordering_end: day(2026, 12, 31), guaranteed_minimum: 0,
            };
            let mut placed: [Vec<i64>; 4] = Default::default();
            for (holder, value) in orders {
                let sum: i64 = placed.iter().flatten().sum();
                let own = order_may_be_issued(&limits, &placed[holder], value, day(2026, 5, 1));
                if own.is_ok() && within_common_ceiling(Some(ceiling), sum + value).is_ok() {
                    placed[holder].push(value);
                }
            }
            prop_assert!(placed.iter().flatten().sum::<i64>() <= ceiling);
            prop_assert!(placed.iter().all(|own| own.iter().sum::<i64>() <= 500_000));
        }
    }
}
