//! How probable each rank is when the weights are not known exactly.

use super::draw::{Generator, Walk};
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
    let sub_spread = if draw.sub_criteria { draw.spread } else { 0 };
    let walks = (
        Walk::new(
            &weighing.level_one,
            &weighing.laws,
            draw.spread,
            weighing.above_zero,
        ),
        Walk::new(&weighing.sub, &[], sub_spread, true),
    );
    let (Some(mut level_one), Some(mut sub)) = walks else {
        return Ok(None);
    };
    let mut generator = Generator::new(draw.seed);
    let mut ranker = Ranker::new(weighing);
    let mut table = empty(weighing, draw.samples);
    let (mut weights, mut sub_weights) = (Vec::new(), weighing.sub.clone());
    for _ in 0..draw.samples {
        level_one.next(&mut generator, &mut weights);
        if draw.sub_criteria {
            sub.next(&mut generator, &mut sub_weights);
        }
        let ranked = ranker.rank(&weights, &sub_weights)?;
        for (place, bid) in ranked.order.iter().enumerate() {
            table.rows[bid.bid].places[place] += 1;
        }
        match ranked.winner {
            Some(bid) => table.rows[bid].wins += 1,
            None => table.undecided += 1,
        }
    }
    for row in &mut table.rows {
        row.out = draw.samples - row.places.iter().sum::<u32>();
    }
    Ok(Some(table))
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
