//! Evaluations made by chance, the same on every machine: what a browser computes of them is compared with what a server
//! computes, and both are timed. `scripts/proof` runs it.

mod chance;

use std::fmt::Write as _;

use domain::evaluation::contest::Contest;
use domain::evaluation::sensitivity::{
    Bound, Draw, Generator, Replay, Stability, Weighing, rank_counts, stability,
};
use domain::solicitations::EvaluationMethod;
use rust_decimal::Decimal;
use wasm_bindgen::prelude::wasm_bindgen;

pub use chance::{contest, percentages};

/// The seed of the evaluations that are compared.
pub const SEED: u32 = 20_261_123;

/// How many are compared.
pub const COUNT: u32 = 1_000;

/// Random evaluations by every method with every figure unrounded, one a line: the result, and the ranking under other
/// weights where the method weighs.
#[wasm_bindgen]
#[must_use]
pub fn evaluations(seed: u32, count: u32) -> String {
    let mut generator = Generator::new(seed.into());
    let mut text = String::new();
    for number in 0..count as usize {
        let method = EvaluationMethod::ALL[number % EvaluationMethod::ALL.len()];
        let (bids, criteria) = (
            1 + generator.below(12) as usize,
            1 + generator.below(6) as usize,
        );
        let contest = contest(&mut generator, method, bids, criteria);
        let other = (
            percentages(&mut generator, 3),
            percentages(&mut generator, criteria),
        );
        let line = result(&contest) + &again(&contest, &other.0, &other.1);
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{number} {} {line}", method.as_str());
    }
    text
}

fn result(contest: &Contest) -> String {
    let judged = match contest.judge() {
        Ok(judged) => judged,
        Err(error) => return error.to_string(),
    };
    let figures = judged.records.iter().map(|record| {
        format!(
            "{:?}/{:?}/{:?}/{:?}",
            record.technical, record.price_points, record.credit, record.total
        )
    });
    format!(
        "{} {:?} {:?}",
        figures.collect::<Vec<_>>().join(" "),
        judged.ranking,
        judged.winner
    )
}

/// Ranked under other weights, and how often each place was taken under a few drawn at random.
fn again(contest: &Contest, level_one: &[Decimal], sub: &[Decimal]) -> String {
    let Some(weighing) = contest.weighing() else {
        return String::new();
    };
    let draw = Draw {
        seed: 7,
        samples: 20,
        spread: 15,
        sub_criteria: true,
    };
    let level_one = &level_one[level_one.len() - weighing.level_one.len()..];
    format!(
        " {:?} {:?}",
        weighing.trial(level_one, sub),
        rank_counts(&weighing, draw)
    )
}

/// A contest that is ranked again and again under other weights, as a slider does.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Slider(Option<Weighing>, Generator);

#[wasm_bindgen]
impl Slider {
    /// Offers and sub-criteria, judged by the NCIA's numerical best value.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(bids: usize, criteria: usize) -> Self {
        let mut generator = Generator::new(SEED.into());
        let method = EvaluationMethod::NciaBestValueNumerical;
        let contest = contest(&mut generator, method, bids, criteria);
        Self(contest.weighing(), generator)
    }

    /// Moves every weight and ranks again; how many offers may win.
    pub fn moved(&mut self) -> usize {
        let Self(Some(weighing), generator) = self else {
            return 0;
        };
        let level_one = percentages(generator, 3);
        let sub = percentages(generator, weighing.sub.len());
        let trial = weighing.trial(&level_one, &sub);
        trial.map_or(0, |trial| trial.ranking.len())
    }

    /// Draws random weights around the published ones; how many samples had a winner.
    #[must_use]
    pub fn drawn(&self, samples: u32) -> u32 {
        let draw = Draw {
            seed: 1,
            samples,
            spread: 10,
            sub_criteria: true,
        };
        let drawn = self.0.as_ref().map(|weighing| rank_counts(weighing, draw));
        let table = drawn.and_then(Result::ok).flatten();
        table.map_or(0, |table| table.samples - table.undecided)
    }

    /// How many weights have an end beyond which another offer wins, of all weights.
    #[must_use]
    pub fn ends(&self) -> usize {
        let Some(weighing) = &self.0 else { return 0 };
        let found = weighing
            .weights()
            .filter_map(|which| stability(weighing, which).ok().flatten());
        let ends = |found: &Stability| found.low != Bound::Never || found.high != Bound::Never;
        found.filter(ends).count()
    }
}
