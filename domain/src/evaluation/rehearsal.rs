//! A mock evaluation before publication: offers made by chance are judged by the scheme, to find formulas that have no
//! result, weights that decide nothing and thresholds that nobody meets. Nothing of it is a result (own design).

mod findings;
mod offers;

pub use findings::{Finding, FindingKind};

use super::contest::{Contest, Judgement, Plan};
use super::rules::{EvaluationRule, Scale};
use super::sensitivity::Generator;
use findings::Rounds;
use offers::Maker;
use rust_decimal::Decimal;

/// Contests of a rehearsal.
pub const ROUNDS: usize = 60;
/// Offers of each.
pub const OFFERS: usize = 5;
/// The lowest and the highest generated price, in percent of the estimate.
pub const PRICES: [u64; 2] = [60, 130];

/// What is rehearsed.
#[derive(Clone, Debug)]
pub struct Script {
    /// What is to be published.
    pub plan: Plan,
    /// What evaluators give.
    pub scale: Scale,
    /// The names of the sub-criteria, in the order of their weights.
    pub criteria: Vec<String>,
    /// The estimate in euro, about which prices are made.
    pub estimate: Decimal,
}

/// A mock evaluation.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// The seed from which everything was made.
    pub seed: u64,
    /// The first contest, as an example.
    pub example: Contest,
    /// What the method makes of it, or why there is no result.
    pub judgement: Result<Judgement, String>,
    /// Generated offers, and how many of them might win.
    pub eligible: (usize, usize),
    /// Contests that had a winner, in how many of these it was the cheapest, and in how many the best.
    pub winners: Winners,
    /// What was found, the gravest first.
    pub findings: Vec<Finding>,
}

/// Who won the contests of a rehearsal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Winners {
    /// Contests with a winner.
    pub all: usize,
    /// The winner's price was the lowest of the eligible offers.
    pub cheapest: usize,
    /// The winner's technical score was the highest of the eligible offers.
    pub best: usize,
}

impl Script {
    /// Rehearses: the same seed makes the same offers on every machine.
    #[must_use]
    pub fn rehearsed(&self, seed: u64, rule: &EvaluationRule) -> Rehearsal {
        let mut maker = Maker::new(self, Generator::new(seed));
        let contests: Vec<Contest> = (0..ROUNDS).map(|_| maker.contest()).collect();
        let example = contests.first().cloned();
        let example = example.unwrap_or_else(|| maker.contest());
        let rounds = Rounds::judged(self, contests);
        Rehearsal {
            seed,
            judgement: example.judge().map_err(|error| error.to_string()),
            example,
            eligible: rounds.eligible(),
            winners: rounds.winners(),
            findings: rounds.findings(rule),
        }
    }
}

#[cfg(test)]
mod tests;
