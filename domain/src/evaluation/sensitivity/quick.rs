//! Ranking in whole numbers, many times faster than in decimals. Figures that cannot be written as whole numbers are
//! rounded, and wherever that could matter there is no answer: the caller then ranks in decimals. So an answer, where
//! there is one, is always that of the decimals; `sensitivity_properties` holds both against each other.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::weighing::{Scored, Weighing};
use crate::evaluation::ranking::{TIE_GAP, TieRule};

/// Decimals of a score that are kept.
const SCORE_PLACES: u32 = 9;

/// Least and most decimals of a weight, percent: drawn weights have two.
const WEIGHT_PLACES: (u32, u32) = (2, 4);

/// Scores beyond this many points are left to the decimals.
const MOST_POINTS: Decimal = Decimal::ONE_THOUSAND;

/// Places by final score, and who is selected.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quickly<'a> {
    /// Final score in parts of a point with the bid's position, the first in rank first.
    pub(super) order: &'a [(i128, usize)],
    /// The position of the bid that the rule selects.
    pub(super) winner: Option<usize>,
}

/// Scores as whole numbers, prepared once.
#[derive(Debug)]
pub(super) struct Quick<'a> {
    weighing: &'a Weighing,
    /// Parts of a percent in which weights are counted.
    percent: i64,
    level_one: Vec<i64>,
    sub: Vec<i64>,
    /// Scores of the sub-criteria, bid after bid.
    scores: Vec<i64>,
    /// Whether every one of them is kept as it is.
    whole: bool,
    between: Vec<Vec<i128>>,
    minimum: i128,
    eligible: Vec<bool>,
    priced: Option<Vec<bool>>,
    prices: Vec<i128>,
    technical: Vec<i128>,
    order: Vec<(i128, usize)>,
}

impl<'a> Quick<'a> {
    /// None where the figures have too many digits.
    pub(super) fn new(weighing: &'a Weighing) -> Option<Self> {
        let published = weighing.level_one.iter().chain(&weighing.sub);
        let places = published.map(|weight| weight.normalize().scale()).max()?;
        let places = places.max(WEIGHT_PLACES.0);
        let lawful = |weights: &[Decimal]| {
            weights.iter().all(|weight| *weight >= Decimal::ZERO)
                && weights.iter().sum::<Decimal>() <= Decimal::ONE_HUNDRED
        };
        let complete = |bid: &Scored| bid.sub_scores.len() == weighing.sub.len();
        if weighing.sub.is_empty() || !weighing.bids.iter().all(complete) {
            return None;
        }
        if places > WEIGHT_PLACES.1 || !lawful(&weighing.level_one) || !lawful(&weighing.sub) {
            return None;
        }
        let percent = 10_i64.pow(places);
        let count = |weights: &[Decimal]| -> Option<Vec<i64>> {
            weights
                .iter()
                .map(|weight| (weight * Decimal::from(percent)).to_i64())
                .collect()
        };
        let all = weighing.bids.iter().flat_map(|bid| &bid.sub_scores);
        let usual = |score: &Decimal| score.abs() <= MOST_POINTS;
        let scores = all.map(|score| {
            usual(score)
                .then(|| parts(*score, 10_i64.pow(SCORE_PLACES)))
                .flatten()
        });
        let point = point(percent);
        let between = weighing.bids.iter().map(|bid| -> Option<Vec<i128>> {
            let parts = bid.between.iter().map(|score| parts128(*score, point));
            parts.collect()
        });
        let minimum = weighing
            .minimum
            .checked_mul(Decimal::from_i128_with_scale(point, 0))?;
        let scores: Vec<(i64, bool)> = scores.collect::<Option<_>>()?;
        Some(Self {
            percent,
            level_one: count(&weighing.level_one)?,
            sub: count(&weighing.sub)?,
            whole: scores.iter().all(|(_, whole)| *whole),
            scores: scores.into_iter().map(|(score, _)| score).collect(),
            between: between.collect::<Option<_>>()?,
            minimum: minimum.to_i128().filter(|_| minimum.is_integer())?,
            eligible: vec![false; weighing.bids.len()],
            priced: None,
            prices: Vec::new(),
            technical: vec![0; weighing.bids.len()],
            order: Vec::with_capacity(weighing.bids.len()),
            weighing,
        })
    }

    /// Ranks with weights that are so many hundredths of a percent from the published ones; none where decimals must
    /// say it.
    pub(super) fn rank(&mut self, level_one: &[i64], sub: &[i64]) -> Option<Quickly<'_>> {
        let hundredth = self.percent / 100;
        let moved = |published: &[i64], by: &[i64]| -> Vec<i64> {
            let pairs = published.iter().zip(by);
            pairs
                .map(|(weight, steps)| weight + steps * hundredth)
                .collect()
        };
        let (level_one, sub) = (moved(&self.level_one, level_one), moved(&self.sub, sub));
        self.judge_quality(&sub)?;
        self.price()?;
        self.order.clear();
        for bid in (0..self.eligible.len()).filter(|bid| self.eligible[*bid]) {
            let priced = self.prices[bid] * i128::from(*level_one.last()?);
            let total = self.quality(bid, &level_one)? + priced;
            self.order.push((total, bid));
        }
        self.order
            .sort_unstable_by_key(|(total, bid)| (Reverse(*total), *bid));
        let apart = |two: &[(i128, usize)]| two[0].0 - two[1].0 > self.slack();
        self.order.windows(2).all(apart).then_some(())?;
        self.select(&level_one)
    }

    /// Technical scores, and who may win.
    fn judge_quality(&mut self, sub: &[i64]) -> Option<()> {
        let slack = if self.whole {
            -1
        } else {
            200 * i128::from(self.percent)
        };
        for (bid, scores) in self.scores.chunks_exact(sub.len()).enumerate() {
            let sum: i64 = scores
                .iter()
                .zip(sub)
                .map(|(score, weight)| score * weight)
                .sum();
            let sum = i128::from(sum);
            ((sum - self.minimum).abs() > slack).then_some(())?;
            self.technical[bid] = sum;
            self.eligible[bid] = !self.weighing.bids[bid].excluded && sum >= self.minimum;
        }
        Some(())
    }

    /// Price scores depend on nothing but who is eligible.
    fn price(&mut self) -> Option<()> {
        if self.priced.as_ref() != Some(&self.eligible) {
            let scores = self.weighing.price_scores(&self.eligible).ok()?;
            let point = point(self.percent);
            let parts = scores.into_iter().map(|score| parts128(score, point));
            self.prices = parts.collect::<Option<_>>()?;
            self.priced = Some(self.eligible.clone());
        }
        Some(())
    }

    /// Everything but price, weighted.
    fn quality(&self, bid: usize, level_one: &[i64]) -> Option<i128> {
        let (first, rest) = level_one.split_first()?;
        let between = self.between[bid].iter().zip(rest);
        let between = between.map(|(score, weight)| score * i128::from(*weight));
        Some(self.technical[bid] * i128::from(*first) + between.sum::<i128>())
    }

    /// How far two totals must lie apart to be told apart for certain: four times what rounding may have moved both.
    fn slack(&self) -> i128 {
        let percent = i128::from(self.percent);
        let scores = if self.whole {
            0
        } else {
            5_000 * percent * percent
        };
        8 * (scores + 50 * percent)
    }

    /// Carries out the tie rule; none where it depends on less than rounding may have moved.
    fn select(&mut self, level_one: &[i64]) -> Option<Quickly<'_>> {
        let gap = TIE_GAP.to_i128()? * point(self.percent) * i128::from(self.percent) * 100;
        if let ([first, second, ..], TieRule::WithinOnePoint) = (&self.order[..], self.weighing.tie)
        {
            let beyond = first.0 - second.0 - gap;
            (beyond.abs() > self.slack()).then_some(())?;
            if beyond < 0 {
                let lead = self.quality(first.1, level_one)? - self.quality(second.1, level_one)?;
                (lead.abs() > self.slack()).then_some(())?;
                if lead < 0 {
                    self.order.swap(0, 1);
                }
            }
        }
        Some(Quickly {
            winner: self.order.first().map(|(_, bid)| *bid),
            order: &self.order,
        })
    }
}

/// Parts of a point in which weighted scores are counted.
fn point(percent: i64) -> i128 {
    i128::from(10_i64.pow(SCORE_PLACES)) * i128::from(percent) * 100
}

/// A score in parts of a point, and whether nothing was rounded.
fn parts(score: Decimal, point: i64) -> Option<(i64, bool)> {
    let parts = score.checked_mul(Decimal::from(point))?;
    let rounded = parts.round();
    Some((rounded.to_i64()?, rounded == parts))
}

fn parts128(score: Decimal, point: i128) -> Option<i128> {
    let point = Decimal::from_i128_with_scale(point, 0);
    score.checked_mul(point)?.round().to_i128()
}
