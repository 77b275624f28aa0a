//! A worked example of offers that turn the order of two others by leaving, for the methods in which that can happen.

use rust_decimal::Decimal;

use super::{EvaluationRule, Need};
use crate::evaluation::contest::{Bid, Contest, ContestError, Judgement, Plan, Price};
use crate::evaluation::ncia::Confidence;
use crate::solicitations::{EqualPrices, EvaluationMethod as M, LevelOne, Parameters};

/// Invented offers judged with and without those that leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The offers.
    pub contest: Contest,
    /// The offers that leave, neither of the first two.
    pub leave: Vec<&'static str>,
    /// The result with every offer.
    pub with: Judgement,
    /// The result without them.
    pub without: Judgement,
}

/// Identifier, technical score and price of an offer.
type Offer = (&'static str, i64, i64);

const RELATIVE: &[Offer] = &[("A", 60, 100), ("B", 75, 140), ("C", 0, 50)];
const MIN_MAX: &[Offer] = &[("A", 60, 100), ("B", 80, 120), ("C", 40, 200)];
const AVERAGE: &[Offer] = &[("A", 70, 10), ("B", 84, 14), ("C", 20, 2), ("D", 20, 2)];

impl EvaluationRule {
    /// The example, computed by the method itself; none where no offer's figure depends on another's.
    ///
    /// # Errors
    /// Never with the offers of the book, which a test computes.
    pub fn example(&self) -> Result<Option<Example>, ContestError> {
        if !self.depends_on_others {
            return Ok(None);
        }
        let (price, offers) = match self.method {
            M::RelativeLowestPrice => (50, RELATIVE),
            M::LinearMinMaxPrice => (40, MIN_MAX),
            M::NciaBestValueNumerical => (30, AVERAGE),
            _ => (40, AVERAGE),
        };
        let experience = if self.asks(Need::LevelOne) { 20 } else { 0 };
        let contest = Contest {
            plan: Plan {
                method: self.method,
                weights: Some(LevelOne {
                    technical: Decimal::from(100 - experience - price),
                    experience: Decimal::from(experience),
                    price: Decimal::from(price),
                }),
                sub_weights: vec![Decimal::ONE_HUNDRED],
                minimum: Decimal::ZERO,
                parameters: Parameters {
                    equal_prices: Some(EqualPrices::Full),
                    ..Parameters::default()
                },
                measure: None,
                value_eur: None,
            },
            bids: offers.iter().map(bid).collect(),
        };
        let leave: Vec<&'static str> = offers.iter().skip(2).map(|(id, ..)| *id).collect();
        Ok(Some(Example {
            with: contest.judge()?,
            without: contest.leaving_out(&leave).judge()?,
            contest,
            leave,
        }))
    }
}

fn bid((id, technical, price): &Offer) -> Bid {
    Bid {
        id: (*id).to_owned(),
        scores: vec![vec![Decimal::from(*technical)]],
        confidence: Some(Confidence::Satisfactory),
        price: Price::eur(Decimal::from(*price)),
        measured: None,
        compliant: true,
    }
}
