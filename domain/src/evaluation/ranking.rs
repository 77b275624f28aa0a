//! Ranking by final score with the one-point tie rule that NCIA and NSPA share.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::arithmetic::settled;

/// Two top scores no further apart than this many points are a statistical tie (NCIA General
/// Bidding Instructions 4.9; NSPA OI 4200-01 8.1.3.5). "Within one point" is read as including
/// a gap of exactly one.
pub const TIE_GAP: Decimal = Decimal::ONE;

/// When the first bids share the first place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// Two bids within [`TIE_GAP`]: the higher score without price comes first.
    WithinOnePoint,
    /// Only where scores are exactly equal, and nothing settles it.
    ExactlyEqual,
}

/// One bid as the ranking sees it; scores are points of 0 to 100.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The bid.
    pub id: &'a str,
    /// Final score, unrounded.
    pub score: Decimal,
    /// Weighted score without price, which settles a statistical tie.
    pub tie_break: Decimal,
}

/// What the tie rule makes of the standings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Bids by final score, before the tie rule.
    pub by_score: Vec<String>,
    /// Bids after the tie rule.
    pub ranking: Vec<String>,
    /// The top two lie within one point.
    pub statistical_tie: bool,
    /// The tie rule finds both equal: best and final offers may be asked, nobody has won.
    pub needs_best_and_final: bool,
    /// Bids within one point of the first where they are three or more, else empty. The published
    /// rule speaks of two bids only, so a person decides.
    pub tie_chain: Vec<String>,
}

impl Outcome {
    /// The bid that the rule selects, if it selects one.
    #[must_use]
    pub fn winner(&self) -> Option<&str> {
        if self.needs_best_and_final {
            None
        } else {
            self.ranking.first().map(String::as_str)
        }
    }
}

/// A bid in a ranking, by its position in the order of the identifiers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// Final score, unrounded.
    pub(super) score: Decimal,
    settled: (Decimal, Decimal),
    /// Position in the order of the identifiers.
    pub(super) bid: usize,
}

impl Placed {
    /// A bid with its unrounded final score and tie-break score.
    pub(super) fn new(bid: usize, score: Decimal, tie_break: Decimal) -> Self {
        Self {
            score,
            settled: (settled(score), settled(tie_break)),
            bid,
        }
    }
}

/// What the tie rule makes of standings that are sorted by score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    /// How many are tied with the first, the first included.
    pub(super) close: usize,
    /// The second comes before the first.
    pub(super) swapped: bool,
    /// Nobody wins: the first two are equal by the tie rule too.
    pub(super) undecided: bool,
}

/// Sorts by score and applies the tie rule, which it leaves to the caller to carry out.
pub(super) fn settle(standings: &mut [Placed], rule: TieRule) -> Tie {
    standings.sort_unstable_by(|left, right| {
        let scores = match rule {
            TieRule::WithinOnePoint => right.settled.cmp(&left.settled),
            TieRule::ExactlyEqual => right.settled.0.cmp(&left.settled.0),
        };
        scores.then_with(|| left.bid.cmp(&right.bid))
    });
    let close = standings
        .iter()
        .take_while(|bid| rule.ties(&standings[0], bid))
        .count();
    let second = match (standings, rule) {
        ([first, second, ..], TieRule::WithinOnePoint) if close >= 2 => {
            second.settled.1.cmp(&first.settled.1)
        }
        ([_, _, ..], TieRule::ExactlyEqual) if close >= 2 => Ordering::Equal,
        _ => Ordering::Less,
    };
    Tie {
        close,
        swapped: second == Ordering::Greater,
        undecided: second == Ordering::Equal,
    }
}

impl TieRule {
    fn ties(self, first: &Placed, other: &Placed) -> bool {
        match self {
            Self::WithinOnePoint => first
                .score
                .checked_sub(other.score)
                .is_some_and(|gap| settled(gap) <= TIE_GAP),
            Self::ExactlyEqual => first.settled.0 == other.settled.0,
        }
    }
}

/// Ranks bids. Equal bids stand in the order of their identifiers, never in the order of arrival.
#[must_use]
pub fn decide(mut standings: Vec<Standing<'_>>) -> Outcome {
    standings.sort_by_key(|standing| standing.id);
    let mut order: Vec<Placed> = standings
        .iter()
        .enumerate()
        .map(|(bid, standing)| Placed::new(bid, standing.score, standing.tie_break))
        .collect();
    let tie = settle(&mut order, TieRule::WithinOnePoint);
    let ids = |order: &[Placed]| -> Vec<String> {
        let names = order.iter().map(|placed| standings[placed.bid].id);
        names.map(str::to_owned).collect()
    };
    let by_score = ids(&order);
    if tie.swapped {
        order.swap(0, 1);
    }
    Outcome {
        tie_chain: match tie.close {
            0..3 => Vec::new(),
            close => by_score[..close].to_vec(),
        },
        by_score,
        ranking: ids(&order),
        statistical_tie: tie.close >= 2,
        needs_best_and_final: tie.undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bid(id: &str, score: i64, tie_break: i64) -> Standing<'_> {
        Standing {
            id,
            score: Decimal::new(score, 1),
            tie_break: Decimal::from(tie_break),
        }
    }

    #[test]
    fn a_gap_of_exactly_one_point_is_a_tie() {
        let outcome = decide(vec![bid("A", 610, 40), bid("B", 600, 45)]);
        assert!(outcome.statistical_tie);
        assert_eq!(outcome.winner(), Some("B"));
        assert_eq!(outcome.by_score, ["A", "B"]);
    }

    #[test]
    fn a_wider_gap_is_no_tie() {
        let outcome = decide(vec![bid("A", 611, 40), bid("B", 600, 45)]);
        assert!(!outcome.statistical_tie);
        assert_eq!(outcome.winner(), Some("A"));
    }

    #[test]
    fn nobody_wins_where_the_tie_break_is_equal_too() {
        let outcome = decide(vec![bid("A", 605, 40), bid("B", 600, 40)]);
        assert!(outcome.needs_best_and_final);
        assert_eq!(outcome.winner(), None);
    }

    #[test]
    fn three_close_bids_are_named_for_a_person_to_decide() {
        let outcome = decide(vec![bid("C", 600, 1), bid("A", 605, 3), bid("B", 601, 2)]);
        assert_eq!(outcome.tie_chain, ["A", "B", "C"]);
    }

    #[test]
    fn no_bids_make_an_empty_ranking() {
        assert_eq!(decide(Vec::new()).winner(), None);
    }
}
