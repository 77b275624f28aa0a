//! How many milestones of a period were met in time.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::dates::FourDates;
use crate::states::named::named_enum;

named_enum! {
    /// Which approved date is meant. A baseline without one of these words is never shown.
    pub enum Baseline {
        Original "original" "Original baseline" "The first approved date.",
        Current "current" "Current baseline" "The latest approved date.",
    }
}

impl Baseline {
    fn of(self, dates: &FourDates) -> NaiveDate {
        match self {
            Self::Original => dates.original_baseline,
            Self::Current => dates.current_baseline,
        }
    }
}

/// Milestones due in a period, and how many of them were met by their date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnTimeRate {
    /// How many were due.
    pub due: usize,
    /// How many of those were met on or before their date.
    pub on_time: usize,
}

impl OnTimeRate {
    /// The rate from 0 to 100 percent, unrounded; `None` when nothing was due.
    #[must_use]
    pub fn percent(&self) -> Option<Decimal> {
        let on_time = Decimal::from(self.on_time) * Decimal::ONE_HUNDRED;
        (self.due > 0).then(|| on_time / Decimal::from(self.due))
    }
}

/// Counts the milestones due from `first` to `last`, both included, and those met in time (own design).
///
/// Publish the rate against both baselines, since a new approved date makes the current one look better.
#[must_use]
pub fn on_time_rate(
    milestones: &[FourDates],
    baseline: Baseline,
    first: NaiveDate,
    last: NaiveDate,
) -> OnTimeRate {
    let due: Vec<_> = milestones
        .iter()
        .filter(|dates| (first..=last).contains(&baseline.of(dates)))
        .collect();
    let met = |dates: &&&FourDates| {
        dates
            .actual
            .is_some_and(|actual| actual <= baseline.of(dates))
    };
    OnTimeRate {
        due: due.len(),
        on_time: due.iter().filter(met).count(),
    }
}
