//! The scores of a contest, prepared once, so that other weights cost one sum of products for each bid.

use rust_decimal::Decimal;

use crate::evaluation::arithmetic::{ArithmeticError, exact, mean, weighted};
use crate::evaluation::ncia::{Bid, EvaluationError, Scheme, experience_score, price_score};
use crate::evaluation::ranking::{Placed, settle};

/// A weight of a method that weighs in two levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weighed {
    /// A level 1 criterion, by its place. The first is divided into sub-criteria, the last is price.
    LevelOne(usize),
    /// A sub-criterion of the first level 1 criterion, by its place.
    Sub(usize),
}

/// A bid with the points that no weight changes.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) id: String,
    sub_scores: Vec<Decimal>,
    /// Points under the level 1 criteria between the first and price.
    between: Vec<Decimal>,
    price: Decimal,
    pub(super) excluded: bool,
}

/// Weights in percent and the scores that they weigh, bids in the order of their identifiers.
#[derive(Clone, Debug)]
pub struct Weighing {
    /// The published level 1 weights, percent, price last.
    pub level_one: Vec<Decimal>,
    /// The published weights of the sub-criteria of the first, percent.
    pub sub: Vec<Decimal>,
    /// Rules that level 1 weights obey to be published: the sum of each coefficient times its
    /// weight is not negative.
    pub rules: Vec<Vec<i64>>,
    pub(super) minimum: Decimal,
    pub(super) bids: Vec<Scored>,
}

impl Weighing {
    /// NCIA best value: technical x, experience y, price z with x + y >= 2z, x >= y, x >= z
    /// (General Bidding Instructions 4.3 to 4.6).
    #[must_use]
    pub fn best_value(scheme: &Scheme, bids: &[Bid]) -> Self {
        let weights = scheme.weights();
        let scored = bids.iter().map(|bid| Scored {
            id: bid.id.clone(),
            sub_scores: bid.technical_sub_scores.clone(),
            between: vec![experience_score(bid.confidence)],
            price: bid.price,
            excluded: bid.excluded.is_some(),
        });
        let mut bids: Vec<_> = scored.collect();
        bids.sort_by(|left, right| left.id.cmp(&right.id));
        Self {
            level_one: vec![weights.technical(), weights.experience(), weights.price()],
            sub: scheme.sub_weights().to_vec(),
            rules: vec![vec![1, 1, -2], vec![1, -1, 0], vec![1, 0, -1]],
            minimum: scheme.minimum_technical(),
            bids,
        }
    }

    /// Every weight, level 1 first.
    pub fn weights(&self) -> impl Iterator<Item = Weighed> + use<> {
        let level_one = (0..self.level_one.len()).map(Weighed::LevelOne);
        level_one.chain((0..self.sub.len()).map(Weighed::Sub))
    }

    /// The published weight, percent of its level.
    #[must_use]
    pub fn published(&self, which: Weighed) -> Decimal {
        let weight = match which {
            Weighed::LevelOne(place) => self.level_one.get(place),
            Weighed::Sub(place) => self.sub.get(place),
        };
        weight.copied().unwrap_or_default()
    }

    /// Points of the final score that the observed spread of a criterion really moves: its weight
    /// times the distance of its best and worst score among the bids that may win. A price weight
    /// of 30 that moves two points has been neutralised.
    ///
    /// # Errors
    /// As [`Ranker::rank`].
    pub fn effective(&self, which: Weighed) -> Result<Decimal, EvaluationError> {
        let mut ranker = Ranker::new(self);
        ranker.rank(&self.level_one, &self.sub)?;
        let scores = (0..self.bids.len())
            .filter(|bid| ranker.eligible[*bid])
            .map(|bid| ranker.points(bid, which));
        let scores: Vec<_> = scores.collect();
        let (most, least) = (scores.iter().max(), scores.iter().min());
        let spread = exact(most.copied().unwrap_or_default()) - least.copied().unwrap_or_default();
        let moved = spread * self.published(which) / 100;
        let moved = match which {
            Weighed::LevelOne(_) => moved,
            Weighed::Sub(_) => moved * self.published(Weighed::LevelOne(0)) / 100,
        };
        Ok(moved.value()?)
    }

    /// The technical score of a bid under weights of the sub-criteria, percent.
    pub(super) fn technical(
        &self,
        bid: usize,
        sub: &[Decimal],
    ) -> Result<Decimal, ArithmeticError> {
        weighted(sub, &self.bids[bid].sub_scores).value()
    }

    /// Everything but price, weighted: what settles a tie.
    pub(super) fn quality(
        &self,
        bid: usize,
        technical: Decimal,
        level_one: &[Decimal],
    ) -> Result<Decimal, ArithmeticError> {
        let [first, rest @ ..] = level_one else {
            return Ok(Decimal::ZERO);
        };
        let between = self.bids[bid].between.iter().zip(rest);
        let sum = between.fold(exact(technical) * *first, |sum, (score, weight)| {
            sum + exact(*score) * *weight
        });
        (sum / 100).value()
    }

    /// The price scores of the bids that may win; zero for the others, which are never asked for.
    pub(super) fn price_scores(&self, eligible: &[bool]) -> Result<Vec<Decimal>, EvaluationError> {
        let priced = || self.bids.iter().zip(eligible).filter(|(_, may)| **may);
        let prices: Vec<_> = priced().map(|(bid, _)| bid.price).collect();
        if prices.is_empty() {
            return Ok(vec![Decimal::ZERO; self.bids.len()]);
        }
        let average = mean(&prices).value()?;
        if average.is_zero() {
            return Err(EvaluationError::ZeroAverage);
        }
        let of = |(position, (bid, may)): (usize, (&Scored, &bool))| {
            let refused = |source| EvaluationError::Bid { position, source };
            match may {
                true => price_score(bid.price, average).map_err(refused),
                false => Ok(Decimal::ZERO),
            }
        };
        self.bids.iter().zip(eligible).enumerate().map(of).collect()
    }
}

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
    /// When the method has no result: overflow, or an average price of zero.
    pub(super) fn rank(
        &mut self,
        level_one: &[Decimal],
        sub: &[Decimal],
    ) -> Result<Ranked<'_>, EvaluationError> {
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
        Ok(ranked(&mut self.order))
    }

    fn price(&mut self) -> Result<(), EvaluationError> {
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

    /// The points of a bid under a criterion, as they were when last ranked.
    fn points(&self, bid: usize, which: Weighed) -> Decimal {
        let scored = &self.weighing.bids[bid];
        let last = self.weighing.level_one.len() - 1;
        match which {
            Weighed::Sub(place) => scored.sub_scores[place],
            Weighed::LevelOne(0) => self.technical[bid],
            Weighed::LevelOne(place) if place == last => self.price_scores[bid],
            Weighed::LevelOne(place) => scored.between[place - 1],
        }
    }
}

/// Puts standings into the order of rank and says who wins.
pub(super) fn ranked(order: &mut [Placed]) -> Ranked<'_> {
    let tie = settle(order);
    if tie.swapped {
        order.swap(0, 1);
    }
    let first = order.first().map(|placed| placed.bid);
    Ranked {
        winner: first.filter(|_| !tie.undecided),
        order,
    }
}
