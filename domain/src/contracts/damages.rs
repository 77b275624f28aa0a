//! Delay damages of one milestone, with the working that leads to them. The formulas are in `evaluation::damages`.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::evaluation::damages::{LateMilestone, PenaltyScale, liquidated_damages};
use crate::milestones::{FourDates, MilestoneClass};
use crate::states::named::named_enum;

named_enum! {
    /// By which rule a contract's delay damages are computed.
    pub enum DamagesRule {
        Ncia "ncia" "NCIA" "0.1 % a day of the milestone, at most 20 % of it and 15 % of the contract; an ordinary date is first extended.",
        EsaFlight "esa_flight" "ESA, flight items" "0.5 per mille a day for 40 days, then 1 per mille, at most 10 %.",
        EsaTechnology "esa_technology" "ESA, technology" "0.3 per mille a day for 60 days, then 1 per mille, at most 10 %.",
    }
}

impl DamagesRule {
    /// Document and paragraph.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Ncia => "NCIA GTC AP.B3 (05.26) A.4.9(e)-(f)",
            Self::EsaFlight | Self::EsaTechnology => "ESA/REG/002 rev. 4, annex III",
        }
    }

    const fn scale(self) -> Option<PenaltyScale> {
        match self {
            Self::Ncia => None,
            Self::EsaFlight => Some(PenaltyScale::FLIGHT),
            Self::EsaTechnology => Some(PenaltyScale::TECHNOLOGY),
        }
    }

    /// The date from whose next day on damages run: for NCIA a key date or one that was extended, for ESA every date but an
    /// indicative one; none where they do not run.
    #[must_use]
    pub fn runs_after(self, dates: &FourDates, class: MilestoneClass) -> Option<NaiveDate> {
        match self {
            Self::Ncia => dates.damages_run_after(class),
            Self::EsaFlight | Self::EsaTechnology => {
                (class != MilestoneClass::Indicative).then_some(dates.current_baseline)
            }
        }
    }
}

/// What is known of a delay. Amounts are minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DelayFacts<'a> {
    /// The contract's rule.
    pub rule: DamagesRule,
    /// The milestone's four dates; the delay ends with the actual one.
    pub dates: &'a FourDates,
    /// How binding its date is.
    pub class: MilestoneClass,
    /// The milestone's payment, or the line's price.
    pub base_minor: i64,
    /// Value of the contract, for its cap.
    pub contract_minor: i64,
    /// Base and days of damages that were assessed before and not waived, in their order: they use up the contract's cap.
    pub earlier: &'a [(i64, u32)],
    /// Calendar days that are excused.
    pub excused_days: u32,
}

/// How damages were computed, minor units of one currency, rounded half up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Working {
    /// Damages run from the day after this one…
    pub after: NaiveDate,
    /// …until this one.
    pub until: NaiveDate,
    /// Calendar days between them.
    pub late_days: u32,
    /// Of these, excused.
    pub excused_days: u32,
    /// Days that count.
    pub days: u32,
    /// What the percentages are of.
    pub base_minor: i64,
    /// Without any cap.
    pub accrued_minor: i64,
    /// At most the milestone's cap.
    pub capped_minor: i64,
    /// Once the contract's cap is applied, too.
    pub due_minor: i64,
}

/// Why nothing is assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDamages {
    /// The delay has not ended.
    #[error("The delay has not ended: damages are assessed once the milestone is accepted.")]
    NotMet,
    /// The rule takes nothing for this date.
    #[error(
        "No damages run for this date: an ordinary one is first extended by a modification, and an indicative one by agreement (GTC A.4.9)."
    )]
    DoesNotRun,
    /// In time, or every day is excused.
    #[error("It was met in time, or every day of the delay is excused.")]
    NoDays,
    /// A figure is too large.
    #[error("The figures are too large to calculate with.")]
    TooLarge,
}

/// Assesses the damages of a milestone that was met late.
///
/// # Errors
/// Why there are none.
pub fn assess_damages(facts: &DelayFacts<'_>) -> Result<Working, NoDamages> {
    let until = facts.dates.actual.ok_or(NoDamages::NotMet)?;
    let after = facts.rule.runs_after(facts.dates, facts.class);
    let after = after.ok_or(NoDamages::DoesNotRun)?;
    let late_days = u32::try_from((until - after).num_days()).unwrap_or(0);
    let days = late_days.saturating_sub(facts.excused_days);
    if days == 0 {
        return Err(NoDamages::NoDays);
    }
    let [accrued, capped, due] = amounts(facts, days).ok_or(NoDamages::TooLarge)?;
    Ok(Working {
        after,
        until,
        late_days,
        excused_days: facts.excused_days.min(late_days),
        days,
        base_minor: facts.base_minor,
        accrued_minor: accrued,
        capped_minor: capped,
        due_minor: due,
    })
}

/// Accrued, capped by the milestone, due. The formulas are the same in minor as in major units.
fn amounts(facts: &DelayFacts<'_>, days: u32) -> Option<[i64; 3]> {
    let base = Decimal::from(facts.base_minor);
    let parts = match facts.rule.scale() {
        Some(scale) => {
            let penalty = scale.penalty(base, days.into());
            let accrued = scale.accrued(base, days.into());
            let due = penalty.value().ok()?;
            [accrued.value().ok()?, due, due]
        }
        None => {
            let late = |value: i64, days_late: u32| LateMilestone {
                value: value.into(),
                days_late,
            };
            let earlier = facts
                .earlier
                .iter()
                .map(|(value, days)| late(*value, *days));
            let all: Vec<_> = earlier.chain([late(facts.base_minor, days)]).collect();
            let found = liquidated_damages(facts.contract_minor.into(), &all).ok()?;
            let own = found.last()?;
            [own.accrued, own.capped_by_milestone, own.due]
        }
    };
    let [accrued, capped, due] = parts.map(minor);
    Some([accrued?, capped?, due?])
}

fn minor(amount: Decimal) -> Option<i64> {
    let whole = amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(whole.normalize().mantissa()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Duration::days(days)
    }

    fn dates(original: i64, current: i64, actual: Option<i64>) -> FourDates {
        FourDates {
            original_baseline: day(original),
            current_baseline: day(current),
            forecast: None,
            actual: actual.map(day),
        }
    }

    fn facts(rule: DamagesRule, dates: &FourDates, class: MilestoneClass) -> DelayFacts<'_> {
        DelayFacts {
            rule,
            dates,
            class,
            base_minor: 200_000_000,
            contract_minor: 1_000_000_000,
            earlier: &[],
            excused_days: 0,
        }
    }

    #[test]
    fn a_key_date_counts_at_once_an_ordinary_one_after_its_extension_an_indicative_one_never() {
        let at_once = dates(0, 0, Some(45));
        let extended = dates(0, 30, Some(75));
        let ncia = |dates, class| assess_damages(&facts(DamagesRule::Ncia, dates, class));
        assert_eq!(
            ncia(&at_once, MilestoneClass::Key).unwrap().due_minor,
            9_000_000
        );
        assert_eq!(
            ncia(&at_once, MilestoneClass::Ordinary),
            Err(NoDamages::DoesNotRun)
        );
        assert_eq!(ncia(&extended, MilestoneClass::Ordinary).unwrap().days, 45);
        assert_eq!(
            ncia(&extended, MilestoneClass::Indicative),
            Err(NoDamages::DoesNotRun)
        );
        let esa = facts(DamagesRule::EsaFlight, &at_once, MilestoneClass::Ordinary);
        assert_eq!(assess_damages(&esa).unwrap().days, 45);
        let soft = facts(DamagesRule::EsaFlight, &at_once, MilestoneClass::Indicative);
        assert_eq!(assess_damages(&soft), Err(NoDamages::DoesNotRun));
    }

    #[test]
    fn the_first_day_after_the_date_counts_and_excused_days_do_not() {
        let met = |actual| dates(0, 0, actual);
        let ncia = |dates: &FourDates, excused_days| {
            assess_damages(&DelayFacts {
                excused_days,
                ..facts(DamagesRule::Ncia, dates, MilestoneClass::Key)
            })
        };
        assert_eq!(ncia(&met(None), 0), Err(NoDamages::NotMet));
        assert_eq!(ncia(&met(Some(0)), 0), Err(NoDamages::NoDays));
        assert_eq!(ncia(&met(Some(1)), 0).unwrap().due_minor, 200_000);
        assert_eq!(ncia(&met(Some(10)), 10), Err(NoDamages::NoDays));
        let part = ncia(&met(Some(10)), 4).unwrap();
        assert_eq!((part.late_days, part.excused_days, part.days), (10, 4, 6));
    }

    /// Case CT-01: the third milestone meets what two earlier ones left of the contract's cap.
    #[test]
    fn earlier_damages_use_up_the_contracts_cap() {
        let late = dates(0, 0, Some(220));
        let third = DelayFacts {
            base_minor: 600_000_000,
            earlier: &[(200_000_000, 45), (200_000_000, 250)],
            ..facts(DamagesRule::Ncia, &late, MilestoneClass::Key)
        };
        let found = assess_damages(&third).unwrap();
        assert_eq!(
            (found.accrued_minor, found.capped_minor, found.due_minor),
            (132_000_000, 120_000_000, 101_000_000)
        );
    }

    #[test]
    fn esa_scales_rise_after_their_first_days_and_end_at_a_tenth() {
        let due = |rule, days| {
            let late = dates(0, 0, Some(days));
            assess_damages(&facts(rule, &late, MilestoneClass::Key))
                .unwrap()
                .due_minor
        };
        assert_eq!(due(DamagesRule::EsaFlight, 40), 4_000_000);
        assert_eq!(due(DamagesRule::EsaFlight, 41), 4_200_000);
        assert_eq!(due(DamagesRule::EsaFlight, 120), 20_000_000);
        assert_eq!(due(DamagesRule::EsaFlight, 121), 20_000_000);
        assert_eq!(due(DamagesRule::EsaTechnology, 60), 3_600_000);
        assert_eq!(due(DamagesRule::EsaTechnology, 61), 3_800_000);
    }
}
