//! What can be judged again with something changed, whatever its method.

use rust_decimal::Decimal;

use super::weighing::Weighing;
use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact};
use crate::evaluation::contest::{BestValue, Contest, ContestError, Judgement};
use crate::evaluation::ncia::{Evaluation, evaluate};

/// Who comes first by a method's own rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The bid that the rule selects, if it selects one.
    pub winner: Option<String>,
    /// The bids that may win, the first in rank first; empty where the method ranks nothing.
    pub ranking: Vec<String>,
}

/// An evaluation that can be judged again with something changed. What comes of it is analysis:
/// the award follows the published method. An evaluator is left out before a contest is made,
/// where the scores are collected.
pub trait Replay: Sized {
    /// Everything that the method computes.
    type Record;

    /// Identifiers of the bids.
    fn ids(&self) -> Vec<&str>;

    /// Computes by the published method.
    ///
    /// # Errors
    /// When the method has no result with these figures.
    fn replay(&self) -> Result<Self::Record, ContestError>;

    /// Who comes first by a record of this contest.
    fn verdict(&self, record: &Self::Record) -> Verdict;

    /// The same contest as if these bids had never been made.
    #[must_use]
    fn without(&self, bids: &[&str]) -> Self;

    /// The same contest with every price replaced by what `price` answers to a bid and its price.
    ///
    /// # Errors
    /// The first failure of `price`.
    fn with_prices(&self, price: &dyn Fn(&str, Decimal) -> Exact) -> Result<Self, ArithmeticError>;

    /// What is weighed, ready for other weights; none under a method that weighs nothing against price.
    fn weighing(&self) -> Option<Weighing>;
}

impl Replay for BestValue {
    type Record = Evaluation;

    fn ids(&self) -> Vec<&str> {
        self.bids.iter().map(|bid| bid.id.as_str()).collect()
    }

    fn replay(&self) -> Result<Evaluation, ContestError> {
        Ok(evaluate(&self.scheme, &self.bids)?)
    }

    fn verdict(&self, record: &Evaluation) -> Verdict {
        Verdict {
            winner: record.winner().map(str::to_owned),
            ranking: record.outcome.ranking.clone(),
        }
    }

    fn without(&self, bids: &[&str]) -> Self {
        let mut kept = self.clone();
        kept.bids.retain(|bid| !bids.contains(&bid.id.as_str()));
        kept
    }

    fn with_prices(&self, price: &dyn Fn(&str, Decimal) -> Exact) -> Result<Self, ArithmeticError> {
        let mut changed = self.clone();
        for bid in &mut changed.bids {
            bid.price = price(&bid.id, bid.price).value()?;
        }
        Ok(changed)
    }

    fn weighing(&self) -> Option<Weighing> {
        Some(Weighing::best_value(self))
    }
}

impl Replay for Contest {
    type Record = Judgement;

    fn ids(&self) -> Vec<&str> {
        self.bids.iter().map(|bid| bid.id.as_str()).collect()
    }

    fn replay(&self) -> Result<Judgement, ContestError> {
        self.judge()
    }

    fn verdict(&self, record: &Judgement) -> Verdict {
        Verdict {
            winner: record.winner.clone(),
            ranking: record.ranking.clone(),
        }
    }

    fn without(&self, bids: &[&str]) -> Self {
        self.leaving_out(bids)
    }

    fn with_prices(&self, price: &dyn Fn(&str, Decimal) -> Exact) -> Result<Self, ArithmeticError> {
        let mut changed = self.clone();
        for bid in &mut changed.bids {
            bid.price.amount = price(&bid.id, bid.price.amount).value()?;
        }
        Ok(changed)
    }

    fn weighing(&self) -> Option<Weighing> {
        Weighing::of(self).ok()?
    }
}

/// The contest as if the currency of `bids` had become dearer (`percent` above 0) or cheaper
/// (below 0) in units for one euro: with more units for a euro a price in euro falls.
///
/// # Errors
/// A change of minus a hundred percent; overflow.
pub fn with_rate_moved<C: Replay>(
    contest: &C,
    bids: &[&str],
    percent: Decimal,
) -> Result<C, ArithmeticError> {
    let factor = (exact(100) + percent) / 100;
    contest.with_prices(&|id, price| {
        if bids.contains(&id) {
            exact(price) / factor
        } else {
            exact(price)
        }
    })
}
