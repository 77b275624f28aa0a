//! Sums of pledges of money: per currency always, in euro only with dated rates.

use super::read::PledgeRow;
use crate::rates::{Rate, RateSet};
use domain::money::{Currency, Money};
use domain::states::ContributionState;
use std::collections::BTreeMap;

/// Sums in one currency, in its minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrencyTotals {
    /// The currency.
    pub currency: Currency,
    /// Everything that was not taken back.
    pub pledged_minor: i64,
    /// What an agreement binds.
    pub committed_minor: i64,
    /// What was paid.
    pub paid_minor: i64,
    /// What pays for contracts.
    pub allocated_minor: i64,
}

/// Sums in euro, in cents, over every currency that has a rate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EurTotals {
    /// Everything that was not taken back.
    pub pledged_minor: i64,
    /// What an agreement binds.
    pub committed_minor: i64,
    /// What was paid.
    pub paid_minor: i64,
    /// What pays for contracts.
    pub allocated_minor: i64,
    /// The rates that were used, by currency.
    pub rates: Vec<Rate>,
    /// Currencies that are not in the sums because no rate is recorded.
    pub without_rate: Vec<Currency>,
}

/// Sums of the pledges of money among some pledges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// By currency.
    pub by_currency: Vec<CurrencyTotals>,
    /// In euro.
    pub eur: EurTotals,
}

impl Totals {
    /// Adds up what is pledged in money; contributions in kind are not in any sum, even where they are valued.
    #[must_use]
    pub fn of<'a>(pledges: impl IntoIterator<Item = &'a PledgeRow>, rates: &RateSet) -> Self {
        let mut sums = BTreeMap::<Currency, CurrencyTotals>::new();
        for pledge in pledges {
            let cash = pledge.kind().is_cash() && pledge.state() != ContributionState::Withdrawn;
            if let Some(amount) = pledge.amount().filter(|_| cash) {
                let sum = sums
                    .entry(amount.currency)
                    .or_insert_with(|| CurrencyTotals::nothing(amount.currency));
                sum.add(pledge, amount);
            }
        }
        let by_currency: Vec<_> = sums.into_values().collect();
        let eur = EurTotals::of(&by_currency, rates);
        Self { by_currency, eur }
    }
}

impl CurrencyTotals {
    const fn nothing(currency: Currency) -> Self {
        Self {
            currency,
            pledged_minor: 0,
            committed_minor: 0,
            paid_minor: 0,
            allocated_minor: 0,
        }
    }

    fn add(&mut self, pledge: &PledgeRow, amount: Money) {
        self.pledged_minor = self.pledged_minor.saturating_add(amount.minor);
        if pledge.is_binding() {
            self.committed_minor = self.committed_minor.saturating_add(amount.minor);
        }
        self.paid_minor = self.paid_minor.saturating_add(pledge.paid_minor);
        self.allocated_minor = self.allocated_minor.saturating_add(pledge.allocated_minor);
    }
}

impl EurTotals {
    fn of(sums: &[CurrencyTotals], rates: &RateSet) -> Self {
        let mut total = Self::default();
        for sum in sums {
            let eur = |minor| {
                rates
                    .to_eur(Money::new(minor, sum.currency))
                    .map(|money| money.minor)
            };
            let figures = (
                eur(sum.pledged_minor),
                eur(sum.committed_minor),
                eur(sum.paid_minor),
                eur(sum.allocated_minor),
            );
            let (Some(pledged), Some(committed), Some(paid), Some(allocated)) = figures else {
                total.without_rate.push(sum.currency);
                continue;
            };
            total.pledged_minor = total.pledged_minor.saturating_add(pledged);
            total.committed_minor = total.committed_minor.saturating_add(committed);
            total.paid_minor = total.paid_minor.saturating_add(paid);
            total.allocated_minor = total.allocated_minor.saturating_add(allocated);
            total.rates.extend(
                rates
                    .get(sum.currency)
                    .filter(|_| sum.currency != Currency::EUR)
                    .cloned(),
            );
        }
        total
    }
}
