//! Ranking by final score with the one-point tie rule that NCIA and NSPA share.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::arithmetic::settled;

/// Two top scores no further apart than this many points are a statistical tie (NCIA General
/// Bidding Instructions 4.9; NSPA OI 4200-01 8.1.3.5). "Within one point" is read as including
/// a gap of exactly one.
pub const TIE_GAP: Decimal = Decimal::ONE;

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

/// Ranks bids. Equal bids stand in the order of their identifiers, never in the order of arrival.
#[must_use]
pub fn decide(mut standings: Vec<Standing<'_>>) -> Outcome {
    standings.sort_by(compare);
    let close = standings
        .iter()
        .take_while(|bid| is_close(&standings[0], bid))
        .count();
    let mut order = standings.clone();
    let mut needs_best_and_final = false;
    if close >= 2 {
        match settled(order[1].tie_break).cmp(&settled(order[0].tie_break)) {
            Ordering::Greater => order.swap(0, 1),
            Ordering::Equal => needs_best_and_final = true,
            Ordering::Less => {}
        }
    }
    Outcome {
        tie_chain: if close >= 3 {
            ids(&standings[..close])
        } else {
            Vec::new()
        },
        by_score: ids(&standings),
        ranking: ids(&order),
        statistical_tie: close >= 2,
        needs_best_and_final,
    }
}

fn compare(left: &Standing<'_>, right: &Standing<'_>) -> Ordering {
    settled(right.score)
        .cmp(&settled(left.score))
        .then_with(|| settled(right.tie_break).cmp(&settled(left.tie_break)))
        .then_with(|| left.id.cmp(right.id))
}

fn is_close(first: &Standing<'_>, other: &Standing<'_>) -> bool {
    first
        .score
        .checked_sub(other.score)
        .is_some_and(|gap| settled(gap) <= TIE_GAP)
}

fn ids(standings: &[Standing<'_>]) -> Vec<String> {
    standings.iter().map(|bid| bid.id.to_owned()).collect()
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
