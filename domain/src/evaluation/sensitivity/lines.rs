//! Every score as a straight line over one weight.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::ranker::ranked;
use super::weighing::{Scored, Weighed, Weighing};
use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact, mean, settled};
use crate::evaluation::contest::ContestError;
use crate::evaluation::ranking::{Placed, TIE_GAP, TieRule};

/// A figure at the weights 0 and 100, between which it runs straight.
#[derive(Clone, Copy, Debug)]
struct Line {
    at_0: Decimal,
    at_100: Decimal,
}

impl Line {
    fn at(self, weight: Decimal) -> Exact {
        exact(self.at_0) + (exact(self.at_100) - self.at_0) * weight / 100
    }

    fn roughly_at(self, weight: f64) -> f64 {
        let at_0 = rough(self.at_0);
        at_0 + (rough(self.at_100) - at_0) * weight / 100.0
    }

    fn minus(self, other: Self) -> Result<Self, ArithmeticError> {
        Ok(Self {
            at_0: (exact(self.at_0) - other.at_0).value()?,
            at_100: (exact(self.at_100) - other.at_100).value()?,
        })
    }

    /// The weight at which the line has this value; none where it is level but for what division left in the last digits.
    fn reaches(self, value: Decimal) -> Result<Option<Decimal>, ArithmeticError> {
        let slope = exact(self.at_100) - self.at_0;
        if settled(slope.value()?).is_zero() {
            return Ok(None);
        }
        ((exact(value) - self.at_0) * 100 / slope).value().map(Some)
    }
}

/// The lines of one bid.
#[derive(Clone, Copy, Debug)]
struct BidLines {
    technical: Line,
    /// Everything but price, weighted.
    quality: Line,
}

/// The lines of all bids over one weight.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    weighing: &'a Weighing,
    bids: Vec<BidLines>,
    price_weight: Line,
}

impl<'a> Lines<'a> {
    /// None where the weight is alone in its level and cannot move.
    pub(super) fn new(
        weighing: &'a Weighing,
        which: Weighed,
    ) -> Result<Option<Self>, ContestError> {
        let low = moved(weighing, which, Decimal::ZERO)?;
        let high = moved(weighing, which, Decimal::ONE_HUNDRED)?;
        let (Some(low), Some(high)) = (low, high) else {
            return Ok(None);
        };
        let bids = (0..weighing.bids.len()).map(|bid| {
            let (at_0, at_100) = (low.of(weighing, bid)?, high.of(weighing, bid)?);
            let line = |at_0, at_100| Line { at_0, at_100 };
            Ok(BidLines {
                technical: line(at_0.0, at_100.0),
                quality: line(at_0.1, at_100.1),
            })
        });
        Ok(Some(Self {
            bids: bids.collect::<Result<_, ArithmeticError>>()?,
            price_weight: Line {
                at_0: low.price(),
                at_100: high.price(),
            },
            weighing,
        }))
    }

    pub(super) fn id(&self, bid: usize) -> &str {
        &self.weighing.bids[bid].id
    }

    /// The weights at which a bid reaches the least technical score: there the set of those that
    /// may win changes, and every price score with it.
    pub(super) fn corners(&self) -> Result<Vec<Decimal>, ArithmeticError> {
        let minimum = self.weighing.minimum;
        let reached = self.bids.iter().map(|bid| bid.technical.reaches(minimum));
        reached.filter_map(Result::transpose).collect()
    }

    /// Who wins at a weight.
    pub(super) fn winner(&self, weight: Decimal) -> Result<Option<usize>, ContestError> {
        self.first(&self.totals(&self.eligible(weight)?)?, weight)
    }

    /// The bids that may be among the first two between two corners.
    pub(super) fn between(&self, from: Decimal, to: Decimal) -> Result<Span<'_>, ContestError> {
        let contenders = contenders(self.totals(&self.eligible(middle(from, to)?)?)?);
        Ok(Span {
            lines: self,
            contenders,
        })
    }

    /// Who of those who may win is first at a weight.
    fn first(
        &self,
        totals: &[(usize, Line)],
        weight: Decimal,
    ) -> Result<Option<usize>, ContestError> {
        let placed = leading(totals, weight).map(|(bid, total)| {
            let (score, tie_break) = (total.at(weight), self.bids[*bid].quality.at(weight));
            Ok(Placed::new(*bid, score.value()?, tie_break.value()?))
        });
        let mut placed: Vec<_> = placed.collect::<Result<_, ArithmeticError>>()?;
        Ok(ranked(&mut placed, self.weighing.tie).winner)
    }

    fn eligible(&self, weight: Decimal) -> Result<Vec<bool>, ArithmeticError> {
        let minimum = self.weighing.minimum;
        let may_win = |(lines, bid): (&BidLines, &Scored)| {
            let technical = lines.technical.at(weight).value()?;
            Ok(!bid.excluded && settled(technical) >= minimum)
        };
        self.bids
            .iter()
            .zip(&self.weighing.bids)
            .map(may_win)
            .collect()
    }

    /// The final scores of the bids that may win, while it is these who may.
    fn totals(&self, eligible: &[bool]) -> Result<Vec<(usize, Line)>, ContestError> {
        let scores = self.weighing.price_scores(eligible)?;
        let total = |(bid, score): (usize, Decimal)| {
            let quality = self.bids[bid].quality;
            let add = |quality, weight| (exact(quality) + exact(score) * weight / 100).value();
            let line = Line {
                at_0: add(quality.at_0, self.price_weight.at_0)?,
                at_100: add(quality.at_100, self.price_weight.at_100)?,
            };
            Ok((bid, line))
        };
        let priced = scores.into_iter().enumerate();
        priced
            .filter(|(bid, _)| eligible[*bid])
            .map(total)
            .collect()
    }
}

/// What is surely more than binary fractions leave of a score between 0 and 100, and less than anybody's lead.
const ROUGH: f64 = 1e-6;

/// Those that may be among the first two at a weight: all but those that are clearly behind, which binary fractions tell
/// well enough. Everything that decides is computed in decimals.
fn leading(totals: &[(usize, Line)], weight: Decimal) -> impl Iterator<Item = &(usize, Line)> {
    let weight = rough(weight);
    let scores: Vec<f64> = totals
        .iter()
        .map(|(_, line)| line.roughly_at(weight))
        .collect();
    let (mut first, mut second) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for score in &scores {
        if *score > first {
            (first, second) = (*score, first);
        } else if *score > second {
            second = *score;
        }
    }
    let near = move |score: f64| score >= second - ROUGH * second.abs().max(1.0);
    totals
        .iter()
        .zip(scores)
        .filter_map(move |(total, score)| near(score).then_some(total))
}

fn rough(figure: Decimal) -> f64 {
    figure.to_f64().unwrap_or_default()
}

/// What may become of the first place between two corners.
#[derive(Debug)]
pub(super) struct Span<'a> {
    lines: &'a Lines<'a>,
    contenders: Vec<(usize, Line)>,
}

impl Span<'_> {
    /// Who wins at a weight between the two corners.
    pub(super) fn winner(&self, weight: Decimal) -> Result<Option<usize>, ContestError> {
        self.lines.first(&self.contenders, weight)
    }

    /// The weights at which two contenders are level, by score or, where the tie rule asks for it, by tie-break, or come
    /// within its distance.
    pub(super) fn meetings(&self) -> Result<Vec<Decimal>, ContestError> {
        let mut points = Vec::new();
        for (place, (left, total)) in self.contenders.iter().enumerate() {
            for (right, other) in &self.contenders[place + 1..] {
                let gap = total.minus(*other)?;
                points.extend(gap.reaches(Decimal::ZERO)?);
                if self.lines.weighing.tie == TieRule::ExactlyEqual {
                    continue;
                }
                points.extend(gap.reaches(TIE_GAP)?);
                points.extend(gap.reaches(-TIE_GAP)?);
                let bids = &self.lines.bids;
                let quality = bids[*left].quality.minus(bids[*right].quality)?;
                points.extend(quality.reaches(Decimal::ZERO)?);
            }
        }
        Ok(points)
    }
}

/// Without the bids that two others beat at every weight: these never come among the first two,
/// and nobody else can win.
fn contenders(totals: Vec<(usize, Line)>) -> Vec<(usize, Line)> {
    // Above by more than division leaves in the last digits.
    let ends = |(_, line): &(usize, Line)| (settled(line.at_0), settled(line.at_100));
    let ends: Vec<_> = totals.iter().map(ends).collect();
    let beaten = |own: &(Decimal, Decimal)| {
        let above = ends
            .iter()
            .filter(|other| other.0 > own.0 && other.1 > own.1);
        above.take(2).count() == 2
    };
    let kept = totals.iter().zip(&ends).filter(|(_, own)| !beaten(own));
    kept.map(|(total, _)| *total).collect()
}

/// The weights of both levels, percent.
struct Weights {
    level_one: Vec<Decimal>,
    sub: Vec<Decimal>,
}

impl Weights {
    /// The technical score of a bid, and everything but price, weighted.
    fn of(&self, weighing: &Weighing, bid: usize) -> Result<(Decimal, Decimal), ArithmeticError> {
        let technical = weighing.technical(bid, &self.sub)?;
        let quality = weighing.quality(bid, technical, &self.level_one)?;
        Ok((technical, quality))
    }

    fn price(&self) -> Decimal {
        self.level_one.last().copied().unwrap_or_default()
    }
}

/// The published weights with one of them moved and the others of its level scaled to the rest;
/// where these are all zero they share it equally. None where there are no others.
fn moved(
    weighing: &Weighing,
    which: Weighed,
    weight: Decimal,
) -> Result<Option<Weights>, ArithmeticError> {
    let (mut level_one, mut sub) = (weighing.level_one.clone(), weighing.sub.clone());
    let (level, place) = match which {
        Weighed::LevelOne(place) => (&mut level_one, place),
        Weighed::Sub(place) => (&mut sub, place),
    };
    let others = level.iter().copied().sum::<Exact>() - level[place];
    let (count, rest) = (level.len() - 1, exact(100) - weight);
    if count == 0 {
        return Ok(None);
    }
    let total = others.value()?;
    for (other, share) in level.iter_mut().enumerate() {
        let scaled = match (other == place, total.is_zero()) {
            (true, _) => exact(weight),
            (false, true) => rest / count,
            (false, false) => rest * *share / total,
        };
        *share = scaled.value()?;
    }
    Ok(Some(Weights { level_one, sub }))
}

/// The weight half way between two.
pub(super) fn middle(from: Decimal, to: Decimal) -> Result<Decimal, ArithmeticError> {
    mean(&[from, to]).value()
}
