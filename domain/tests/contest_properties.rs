//! Laws that every method which a solicitation can choose keeps for every set of bids.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot judge its own bids must fail"
)]

mod contests;

use contests::contests_by;
use domain::evaluation::arithmetic::settled;
use domain::evaluation::cases;
use domain::evaluation::contest::{Bid, Contest, Judgement};
use domain::evaluation::rules::TotalKind;
use domain::solicitations::EvaluationMethod;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn contests() -> impl Strategy<Value = Contest> {
    contests_by(EvaluationMethod::ALL.to_vec())
}

/// The methods in which no bid's figure depends on another's.
fn independent() -> Vec<EvaluationMethod> {
    let all = EvaluationMethod::ALL.iter().copied();
    all.filter(|method| !method.rule().depends_on_others)
        .collect()
}

/// What must not change: every total, the ranking, the winner, who is out.
type Essence = (
    Vec<(String, Option<Decimal>, bool)>,
    Vec<String>,
    Option<String>,
);

fn essence(judged: &Judgement) -> Essence {
    let mut totals: Vec<_> = judged
        .records
        .iter()
        .map(|one| {
            (
                one.id.clone(),
                one.total.map(settled),
                one.ineligible.is_some(),
            )
        })
        .collect();
    totals.sort();
    (totals, judged.ranking.clone(), judged.winner.clone())
}

/// Whether one bid is no worse than another in anything, and better in something.
fn dominates(one: &Bid, other: &Bid) -> bool {
    let better = |one: &Bid, other: &Bid| {
        let pairs = || one.scores.iter().zip(&other.scores);
        pairs().all(|(left, right)| left[0] >= right[0])
            && one.confidence >= other.confidence
            && one.price.amount <= other.price.amount
            && one.measured <= other.measured
            && one.compliant >= other.compliant
    };
    better(one, other) && !better(other, one)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_order_of_arrival_does_not_matter(
        (contest, shuffled) in contests().prop_flat_map(|one| (Just(one.clone()), Just(one.bids).prop_shuffle())),
    ) {
        let other = Contest { plan: contest.plan.clone(), bids: shuffled };
        prop_assert_eq!(essence(&contest.judge().unwrap()), essence(&other.judge().unwrap()));
    }

    #[test]
    fn another_currency_changes_no_rank(contest in contests(), factor in 1..10_000_i64) {
        let factor = Decimal::new(factor, 1);
        let mut scaled = contest.clone();
        for bid in &mut scaled.bids {
            bid.price.amount *= factor;
        }
        let given = &mut scaled.plan.parameters;
        for amount in [&mut given.full_points_price, &mut given.no_points_price, &mut given.most_credit, &mut given.credit_per_unit] {
            *amount = amount.map(|amount| amount * factor);
        }
        let [one, other] = [&contest, &scaled].map(|contest| contest.judge().unwrap());
        prop_assert_eq!(&one.ranking, &other.ranking);
        prop_assert_eq!(&one.winner, &other.winner);
    }

    #[test]
    fn a_dominated_bid_never_beats_its_dominator(contest in contests()) {
        let judged = contest.judge().unwrap();
        let winner = judged.winner.as_deref().and_then(|id| contest.bid(id));
        if let Some(winner) = winner {
            let beaten = contest.bids.iter().find(|bid| judged.may_win(&bid.id) && dominates(bid, winner));
            prop_assert_eq!(beaten.map(|bid| &bid.id), None);
        }
    }

    #[test]
    fn totals_stay_within_their_bounds(contest in contests()) {
        let judged = contest.judge().unwrap();
        let kind = contest.plan.method.rule().total;
        for record in &judged.records {
            prop_assert!(record.ineligible.is_none() || record.total.is_none());
            let Some(total) = record.total else { continue };
            prop_assert_ne!(kind, TotalKind::Nothing);
            let most = match kind {
                TotalKind::Points | TotalKind::Marks => Decimal::ONE_HUNDRED,
                _ => record.price_eur,
            };
            prop_assert!(total <= most, "{} is above {most}", total);
            let least = record.credit.map_or(Decimal::ZERO, |credit| record.price_eur - credit);
            prop_assert!(total >= least.min(Decimal::ZERO));
        }
    }

    #[test]
    fn every_eligible_bid_is_ranked_once_unless_nothing_ranks(contest in contests()) {
        let judged = contest.judge().unwrap();
        let mut ranked = judged.ranking.clone();
        ranked.sort();
        let nothing = contest.plan.method.rule().total == TotalKind::Nothing;
        let open = judged.records.iter().filter(|one| one.ineligible.is_none() && !nothing);
        let mut open: Vec<_> = open.map(|one| one.id.clone()).collect();
        open.sort();
        prop_assert_eq!(ranked, open);
    }

    #[test]
    fn the_document_of_a_contest_reads_back_to_the_same_result(contest in contests()) {
        let document = cases::document(&contest).unwrap();
        let again = cases::contest(&document).unwrap();
        prop_assert_eq!(essence(&contest.judge().unwrap()), essence(&again.judge().unwrap()));
        prop_assert_eq!(&cases::document(&again).unwrap(), &document);
        prop_assert!(cases::evaluate(&document).is_ok());
    }

    #[test]
    fn only_formulas_that_say_so_depend_on_other_bids(contest in contests_by(independent()), left_out in any::<prop::sample::Index>()) {
        prop_assume!(contest.bids.len() > 1);
        let gone = left_out.get(&contest.bids).id.clone();
        let full = contest.judge().unwrap();
        for record in contest.leaving_out(&[&gone]).judge().unwrap().records {
            prop_assert_eq!(full.record(&record.id), Some(&record));
        }
    }
}
