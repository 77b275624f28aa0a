//! Bids ranked under one set of weights after the other.

use rust_decimal::Decimal;

use super::weighing::{Weighed, Weighing};
use crate::evaluation::arithmetic::{ArithmeticError, exact};
use crate::evaluation::contest::ContestError;
use crate::evaluation::ranking::{Placed, TieRule, settle};

/// Bids ranked under some weights.
#[derive(Debug)]
pub(super) struct Ranked<'a> {
    /// Positions of the bids that may win, the first in rank first.
    pub(super) order: &'a [Placed],
    /// The position of the bid that the rule selects.
    pub(super) winner: Option<usize>,
}

/// Ranks under one set of weights after the other with the same memory. Figures come about by the
/// same operations in the same order as in a result, so they are equal to the last digit.
#[derive(Debug)]
pub(super) struct Ranker<'a> {
    weighing: &'a Weighing,
    technical: Vec<Decimal>,
    eligible: Vec<bool>,
    /// Who was eligible when the price scores were computed: they depend on nothing else.
    priced: Option<Vec<bool>>,
    price_scores: Vec<Decimal>,
    order: Vec<Placed>,
}

impl<'a> Ranker<'a> {
    pub(super) fn new(weighing: &'a Weighing) -> Self {
        let count = weighing.bids.len();
        Self {
            weighing,
            technical: vec![Decimal::ZERO; count],
            eligible: vec![false; count],
            priced: None,
            price_scores: Vec::new(),
            order: Vec::with_capacity(count),
        }
    }

    /// Ranks with these weights, percent, each level adding up to 100.
    ///
    /// # Errors
    /// When the method has no result with these weights.
    pub(super) fn rank(
        &mut self,
        level_one: &[Decimal],
        sub: &[Decimal],
    ) -> Result<Ranked<'_>, ContestError> {
        for (bid, scored) in self.weighing.bids.iter().enumerate() {
            let technical = self.weighing.technical(bid, sub)?;
            self.technical[bid] = technical;
            self.eligible[bid] = !scored.excluded && technical >= self.weighing.minimum;
        }
        self.price()?;
        self.order.clear();
        for bid in (0..self.weighing.bids.len()).filter(|bid| self.eligible[*bid]) {
            let (score, tie_break) = self.total(bid, level_one)?;
            self.order.push(Placed::new(bid, score, tie_break));
        }
        Ok(ranked(&mut self.order, self.weighing.tie))
    }

    fn price(&mut self) -> Result<(), ContestError> {
        if self.priced.as_ref() != Some(&self.eligible) {
            self.price_scores = self.weighing.price_scores(&self.eligible)?;
            self.priced = Some(self.eligible.clone());
        }
        Ok(())
    }

    fn total(
        &self,
        bid: usize,
        weights: &[Decimal],
    ) -> Result<(Decimal, Decimal), ArithmeticError> {
        let tie_break = self.weighing.quality(bid, self.technical[bid], weights)?;
        let weight = weights.last().copied().unwrap_or_default();
        let priced = exact(self.price_scores[bid]) * weight / 100;
        Ok(((exact(tie_break) + priced).value()?, tie_break))
    }

    /// The points under a criterion of the bids that may win, as they were when last ranked.
    pub(super) fn points(&self, which: Weighed) -> Vec<Decimal> {
        let last = self.weighing.level_one.len() - 1;
        let of = |bid: usize| {
            let scored = &self.weighing.bids[bid];
            match which {
                Weighed::Sub(place) => scored.sub_scores[place],
                Weighed::LevelOne(0) => self.technical[bid],
                Weighed::LevelOne(place) if place == last => self.price_scores[bid],
                Weighed::LevelOne(place) => scored.between[place - 1],
            }
        };
        let bids = 0..self.weighing.bids.len();
        bids.filter(|bid| self.eligible[*bid]).map(of).collect()
    }
}

/// Bids ranked under weights to play with. What comes of it is analysis: the award follows the published weights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Places of the bids that may win with their final scores, unrounded, the first in rank first.
    pub ranking: Vec<(usize, Decimal)>,
    /// Places of the bids that cannot win.
    pub out: Vec<usize>,
    /// The place of the bid that the rule selects, if it selects one.
    pub winner: Option<usize>,
}

impl Weighing {
    /// Ranks under other weights, percent, each level adding up to 100. Bids are named by their place in the order of
    /// their identifiers.
    ///
    /// # Errors
    /// Where the method has no result with these weights.
    pub fn trial(&self, level_one: &[Decimal], sub: &[Decimal]) -> Result<Trial, ContestError> {
        let mut ranker = Ranker::new(self);
        let ranked = ranker.rank(level_one, sub)?;
        let scored = ranked.order.iter();
        let ranking = scored.map(|placed| (placed.bid, placed.score)).collect();
        let winner = ranked.winner;
        let out = (0..self.bids.len()).filter(|bid| !ranker.eligible[*bid]);
        Ok(Trial {
            ranking,
            out: out.collect(),
            winner,
        })
    }
}

/// Puts standings into the order of rank and says who wins.
pub(super) fn ranked(order: &mut [Placed], rule: TieRule) -> Ranked<'_> {
    let tie = settle(order, rule);
    if tie.swapped {
        order.swap(0, 1);
    }
    let first = order.first().map(|placed| placed.bid);
    Ranked {
        winner: first.filter(|_| !tie.undecided),
        order,
    }
}
