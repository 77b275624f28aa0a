//! Laws that every method which a solicitation can choose keeps for every set of bids.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot judge its own bids must fail"
)]

use domain::evaluation::arithmetic::settled;
use domain::evaluation::cases;
use domain::evaluation::contest::{Bid, Contest, Judgement, Measure, Plan, Price};
use domain::evaluation::ncia::Confidence;
use domain::evaluation::rules::{Scale, TotalKind};
use domain::solicitations::{EqualPrices, EvaluationMethod, LevelOne, Parameters};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn plan(method: EvaluationMethod) -> Plan {
    let [technical, experience, price] = match method {
        EvaluationMethod::NciaBestValueNumerical => [50, 20, 30],
        _ => [60, 0, 40],
    }
    .map(Decimal::from);
    Plan {
        method,
        weights: Some(LevelOne {
            technical,
            experience,
            price,
        }),
        sub_weights: vec![Decimal::from(60), Decimal::from(40)],
        minimum: Decimal::from(30),
        parameters: Parameters {
            element_floor: method
                .rule()
                .asks(domain::evaluation::rules::Need::ElementFloor)
                .then(|| Decimal::from(20)),
            equal_prices: Some(EqualPrices::Half),
            full_points_price: Some(Decimal::from(1_000)),
            no_points_price: Some(Decimal::from(5_000_000)),
            most_credit: Some(Decimal::from(40_000)),
            measured_by: None,
            credit_per_unit: Some(Decimal::from(700)),
        },
        measure: Some(Measure {
            name: "Revisit".to_owned(),
            threshold: Decimal::from(60),
            objective: Decimal::from(10),
        }),
        value_eur: Some(Decimal::from(25_000_000)),
    }
}

type Figures = (u8, u8, u8, i64, i64);

fn bid(method: EvaluationMethod, number: usize, figures: Figures) -> Bid {
    let (first, second, rating, cents, measured) = figures;
    let score = |points: u8| match method.rule().scale {
        Scale::Bands => Decimal::from(points % 5 + 1),
        _ => Decimal::from(points),
    };
    Bid {
        id: format!("B{number}"),
        scores: vec![vec![score(first)], vec![score(second)]],
        confidence: Some(Confidence::try_from(rating).unwrap()),
        price: Price::eur(Decimal::new(cents, 2)),
        measured: Some(Decimal::from(measured)),
        compliant: first >= 30,
    }
}

fn contests() -> impl Strategy<Value = Contest> {
    contests_by(EvaluationMethod::ALL.to_vec())
}

fn contests_by(methods: Vec<EvaluationMethod>) -> impl Strategy<Value = Contest> {
    let method = prop::sample::select(methods);
    let figures = (
        0..=100_u8,
        0..=100_u8,
        1..=5_u8,
        1..=600_000_000_i64,
        0..80_i64,
    );
    (method, vec(figures, 1..7)).prop_map(|(method, figures)| Contest {
        plan: plan(method),
        bids: figures
            .into_iter()
            .enumerate()
            .map(|(number, figures)| bid(method, number, figures))
            .collect(),
    })
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
