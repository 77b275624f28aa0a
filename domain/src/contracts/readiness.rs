//! Readiness terms: what a contract gives beyond the usual in crisis and in conflict, agreed in peace.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use crate::states::named::named_enum;

/// The days over which the days of a surge are counted together (own design: twelve months).
pub const COUNTED_DAYS: u64 = 365;

/// The longest surge that can be asked for at once, in calendar days.
pub const LONGEST_DAYS: u32 = 366;

named_enum! {
    /// The step for which a term is agreed (CSS-2, CSS-2.1).
    pub enum ReadinessLevel {
        Peace "peace" "Peace" "The usual level: what is reserved without any activation.",
        Crisis "crisis" "Crisis" "Heightened vigilance or a crisis below armed conflict.",
        Conflict "conflict" "Conflict" "Armed conflict. It is in principle not unforeseeable, so the contractor has to be ready (GTC A.4.12).",
    }
}

impl ReadinessLevel {
    /// Whether the level begins only when somebody activates it.
    #[must_use]
    pub const fn is_activated(self) -> bool {
        !matches!(self, Self::Peace)
    }
}

named_enum! {
    /// Who is served first when not everybody can be (own design, after the classes of satellite leases).
    pub enum PriorityClass {
        Assured "assured" "Assured" "Served before all other customers, and never pushed aside.",
        Priority "priority" "Priority" "Served before ordinary customers.",
        Standard "standard" "Standard" "Served as ordinary customers are.",
        Preemptible "preemptible" "Pre-emptible" "May be pushed aside by a higher user.",
    }
}

named_enum! {
    /// What the purchaser may ask about sales to others while the level is active (own design, after EOCL’s clause on
    /// exclusive access).
    pub enum DenialRule {
        None "none" "Sales to others go on" "The contractor serves others as before.",
        Told "told" "Sales to others are told" "The contractor tells which requests of others touch the area.",
        Exclusive "exclusive" "Exclusive access over a named area" "For a limited time and only on the decision of the named authority, nobody else is served over the area.",
    }
}

/// What a unit of surge costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum SurgeRate {
    /// So many times the line's unit price.
    Multiplier(Decimal),
    /// A price of its own, minor units.
    UnitPrice(i64),
}

impl SurgeRate {
    /// The price of a unit in minor units, not rounded; none when it is too large to be computed.
    #[must_use]
    pub fn price(self, line_unit_price: i64) -> Option<Decimal> {
        match self {
            Self::Multiplier(times) => times.checked_mul(Decimal::from(line_unit_price)),
            Self::UnitPrice(minor) => Some(Decimal::from(minor)),
        }
    }
}

/// The figures of a term: how much beyond the usual, at what rate, for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SurgeTerms {
    /// Units of the line beyond the usual ones…
    pub quantity: Decimal,
    /// …in so many calendar days.
    pub per_days: u32,
    /// What a unit costs.
    pub rate: SurgeRate,
    /// Most surge days within any [`COUNTED_DAYS`]; none where the contract sets no limit.
    pub max_days: Option<u32>,
}

impl SurgeTerms {
    /// The units that so many days bring, not rounded; none when they are too many to be computed.
    #[must_use]
    pub fn units(&self, days: u32) -> Option<Decimal> {
        self.quantity
            .checked_mul(Decimal::from(days))?
            .checked_div(Decimal::from(self.per_days))
    }

    /// What so many days cost in minor units: quantity × days × price ÷ period, rounded once, half away from zero.
    /// None when it is too large to be computed.
    #[must_use]
    pub fn cost(&self, line_unit_price: i64, days: u32) -> Option<i64> {
        let price = self.rate.price(line_unit_price)?;
        let whole = self
            .quantity
            .checked_mul(Decimal::from(days))?
            .checked_mul(price)?;
        whole
            .checked_div(Decimal::from(self.per_days))?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
    }
}

/// Days on which a line is in surge, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurgeDays {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl SurgeDays {
    /// So many days from `first`; none for no days, or beyond the calendar.
    #[must_use]
    pub fn of(first: NaiveDate, days: u32) -> Option<Self> {
        let last = first.checked_add_days(Days::new(u64::from(days.checked_sub(1)?)))?;
        Some(Self { first, last })
    }

    /// How many days there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).unwrap_or(0)
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(self.count() as usize)
    }
}

/// The first day that a surge can begin when it is decided at `now` with so many hours of notice: it begins in the course of that day.
#[must_use]
pub fn earliest_start(now: DateTime<Utc>, notice_hours: u32) -> NaiveDate {
    (now + Duration::hours(i64::from(notice_hours))).date_naive()
}

named_enum! {
    /// Why a surge is shorter than was asked.
    pub enum Shortened {
        Notice "notice" "Notice runs until after the last day",
        MaxDays "max_days" "The most days within twelve months are reached",
        End "end" "The contract ends",
        Running "running" "It is in surge already on one of these days",
    }
}

/// How long a line can be in surge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Possible {
    /// The days; none when not even one is possible.
    pub days: Option<SurgeDays>,
    /// What ends it before the last day that was asked, or delays its beginning past it.
    pub shortened: Option<Shortened>,
}

/// How much of the days from `first`, `days` of them, the term allows: not before notice has run (`earliest`), not on days
/// that are in surge already, not past `end`, and within [`SurgeTerms::max_days`] of any [`COUNTED_DAYS`].
#[must_use]
pub fn possible(
    asked: SurgeDays,
    earliest: NaiveDate,
    end: Option<NaiveDate>,
    max_days: Option<u32>,
    used: &[SurgeDays],
) -> Possible {
    let first = asked.first.max(earliest);
    let taken: BTreeSet<NaiveDate> = used.iter().flat_map(SurgeDays::days).collect();
    let mut active = taken.clone();
    let mut last = None;
    let mut shortened = (first > asked.last).then_some(Shortened::Notice);
    for day in first.iter_days().take_while(|day| *day <= asked.last) {
        shortened = if end.is_some_and(|end| day > end) {
            Some(Shortened::End)
        } else if taken.contains(&day) {
            Some(Shortened::Running)
        } else if max_days.is_some_and(|most| !fits(&active, day, most)) {
            Some(Shortened::MaxDays)
        } else {
            None
        };
        if shortened.is_some() {
            break;
        }
        active.insert(day);
        last = Some(day);
    }
    Possible {
        days: last.map(|last| SurgeDays { first, last }),
        shortened,
    }
}

/// Whether `day` more keeps every stretch of [`COUNTED_DAYS`] that holds it within `most` days.
fn fits(active: &BTreeSet<NaiveDate>, day: NaiveDate, most: u32) -> bool {
    let last_end = day + Days::new(COUNTED_DAYS - 1);
    // A stretch holds most when it ends on an active day: those that end on others hold no more.
    let ends = active.range(day..=last_end).copied().chain([day]);
    ends.into_iter().all(|end| {
        let from = end - Days::new(COUNTED_DAYS - 1);
        active.range(from..=end).count() < most as usize
    })
}

/// How many of `used` lie within the [`COUNTED_DAYS`] that end on `day`.
#[must_use]
pub fn used_within(used: &[SurgeDays], day: NaiveDate) -> u32 {
    let from = day - Days::new(COUNTED_DAYS - 1);
    let within = |period: &SurgeDays| {
        let (first, last) = (period.first.max(from), period.last.min(day));
        u32::try_from((last - first).num_days() + 1).unwrap_or(0)
    };
    used.iter().map(within).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(after: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Duration::days(after)
    }

    fn days(first: i64, count: u32) -> SurgeDays {
        SurgeDays::of(day(first), count).unwrap()
    }

    fn terms(quantity: i64, per_days: u32, rate: SurgeRate) -> SurgeTerms {
        SurgeTerms {
            quantity: Decimal::from(quantity),
            per_days,
            rate,
            max_days: None,
        }
    }

    #[test]
    fn thirty_days_of_two_scenes_more_a_day_at_one_and_a_half_times_the_price() {
        let terms = terms(2, 1, SurgeRate::Multiplier(Decimal::new(15, 1)));
        assert_eq!(terms.units(30), Some(Decimal::from(60)));
        assert_eq!(terms.cost(100_000, 30), Some(9_000_000));
    }

    #[test]
    fn a_cost_is_rounded_once_half_away_from_zero() {
        // One unit in three days at 1.00: one day is a third, 33.3 cents; three days are exactly one unit.
        let third = terms(1, 3, SurgeRate::UnitPrice(100));
        assert_eq!((third.cost(0, 1), third.cost(0, 3)), (Some(33), Some(100)));
        assert_eq!(terms(1, 2, SurgeRate::UnitPrice(1)).cost(0, 1), Some(1));
    }

    #[test]
    fn a_cost_too_large_is_none() {
        let terms = terms(i64::MAX, 1, SurgeRate::Multiplier(Decimal::MAX));
        assert_eq!(terms.cost(i64::MAX, 366), None);
    }

    #[test]
    fn notice_moves_the_first_day_and_may_outlast_the_surge() {
        let now = day(0).and_hms_opt(20, 0, 0).unwrap().and_utc();
        assert_eq!(earliest_start(now, 3), day(0));
        assert_eq!(earliest_start(now, 4), day(1));
        let found = possible(days(0, 10), day(3), None, None, &[]);
        assert_eq!(
            found,
            Possible {
                days: Some(days(3, 7)),
                shortened: None
            }
        );
        let late = possible(days(0, 10), day(10), None, None, &[]);
        assert_eq!(
            late,
            Possible {
                days: None,
                shortened: Some(Shortened::Notice)
            }
        );
    }

    #[test]
    fn a_surge_ends_with_the_contract_and_before_one_that_is_agreed() {
        let end = possible(days(0, 10), day(0), Some(day(4)), None, &[]);
        assert_eq!(
            end,
            Possible {
                days: Some(days(0, 5)),
                shortened: Some(Shortened::End)
            }
        );
        let running = possible(days(0, 10), day(0), None, None, &[days(6, 2)]);
        assert_eq!(
            running,
            Possible {
                days: Some(days(0, 6)),
                shortened: Some(Shortened::Running)
            }
        );
    }

    #[test]
    fn days_free_themselves_twelve_months_later() {
        let used = [days(0, 60)];
        let found = |first| possible(days(first, 10), day(first), None, Some(60), &used).days;
        assert_eq!(found(364), None);
        assert_eq!(found(365), Some(days(365, 10)));
        assert_eq!(used_within(&used, day(364)), 60);
        assert_eq!(used_within(&used, day(394)), 30);
    }

    #[test]
    fn a_surge_also_keeps_the_limit_of_one_planned_for_later() {
        let later = [days(100, 30)];
        let found = possible(days(0, 40), day(0), None, Some(60), &later);
        assert_eq!(
            found,
            Possible {
                days: Some(days(0, 30)),
                shortened: Some(Shortened::MaxDays)
            }
        );
    }

    proptest! {
        #[test]
        fn what_is_possible_is_the_longest_that_keeps_the_rule(
            first in 0_i64..800, count in 1_u32..120, most in 0_u32..90,
            used in proptest::collection::vec((0_i64..900, 1_u32..60), 0..3),
        ) {
            let used: Vec<_> = used.into_iter().map(|(first, count)| days(first, count)).collect();
            let kept = |extra: u32| {
                let mut all: BTreeSet<_> = used.iter().flat_map(SurgeDays::days).collect();
                let before = all.clone();
                all.extend((0..extra).map(|at| day(first + i64::from(at))));
                let new: Vec<_> = all.difference(&before).copied().collect();
                new.len() == extra as usize && (0..1_400).all(|end| {
                    let stretch = day(end - 364)..=day(end);
                    let held = all.range(stretch.clone()).count();
                    held <= most as usize || !new.iter().any(|day| stretch.contains(day))
                })
            };
            let found = possible(days(first, count), day(first), None, Some(most), &used);
            let length = found.days.map_or(0, |days| days.count());
            prop_assert!(kept(length));
            prop_assert!(length == count || !kept(length + 1));
        }

        #[test]
        fn more_days_never_cost_less(quantity in 0_i64..10_000, per in 1_u32..60, price in 0_i64..1_000_000, days in 1_u32..365) {
            let terms = terms(quantity, per, SurgeRate::UnitPrice(price));
            prop_assert!(terms.cost(0, days) <= terms.cost(0, days + 1));
        }
    }
}
