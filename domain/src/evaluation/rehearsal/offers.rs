//! Offers made by chance.

use super::{OFFERS, PRICES, Script};
use crate::evaluation::contest::{Bid, Contest, Price};
use crate::evaluation::ncia::Confidence;
use crate::evaluation::rules::Scale;
use crate::evaluation::sensitivity::Generator;
use rust_decimal::Decimal;

/// The marks of the ESA ladder that are given, with one that is not acceptable.
const MARKS: [i64; 7] = [100, 90, 75, 60, 50, 40, 30];

/// Makes offers.
pub(super) struct Maker<'a> {
    script: &'a Script,
    chance: Generator,
}

impl<'a> Maker<'a> {
    pub(super) const fn new(script: &'a Script, chance: Generator) -> Self {
        Self { script, chance }
    }

    /// Some offers that differ in everything.
    pub(super) fn contest(&mut self) -> Contest {
        let bids = (0..OFFERS).map(|place| self.bid(name(place)));
        Contest {
            bids: bids.collect(),
            plan: self.script.plan.clone(),
        }
    }

    fn between(&mut self, low: u64, high: u64) -> Decimal {
        Decimal::from(low + self.chance.below(high - low + 1))
    }

    fn bid(&mut self, id: String) -> Bid {
        let criteria = self.script.criteria.len();
        let scores: Vec<Decimal> = (0..criteria).map(|_| self.score()).collect();
        let minimum = self.script.plan.minimum;
        let rating = u8::try_from(1 + self.chance.below(5)).unwrap_or(1);
        Bid {
            id,
            compliant: scores.iter().all(|score| *score >= minimum),
            scores: scores.into_iter().map(|score| vec![score]).collect(),
            confidence: Confidence::try_from(rating).ok(),
            measured: self.measured(),
            price: Price::eur(self.price()),
        }
    }

    /// From marginal to excellent, as evaluators give scores.
    fn score(&mut self) -> Decimal {
        match self.script.scale {
            Scale::Bands | Scale::Confidence => self.between(2, 5),
            Scale::Points | Scale::Compliance => self.between(40, 100),
            Scale::Ladder => {
                let place = usize::try_from(self.chance.below(MARKS.len() as u64));
                let mark = place.ok().and_then(|place| MARKS.get(place));
                Decimal::from(mark.copied().unwrap_or_default())
            }
        }
    }

    /// Around the estimate, in hundredths of a percent of it.
    fn price(&mut self) -> Decimal {
        let [low, high] = PRICES;
        let share = self.between(low * 100, high * 100) / Decimal::from(10_000);
        (self.script.estimate * share).round_dp(2)
    }

    /// From somewhat worse than the threshold to the objective.
    fn measured(&mut self) -> Option<Decimal> {
        let share = self.between(0, 120) / Decimal::ONE_HUNDRED;
        let measure = self.script.plan.measure.as_ref()?;
        let way = measure.objective - measure.threshold;
        Some(measure.threshold + way * (share - Decimal::new(2, 1)))
    }
}

/// The name of a generated offer: `Offer A`.
pub(super) fn name(place: usize) -> String {
    let letter = u8::try_from(place % 26).unwrap_or_default();
    format!("Offer {}", char::from(b'A' + letter))
}
