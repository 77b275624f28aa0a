//! Invoices: their clocks, what is kept back from them, interest when they are paid late (GTC A.2.4).

use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::states::named::named_enum;

named_enum! {
    /// What an invoice asks for.
    pub enum InvoiceKind {
        Milestone "milestone" "Accepted milestone" "The value of a delivery that is accepted.",
        Advance "advance" "Advance payment" "Agreed money before any delivery, set off against later invoices.",
        Retention "retention" "Release of retention" "What was kept back from a milestone that is finally accepted.",
    }
}

/// Days from the receipt of a proper invoice to its payment (GTC A.2.4).
pub const NET_DAYS: u64 = 30;
/// Days for which an incomplete invoice is held (GTC A.2.4).
pub const HOLD_DAYS: u64 = 7;
/// Percentage points above the reference rate (GTC A.2.4).
pub const POINTS_ABOVE: Decimal = Decimal::from_parts(4, 0, 0, false, 0);
/// Days of a year by which interest is divided (own reading: the rule names none).
const YEAR: i64 = 365;

/// The day by which an invoice is paid: 30 days after its receipt and the days for which its clock stood still.
#[must_use]
pub fn due_on(received_on: NaiveDate, stopped_days: u64) -> NaiveDate {
    later(received_on, NET_DAYS.saturating_add(stopped_days))
}

/// The last day for completing an invoice that is held since a day.
#[must_use]
pub fn hold_ends(held_on: NaiveDate) -> NaiveDate {
    later(held_on, HOLD_DAYS)
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX)
}

/// The rate of late interest in percent a year: one-year EURIBOR of December, rounded up to a quarter, plus 4 points.
#[must_use]
pub fn late_rate(euribor_percent: Decimal) -> Decimal {
    let quarters = (euribor_percent * Decimal::from(4)).ceil();
    (quarters / Decimal::from(4) + POINTS_ABOVE).normalize()
}

/// Interest on an amount that is paid so many days late, minor units, rounded half up; none when too large.
#[must_use]
pub fn late_interest(amount_minor: i64, rate_percent: Decimal, days: i64) -> Option<i64> {
    let yearly = Decimal::from(amount_minor).checked_mul(rate_percent)?;
    let days = yearly.checked_mul(Decimal::from(days.max(0)))?;
    whole(days.checked_div(Decimal::from(YEAR * 100))?)
}

/// `percent` of an amount in minor units, rounded half up; none when too large.
#[must_use]
pub fn share(amount_minor: i64, percent: Decimal) -> Option<i64> {
    let part = Decimal::from(amount_minor).checked_mul(percent)?;
    whole(part.checked_div(Decimal::ONE_HUNDRED)?)
}

fn whole(amount: Decimal) -> Option<i64> {
    let rounded = amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(rounded.normalize().mantissa())
        .ok()
        .filter(|_| rounded.normalize().scale() == 0)
}

/// What an invoice is approved for, before anything is kept back. Amounts are minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The amount that is right.
    pub gross: i64,
    /// Percent of it that is retained until final acceptance, 0 to 100.
    pub retention_percent: Decimal,
    /// Percent of it by which the advance payment is set off, 0 to 100.
    pub advance_percent: Decimal,
    /// Advance payment that is not set off yet.
    pub advance_open: i64,
    /// Confirmed delay damages that are not set off yet.
    pub damages_open: i64,
    /// Service credits that are not set off yet.
    pub credits_open: i64,
}

/// What is kept back from an invoice and what remains to be paid, minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The amount that is right.
    pub gross: i64,
    /// Retained until final acceptance.
    pub retention: i64,
    /// Advance payment that is set off.
    pub advance: i64,
    /// Delay damages that are set off.
    pub damages: i64,
    /// Service credits that are set off.
    pub credits: i64,
    /// What is paid.
    pub net: i64,
}

/// Keeps back retention, advance payment, damages and credits in this order, each at most what is left of the invoice, so
/// that nothing is ever asked back by it; none when a figure is too large.
#[must_use]
pub fn settle(claim: &Claim) -> Option<Settlement> {
    let mut left = claim.gross.max(0);
    let mut take = |amount: i64| {
        let taken = amount.clamp(0, left);
        left -= taken;
        taken
    };
    let retention = take(share(claim.gross, claim.retention_percent)?);
    let advance = take(share(claim.gross, claim.advance_percent)?.min(claim.advance_open));
    let damages = take(claim.damages_open);
    let credits = take(claim.credits_open);
    Some(Settlement {
        gross: claim.gross,
        retention,
        advance,
        damages,
        credits,
        net: left,
    })
}

/// The sums of a contract's invoices, in minor units of its currency; all zero where there are none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoicing {
    /// Invoiced for deliveries, rejected invoices left out.
    pub invoiced: i64,
    /// What of it is beyond what is accepted of the milestone that it is for.
    pub beyond_acceptance: i64,
    /// Kept back until final acceptance.
    pub retained: i64,
    /// Delay damages and service credits that are set off.
    pub set_off: i64,
    /// Advance payment that is paid.
    pub advanced: i64,
    /// Advance payment that is set off.
    pub advance_set_off: i64,
    /// Service credits that are confirmed.
    #[serde(default)]
    pub credits_confirmed: i64,
    /// Service credits that are set off.
    #[serde(default)]
    pub credits_set_off: i64,
}

impl Invoicing {
    /// Service credits that are confirmed and not set off yet; below zero once more is set off than was confirmed.
    #[must_use]
    pub const fn credits_open(&self) -> i64 {
        self.credits_confirmed.saturating_sub(self.credits_set_off)
    }

    /// Advance payment that is paid and not set off yet; below zero once more is set off than was paid.
    #[must_use]
    pub const fn advance_open(&self) -> i64 {
        self.advanced.saturating_sub(self.advance_set_off)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn percent(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_adds_the_days_on_which_it_stood_still() {
        assert_eq!(due_on(day(6, 1), 0), day(7, 1));
        assert_eq!(due_on(day(6, 1), 5), day(7, 6));
        assert_eq!(hold_ends(day(6, 24)), day(7, 1));
    }

    #[test]
    fn euribor_is_rounded_up_to_a_quarter() {
        for (euribor, rate) in [
            ("2.25", "6.25"),
            ("2.2501", "6.5"),
            ("0", "4"),
            ("0.001", "4.25"),
            ("-0.5", "3.5"),
            ("-0.499", "3.75"),
        ] {
            assert_eq!(late_rate(percent(euribor)), percent(rate), "{euribor}");
        }
    }

    #[test]
    fn interest_is_by_the_day_and_never_below_zero() {
        assert_eq!(late_interest(36_500_000, percent("6.25"), 10), Some(62_500));
        assert_eq!(late_interest(100, percent("4"), 0), Some(0));
        assert_eq!(late_interest(100, percent("4"), -3), Some(0));
        // 365 minor units at 50 % a year are half a minor unit a day.
        assert_eq!(late_interest(365, percent("50"), 1), Some(1));
        assert_eq!(late_interest(364, percent("50"), 1), Some(0));
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(share(101, percent("50")), Some(51));
        assert_eq!(share(99, percent("0.5")), Some(0));
        assert_eq!(share(100, percent("0.5")), Some(1));
    }

    const CLAIM: Claim = Claim {
        gross: 1_000,
        retention_percent: Decimal::TEN,
        advance_percent: Decimal::TWO,
        advance_open: 5_000,
        damages_open: 30,
        credits_open: 7,
    };

    #[test]
    fn everything_is_kept_back_in_its_order() {
        let settled = settle(&CLAIM).unwrap();
        assert_eq!(
            settled,
            Settlement {
                gross: 1_000,
                retention: 100,
                advance: 20,
                damages: 30,
                credits: 7,
                net: 843
            }
        );
        let little = settle(&Claim {
            advance_open: 15,
            damages_open: 10_000,
            ..CLAIM
        });
        let little = little.unwrap();
        assert_eq!(
            (little.advance, little.damages, little.credits, little.net),
            (15, 885, 0, 0)
        );
    }

    proptest! {
        #[test]
        fn an_invoice_is_divided_without_rest(
            gross in 0_i64..1_000_000_000, retained in 0_u32..=100, offset in 0_u32..=100,
            advance_open in 0_i64..1_000_000_000, damages_open in 0_i64..1_000_000_000, credits_open in 0_i64..1_000_000_000,
        ) {
            let claim = Claim {
                gross, advance_open, damages_open, credits_open,
                retention_percent: retained.into(), advance_percent: offset.into(),
            };
            let parts = settle(&claim).unwrap();
            let all = [parts.retention, parts.advance, parts.damages, parts.credits, parts.net];
            prop_assert!(all.iter().all(|part| *part >= 0));
            prop_assert_eq!(all.iter().sum::<i64>(), gross);
            prop_assert!(parts.advance <= advance_open && parts.damages <= damages_open && parts.credits <= credits_open);
        }
    }
}
