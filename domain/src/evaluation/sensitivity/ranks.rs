//! How probable each rank is when the weights are not known exactly.

use super::draw::{Generator, Walk};
use super::quick::Quick;
use super::ranker::Ranker;
use super::weighing::Weighing;
use crate::evaluation::contest::ContestError;

/// How weights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The seed: the same draws the same weights everywhere.
    pub seed: u64,
    /// How many combinations are tried.
    pub samples: u32,
    /// How far a weight may lie from the published one, in percentage points.
    pub spread: u32,
    /// Whether the weights of sub-criteria move as well; else only those of level 1.
    pub sub_criteria: bool,
}

/// How often a bid took each place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankCounts {
    /// The bid.
    pub id: String,
    /// Samples in which it took each place, the first place first.
    pub places: Vec<u32>,
    /// Samples in which it could not win at all.
    pub out: u32,
    /// Samples in which the rule selected it.
    pub wins: u32,
}

/// The ranks under all samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankTable {
    /// How many samples were tried.
    pub samples: u32,
    /// Samples in which the rule selected nobody.
    pub undecided: u32,
    /// One row for each bid, in the order of their identifiers.
    pub rows: Vec<RankCounts>,
}

/// Counts the ranks under lawful random weights around the published ones. None where the
/// published weights break a rule of the method, so that nothing lawful lies around them.
///
/// # Errors
/// When the method has no result with some of the weights.
pub fn rank_counts(weighing: &Weighing, draw: Draw) -> Result<Option<RankTable>, ContestError> {
    counted(weighing, draw, Quick::new(weighing))
}

/// The same in decimals alone, which takes many times as long: what [`rank_counts`] is held against.
///
/// # Errors
/// As [`rank_counts`].
pub fn rank_counts_in_decimals(
    weighing: &Weighing,
    draw: Draw,
) -> Result<Option<RankTable>, ContestError> {
    counted(weighing, draw, None)
}

fn counted(
    weighing: &Weighing,
    draw: Draw,
    mut quick: Option<Quick<'_>>,
) -> Result<Option<RankTable>, ContestError> {
    let (published, laws) = (&weighing.level_one, &weighing.laws);
    let sub_spread = if draw.sub_criteria { draw.spread } else { 0 };
    let level_one = Walk::new(published, laws, draw.spread, weighing.above_zero);
    let sub = Walk::new(&weighing.sub, &[], sub_spread, true);
    let (Some(mut level_one), Some(mut sub)) = (level_one, sub) else {
        return Ok(None);
    };
    let mut generator = Generator::new(draw.seed);
    let mut ranker = Ranker::new(weighing);
    let mut table = empty(weighing, draw.samples);
    let (mut weights, mut sub_weights) = (Vec::new(), Vec::new());
    for _ in 0..draw.samples {
        level_one.step(&mut generator);
        if draw.sub_criteria {
            sub.step(&mut generator);
        }
        let quickly = quick.as_mut();
        if let Some(quickly) = quickly.and_then(|quick| quick.rank(level_one.moved(), sub.moved()))
        {
            table.note(quickly.order.iter().map(|(_, bid)| *bid), quickly.winner);
            continue;
        }
        level_one.weights(&mut weights);
        sub.weights(&mut sub_weights);
        let ranked = ranker.rank(&weights, &sub_weights)?;
        table.note(ranked.order.iter().map(|placed| placed.bid), ranked.winner);
    }
    for row in &mut table.rows {
        row.out = draw.samples - row.places.iter().sum::<u32>();
    }
    Ok(Some(table))
}

impl RankTable {
    /// Counts one sample.
    fn note(&mut self, order: impl Iterator<Item = usize>, winner: Option<usize>) {
        for (place, bid) in order.enumerate() {
            self.rows[bid].places[place] += 1;
        }
        match winner {
            Some(bid) => self.rows[bid].wins += 1,
            None => self.undecided += 1,
        }
    }
}

fn empty(weighing: &Weighing, samples: u32) -> RankTable {
    let rows = weighing.bids.iter().map(|bid| RankCounts {
        id: bid.id.clone(),
        places: vec![0; weighing.bids.len()],
        out: 0,
        wins: 0,
    });
    RankTable {
        samples,
        undecided: 0,
        rows: rows.collect(),
    }
}
