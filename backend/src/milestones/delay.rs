//! What delays cost, for information: 0.1 % a day, at most 20 % of the milestone and 15 % of the contract (GTC A.4.9).

use crate::contracts::ContractRecord;
use chrono::NaiveDate;
use domain::evaluation::damages::{LateMilestone, liquidated_damages};
use domain::milestones::MilestoneClass;
use domain::money::Money;

/// The delay of one milestone. Amounts are minor units of the contract's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// Number of the milestone.
    pub number: i64,
    /// Calendar days late against the current baseline.
    pub days_late: u32,
    /// Whether damages run: an ordinary date is first extended.
    pub runs: bool,
    /// Damages so far, rounded half up to the minor unit.
    pub due_minor: i64,
}

/// Every milestone that was met late or is overdue on a day, with the damages that would be due, in the order of their
/// dates. An ordinary date that was not extended yet brings none; excusable delays are for people to judge.
#[must_use]
pub fn delays(record: &ContractRecord, today: NaiveDate) -> Vec<Delay> {
    let mut late: Vec<(NaiveDate, i64, (u32, bool), LateMilestone)> = record
        .milestones
        .iter()
        .filter(|milestone| milestone.class != MilestoneClass::Indicative)
        .filter_map(|milestone| {
            let dates = milestone.dates()?;
            let end = dates.actual.unwrap_or(today);
            let days_late = u32::try_from((end - dates.current_baseline).num_days())
                .ok()
                .filter(|days| *days > 0)?;
            let runs = dates.damages_run_after(milestone.class).is_some();
            let value = Money::new(milestone.value_minor.unwrap_or(0), record.currency).major();
            Some((
                dates.current_baseline,
                milestone.number,
                (days_late, runs),
                LateMilestone {
                    value,
                    days_late: if runs { days_late } else { 0 },
                },
            ))
        })
        .collect();
    late.sort_by_key(|(day, number, ..)| (*day, *number));
    let inputs: Vec<LateMilestone> = late.iter().map(|(.., milestone)| *milestone).collect();
    let contract = Money::new(record.totals().exercised, record.currency).major();
    let damages = liquidated_damages(contract, &inputs).unwrap_or_default();
    let exponent = record.currency.exponent();
    late.iter()
        .zip(damages)
        .map(|((_, number, (days_late, runs), _), damages)| Delay {
            number: *number,
            days_late: *days_late,
            runs: *runs,
            due_minor: Money::from_major(
                damages.due.round_dp_with_strategy(
                    exponent,
                    rust_decimal::RoundingStrategy::MidpointAwayFromZero,
                ),
                record.currency,
            )
            .map_or(0, |money| money.minor),
        })
        .collect()
}
