//! Service levels of a contract, and the credits that a missed one brings (GTC B.10, A.4.12(e)).
//!
//! A credit is a cut of the fee for less service, no damages: it needs no proof of a loss and waives nothing.

mod metrics;
mod periods;

pub use metrics::{MetricProposal, proposals};
pub use periods::{Measured, PeriodState, Window, period_state};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::invoices::share;
use crate::states::named::named_enum;

/// The most bands that a credit table has.
pub const MOST_BANDS: usize = 6;

named_enum! {
    /// Which way a metric is good.
    pub enum Direction {
        AtLeast "at_least" "At least" "More is better.",
        AtMost "at_most" "At most" "Less is better.",
    }
}

/// A part of a credit table: from this value on, so much of the fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The value from which on the band counts: as bad as this or worse.
    pub from: Decimal,
    /// Percent of the period's fee.
    pub percent: Decimal,
}

/// What a service level promises. Bands go from the mildest to the worst.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The value that keeps it.
    pub target: Decimal,
    /// Which way is good.
    pub direction: Direction,
    /// What a missed target brings; a value between the target and the first band is missed without a credit.
    pub bands: Vec<Band>,
    /// The most that a period's credit may be, percent of its fee.
    pub cap_percent: Decimal,
}

/// Why a promise makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PromiseRefused {
    /// A band begins where the target is kept.
    #[error(
        "a band begins where the target is still kept: begin it with a value that misses the target"
    )]
    BandKept,
    /// Bands are not in order.
    #[error(
        "write the bands from the mildest to the worst, each with a larger credit than the one before"
    )]
    Order,
    /// A percentage outside 0 to 100.
    #[error("write percentages from 0 to 100")]
    Percent,
    /// More bands than [`MOST_BANDS`].
    #[error("a table has at most 6 bands")]
    Many,
}

impl Promise {
    /// Whether a measured value keeps the target; the target itself does.
    #[must_use]
    pub fn is_kept(&self, value: Decimal) -> bool {
        match self.direction {
            Direction::AtLeast => value >= self.target,
            Direction::AtMost => value <= self.target,
        }
    }

    /// Whether a value is as bad as another or worse.
    fn reaches(&self, value: Decimal, from: Decimal) -> bool {
        match self.direction {
            Direction::AtLeast => value <= from,
            Direction::AtMost => value >= from,
        }
    }

    /// Checks bands and cap.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn check(&self) -> Result<(), PromiseRefused> {
        if self.bands.len() > MOST_BANDS {
            return Err(PromiseRefused::Many);
        }
        let possible = Decimal::ZERO..=Decimal::ONE_HUNDRED;
        let percents = self.bands.iter().map(|band| band.percent);
        if !percents
            .chain([self.cap_percent])
            .all(|one| possible.contains(&one))
        {
            return Err(PromiseRefused::Percent);
        }
        if self.bands.iter().any(|band| self.is_kept(band.from)) {
            return Err(PromiseRefused::BandKept);
        }
        let in_order = self.bands.windows(2).all(|pair| match pair {
            [milder, worse] => {
                milder.from != worse.from
                    && self.reaches(worse.from, milder.from)
                    && worse.percent > milder.percent
            }
            _ => true,
        });
        if in_order {
            Ok(())
        } else {
            Err(PromiseRefused::Order)
        }
    }

    /// Percent of the fee that a measured value brings as a credit: of the worst band that it reaches, at most the cap.
    #[must_use]
    pub fn credit_percent(&self, value: Decimal) -> Decimal {
        if self.is_kept(value) {
            return Decimal::ZERO;
        }
        let reached = self
            .bands
            .iter()
            .filter(|band| self.reaches(value, band.from));
        let worst = reached
            .map(|band| band.percent)
            .max()
            .unwrap_or(Decimal::ZERO);
        worst.min(self.cap_percent)
    }

    /// The credit of a period in minor units, rounded half up, at most what other credits for the same fee left of it;
    /// none when it is too large to be computed.
    ///
    /// `fee_minor` is the period's fee, `taken_minor` what other levels took of it already.
    #[must_use]
    pub fn credit(&self, value: Decimal, fee_minor: i64, taken_minor: i64) -> Option<i64> {
        let left = fee_minor.checked_sub(taken_minor)?.max(0);
        Some(share(fee_minor, self.credit_percent(value))?.clamp(0, left))
    }
}

#[cfg(test)]
mod tests;
