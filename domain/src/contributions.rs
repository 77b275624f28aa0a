//! What a nation pledges to a programme: in which kind, how far it is paid, and what it pays for.

use crate::money::Money;
use crate::states::named::named_enum;
use crate::states::{ContributionEvent, ContributionState, IllegalTransition};
use rust_decimal::Decimal;

named_enum! {
    /// In what a nation contributes. Own satellites, data, processing, or money to buy commercial data: each nation
    /// chooses (reports of February 2023 on Alliance Persistent Surveillance from Space).
    pub enum ContributionKind {
        Cash "cash" "Cash" "Money, paid in one or several payments.",
        Asset "asset" "Asset" "Access to a satellite, ground station or other asset of the nation.",
        Data "data" "Data" "Imagery or other data.",
        Staff "staff" "Staff" "People of the nation who work for the programme.",
        Services "services" "Services" "Collection, processing, analysis or other services.",
    }
}

impl ContributionKind {
    /// Whether it is counted in sums of money; everything else is listed apart, even where it is valued.
    #[must_use]
    pub const fn is_cash(self) -> bool {
        matches!(self, Self::Cash)
    }
}

/// How far a pledge is honoured and used, in minor units of its own currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub status: ContributionState,
    /// What was pledged.
    pub pledged: Money,
    /// What was paid so far.
    pub paid_minor: i64,
    /// What of it is allocated to contracts so far.
    pub allocated_minor: i64,
}

/// Why an amount cannot be paid on, or allocated from, a pledge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// Nothing or less than nothing.
    #[error("the amount must be more than zero")]
    NotPositive,
    /// Another currency than the pledge's.
    #[error("the pledge is in {pledged}; record the amount in {pledged}")]
    OtherCurrency {
        /// The pledge's currency.
        pledged: crate::money::Currency,
    },
    /// More than was pledged.
    #[error(
        "{left} of the pledge is not paid yet; a payment above that needs a further pledge first"
    )]
    AbovePledge {
        /// What is not paid yet.
        left: Money,
    },
    /// More than is left to allocate.
    #[error("{left} of the pledge is not allocated yet; no more than that can be allocated")]
    AboveRest {
        /// What is not allocated yet.
        left: Money,
    },
    /// The state machine.
    #[error(transparent)]
    State(#[from] IllegalTransition),
    /// No agreement binds the nation yet, or it took the pledge back.
    #[error("the pledge is “{0}”: record the agreement that binds the nation first")]
    NotBinding(&'static str),
}

impl Progress {
    /// What is not paid yet.
    #[must_use]
    pub const fn unpaid(&self) -> Money {
        Money::new(
            self.pledged.minor.saturating_sub(self.paid_minor),
            self.pledged.currency,
        )
    }

    /// What is not allocated yet.
    #[must_use]
    pub const fn unallocated(&self) -> Money {
        Money::new(
            self.pledged.minor.saturating_sub(self.allocated_minor),
            self.pledged.currency,
        )
    }

    /// The state after a payment. A payment answers a call: the first one shows that the money is called,
    /// and the one that completes the pledge makes the whole of it available.
    ///
    /// # Errors
    /// [`NotPossible`]: another currency, above the pledge, or in a state in which nothing can be paid.
    pub fn paid(&self, amount: Money) -> Result<ContributionState, NotPossible> {
        self.check_amount(amount)?;
        let left = self.unpaid();
        if amount.minor > left.minor {
            return Err(NotPossible::AbovePledge { left });
        }
        let called = match self.status {
            ContributionState::Intended => {
                return Err(NotPossible::NotBinding(self.status.label()));
            }
            ContributionState::Committed => self.status.apply(ContributionEvent::Call)?,
            other => other,
        };
        if amount.minor == left.minor || called != ContributionState::Called {
            return Ok(called.apply(ContributionEvent::Deliver)?);
        }
        Ok(called)
    }

    /// The state after a part is allocated to a contract. Money may be earmarked as soon as an agreement binds the
    /// nation; the pledge counts as consumed when all of it has arrived, was verified, and is allocated.
    ///
    /// # Errors
    /// [`NotPossible`]: another currency, more than is left, or no binding agreement.
    pub fn allocated(&self, amount: Money) -> Result<ContributionState, NotPossible> {
        self.check_amount(amount)?;
        let left = self.unallocated();
        if amount.minor > left.minor {
            return Err(NotPossible::AboveRest { left });
        }
        match self.status {
            ContributionState::Intended
            | ContributionState::Withdrawn
            | ContributionState::Consumed => Err(NotPossible::NotBinding(self.status.label())),
            ContributionState::Verified if amount.minor == left.minor => {
                Ok(self.status.apply(ContributionEvent::Allocate)?)
            }
            other => Ok(other),
        }
    }

    /// The state after the evidence was checked; consumed at once when everything is allocated already.
    ///
    /// # Errors
    /// [`IllegalTransition`] when it is not made available yet.
    pub fn verified(&self) -> Result<ContributionState, IllegalTransition> {
        let verified = self.status.apply(ContributionEvent::Verify)?;
        if self.pledged.minor > 0 && self.unallocated().minor == 0 {
            return verified.apply(ContributionEvent::Allocate);
        }
        Ok(verified)
    }

    fn check_amount(&self, amount: Money) -> Result<(), NotPossible> {
        if amount.currency != self.pledged.currency {
            return Err(NotPossible::OtherCurrency {
                pledged: self.pledged.currency,
            });
        }
        if amount.minor <= 0 {
            return Err(NotPossible::NotPositive);
        }
        Ok(())
    }
}

/// A part of a whole in percent 0–100; none when the whole is nothing.
#[must_use]
pub fn share(part_minor: i64, whole_minor: i64) -> Option<Decimal> {
    Decimal::from(part_minor)
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(Decimal::from(whole_minor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use ContributionState::{Called, Committed, Consumed, Intended, MadeAvailable, Verified};

    fn pledge(status: ContributionState, paid: i64, allocated: i64) -> Progress {
        Progress {
            status,
            pledged: Money::new(1_000, Currency::EUR),
            paid_minor: paid,
            allocated_minor: allocated,
        }
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn the_first_payment_shows_the_call_and_the_last_makes_it_available() {
        assert_eq!(pledge(Committed, 0, 0).paid(eur(400)), Ok(Called));
        assert_eq!(pledge(Called, 400, 0).paid(eur(600)), Ok(MadeAvailable));
        assert_eq!(pledge(Committed, 0, 0).paid(eur(1_000)), Ok(MadeAvailable));
    }

    #[test]
    fn nothing_is_paid_above_the_pledge_in_another_currency_or_before_an_agreement() {
        let above = pledge(Called, 400, 0).paid(eur(601));
        assert_eq!(above, Err(NotPossible::AbovePledge { left: eur(600) }));
        let nok = Money::new(1, "NOK".parse().unwrap());
        assert!(matches!(
            pledge(Committed, 0, 0).paid(nok),
            Err(NotPossible::OtherCurrency { .. })
        ));
        assert_eq!(
            pledge(Intended, 0, 0).paid(eur(1)),
            Err(NotPossible::NotBinding("Intended"))
        );
        assert_eq!(
            pledge(Committed, 0, 0).paid(eur(0)),
            Err(NotPossible::NotPositive)
        );
    }

    #[test]
    fn nothing_is_paid_after_the_nation_took_the_pledge_back() {
        let refused = pledge(ContributionState::Withdrawn, 0, 0).paid(eur(1));
        assert!(matches!(refused, Err(NotPossible::State(_))));
    }

    #[test]
    fn it_is_consumed_when_all_of_it_is_verified_and_allocated() {
        assert_eq!(pledge(Committed, 0, 0).allocated(eur(1_000)), Ok(Committed));
        assert_eq!(
            pledge(Verified, 1_000, 600).allocated(eur(400)),
            Ok(Consumed)
        );
        assert_eq!(
            pledge(Verified, 1_000, 600).allocated(eur(399)),
            Ok(Verified)
        );
        assert_eq!(pledge(MadeAvailable, 1_000, 1_000).verified(), Ok(Consumed));
        assert_eq!(pledge(MadeAvailable, 1_000, 0).verified(), Ok(Verified));
        let above = pledge(Verified, 1_000, 600).allocated(eur(401));
        assert_eq!(above, Err(NotPossible::AboveRest { left: eur(400) }));
    }

    #[test]
    fn a_share_of_nothing_is_no_number() {
        assert_eq!(share(1, 0), None);
        assert_eq!(share(1, 4), Some(Decimal::from(25)));
    }
}
