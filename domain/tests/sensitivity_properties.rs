//! Laws that the analysis of a result keeps for every input.
#![expect(clippy::unwrap_used, reason = "a test that cannot compute must fail")]

mod bids;
mod contests;

use bids::{scheme, some_bids};
use contests::contests_by;
use domain::evaluation::contest::{self, BestValue, Contest, Plan, Price};
use domain::evaluation::ncia::{Bid, Scheme, TrialWeights, evaluate};
use domain::evaluation::sensitivity::{
    Bound, Draw, Replay, Stability, Weighed, leave_one_out, rank_counts, rank_counts_in_decimals,
    stability, with_rate_moved,
};
use domain::solicitations::{EvaluationMethod, Parameters};
use proptest::prelude::*;
use rust_decimal::Decimal;

const SMALL: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

fn winner(scheme: &Scheme, bids: &[Bid]) -> Option<String> {
    evaluate(scheme, bids).unwrap().winner().map(str::to_owned)
}

fn contest(bids: Vec<Bid>) -> BestValue {
    BestValue {
        scheme: scheme(),
        bids,
    }
}

/// A level with one weight moved and the others in proportion. What division leaves in the last digit goes to the last.
fn shifted(level: &[Decimal], place: usize, weight: Decimal) -> Vec<Decimal> {
    let others: Decimal = level.iter().sum::<Decimal>() - level[place];
    let rest = Decimal::ONE_HUNDRED - weight;
    let scaled = level.iter().enumerate();
    let scaled = scaled.map(|(other, share)| {
        if other == place {
            weight
        } else {
            rest * *share / others
        }
    });
    let mut moved: Vec<_> = scaled.collect();
    let total: Decimal = moved.iter().sum();
    *moved.last_mut().unwrap() += Decimal::ONE_HUNDRED - total;
    moved
}

/// The published scheme with one weight moved.
fn with(which: Weighed, weight: Decimal) -> Scheme {
    let published = scheme();
    let weights = published.weights();
    let mut level_one = vec![weights.technical(), weights.experience(), weights.price()];
    let mut sub = published.sub_weights().to_vec();
    match which {
        Weighed::LevelOne(place) => level_one = shifted(&level_one, place, weight),
        Weighed::Sub(place) => sub = shifted(&sub, place, weight),
    }
    let weights = TrialWeights::new(level_one[0], level_one[1], level_one[2]).unwrap();
    Scheme::trial(weights, sub, published.minimum_technical())
}

/// The contest with one weight moved, judged by the method itself.
fn judged_with(contest: &Contest, which: Weighed, weight: Decimal) -> Option<String> {
    let mut moved = contest.clone();
    let weights = moved.plan.weights.as_mut().unwrap();
    match which {
        Weighed::LevelOne(place) => {
            let level = shifted(&[weights.technical, weights.price], place, weight);
            (weights.technical, weights.price) = (level[0], level[1]);
        }
        Weighed::Sub(place) => {
            moved.plan.sub_weights = shifted(&moved.plan.sub_weights, place, weight)
        }
    }
    moved.judge().unwrap().winner
}

/// The methods that add technical points and price points.
fn sums() -> Vec<EvaluationMethod> {
    use EvaluationMethod as M;
    vec![
        M::NspaBestValue,
        M::RelativeLowestPrice,
        M::LinearMinMaxPrice,
        M::AverageBasedPrice,
        M::PublishedThresholdLinear,
    ]
}

/// Every method that weighs something against price.
fn weighed() -> Vec<EvaluationMethod> {
    let numerical = EvaluationMethod::NciaBestValueNumerical;
    sums().into_iter().chain([numerical]).collect()
}

/// Who wins with one weight moved.
type Judge<'a> = &'a dyn Fn(Weighed, Decimal) -> Option<String>;

fn holds_inside(
    judge: Judge<'_>,
    which: Weighed,
    published: Decimal,
    found: &Stability,
) -> Result<(), TestCaseError> {
    let first = judge(which, published);
    let end = |bound: &Bound, limit: i64| match bound {
        Bound::Never => Decimal::from(limit),
        Bound::Flips { at, .. } => *at,
    };
    let (low, high) = (end(&found.low, 0) + SMALL, end(&found.high, 100) - SMALL);
    for tenth in 0..=10 {
        let weight = low + (high - low) * Decimal::new(tenth, 1);
        if weight > Decimal::ZERO && low < high {
            prop_assert_eq!(&judge(which, weight), &first, "at {}", weight);
        }
    }
    Ok(())
}

fn flips_outside(
    judge: Judge<'_>,
    which: Weighed,
    published: Decimal,
    found: &Stability,
) -> Result<(), TestCaseError> {
    for (bound, step) in [(&found.low, -SMALL), (&found.high, SMALL)] {
        if let Bound::Flips { at, winner: next } = bound {
            prop_assert_ne!(next, &judge(which, published));
            // The new winner may win at the very point only, where lines just touch.
            let beyond = (*at + step).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
            let (beyond, there) = (judge(which, beyond), judge(which, *at));
            prop_assert!(*next == beyond || *next == there, "{next:?} at {at}");
        }
    }
    Ok(())
}

fn weights() -> [Weighed; 5] {
    use Weighed::{LevelOne, Sub};
    [LevelOne(0), LevelOne(1), LevelOne(2), Sub(0), Sub(1)]
}

fn lowest_price() -> Plan {
    Plan {
        method: EvaluationMethod::LowestPriceTechnicallyCompliant,
        weights: None,
        sub_weights: Vec::new(),
        minimum: Decimal::ZERO,
        parameters: Parameters::default(),
        measure: None,
        value_eur: None,
    }
}

proptest! {
    #[test]
    fn leaving_one_out_is_judging_the_others(bids in some_bids()) {
        let contest = contest(bids.clone());
        let full = contest.verdict(&contest.replay().unwrap());
        let removals = leave_one_out(&contest, &full).unwrap();
        let losers = full.ranking.iter().filter(|id| full.winner.as_ref() != Some(*id));
        prop_assert_eq!(removals.len(), if full.ranking.len() > 1 { losers.count() } else { 0 });
        for removal in removals {
            let others: Vec<_> = bids.iter().filter(|bid| bid.id != removal.removed[0]).cloned().collect();
            let alone = winner(&scheme(), &others);
            prop_assert_eq!(removal.winner_changes, full.winner.is_some() && alone != full.winner);
            prop_assert_eq!(removal.verdict.winner, alone);
        }
    }

    #[test]
    fn the_winner_changes_at_the_ends_of_its_interval_and_not_before(bids in some_bids()) {
        let weighing = contest(bids.clone()).weighing().unwrap();
        for which in weights() {
            let found = stability(&weighing, which).unwrap();
            prop_assert_eq!(found.is_some(), winner(&scheme(), &bids).is_some());
            if let Some(found) = found {
                let judge = |which, weight| winner(&with(which, weight), &bids);
                let published = weighing.published(which);
                holds_inside(&judge, which, published, &found)?;
                flips_outside(&judge, which, published, &found)?;
            }
        }
    }

    #[test]
    fn the_winner_of_every_weighed_sum_changes_at_the_ends_and_not_before(contest in contests_by(sums())) {
        let weighing = contest.weighing().unwrap();
        let winner = contest.judge().unwrap().winner;
        for which in weighing.weights() {
            let found = stability(&weighing, which).unwrap();
            prop_assert_eq!(found.is_some(), winner.is_some());
            if let Some(found) = found {
                let judge = |which, weight| judged_with(&contest, which, weight);
                let published = weighing.published(which);
                holds_inside(&judge, which, published, &found)?;
                flips_outside(&judge, which, published, &found)?;
            }
        }
    }

    #[test]
    fn ranking_again_is_the_method_itself_to_the_last_digit(contest in contests_by(sums()), technical in 1..100_i64, first in 0..=100_i64) {
        let level_one = [technical, 100 - technical].map(Decimal::from);
        let sub = [first, 100 - first].map(Decimal::from);
        let mut moved = contest.clone();
        let weights = moved.plan.weights.as_mut().unwrap();
        (weights.technical, weights.price) = (level_one[0], level_one[1]);
        moved.plan.sub_weights = sub.to_vec();
        let judged = moved.judge().unwrap();
        let weighing = contest.weighing().unwrap();
        let trial = weighing.trial(&level_one, &sub).unwrap();
        let ranking: Vec<_> = trial.ranking.iter().map(|(bid, score)| (weighing.id(*bid), Some(*score))).collect();
        let expected = judged.ranking.iter().map(|id| (id.as_str(), judged.record(id).unwrap().total));
        prop_assert_eq!(ranking, expected.collect::<Vec<_>>());
        prop_assert_eq!(trial.winner.map(|bid| weighing.id(bid).to_owned()), judged.winner);
        prop_assert_eq!(trial.out.len(), judged.records.len() - judged.ranking.len());
    }

    #[test]
    fn random_weights_of_a_sum_are_lawful_and_without_spread_its_result(contest in contests_by(sums()), seed: u64) {
        let weighing = contest.weighing().unwrap();
        let judged = contest.judge().unwrap();
        let draw = Draw { seed, samples: 3, spread: 0, sub_criteria: true };
        for row in rank_counts(&weighing, draw).unwrap().unwrap().rows {
            prop_assert_eq!(row.wins == 3, judged.winner.as_ref() == Some(&row.id));
            prop_assert_eq!(row.out == 3, judged.record(&row.id).unwrap().ineligible.is_some());
        }
        prop_assert!(weighing.broken(&[Decimal::from(60), Decimal::from(40)]).is_empty());
        prop_assert_eq!(weighing.broken(&[Decimal::from(100), Decimal::ZERO]).len(), 1);
    }

    #[test]
    fn the_places_of_all_samples_add_up(bids in some_bids(), seed: u64, sub_criteria: bool) {
        let weighing = contest(bids.clone()).weighing().unwrap();
        let draw = Draw { seed, samples: 50, spread: 15, sub_criteria };
        let table = rank_counts(&weighing, draw).unwrap().unwrap();
        for row in &table.rows {
            prop_assert_eq!(row.places.iter().sum::<u32>() + row.out, draw.samples);
        }
        let wins: u32 = table.rows.iter().map(|row| row.wins).sum();
        prop_assert_eq!(wins + table.undecided, draw.samples);
        prop_assert_eq!(rank_counts(&weighing, draw).unwrap().unwrap(), table);
    }

    #[test]
    fn ranking_in_whole_numbers_is_ranking_in_decimals(
        contest in contests_by(weighed()), thirds: bool, twin: bool, seed: u64, spread in 0..40_u32, sub_criteria: bool,
    ) {
        let mut contest = contest;
        for score in contest.bids.iter_mut().flat_map(|bid| &mut bid.scores).filter(|_| thirds) {
            score.extend([Decimal::from(31), Decimal::from(62)]);
        }
        // Equal figures, which only the tie rule and the identifiers tell apart.
        let copy = contest::Bid { id: "B9".to_owned(), ..contest.bids[0].clone() };
        contest.bids.extend(twin.then_some(copy));
        let weighing = contest.weighing().unwrap();
        let draw = Draw { seed, samples: 30, spread, sub_criteria };
        prop_assert_eq!(rank_counts(&weighing, draw), rank_counts_in_decimals(&weighing, draw));
    }

    #[test]
    fn without_spread_every_sample_is_the_result(bids in some_bids(), seed: u64) {
        let contest = contest(bids);
        let full = contest.verdict(&contest.replay().unwrap());
        let draw = Draw { seed, samples: 3, spread: 0, sub_criteria: true };
        let table = rank_counts(&contest.weighing().unwrap(), draw).unwrap().unwrap();
        for row in &table.rows {
            let place = full.ranking.iter().position(|id| *id == row.id);
            prop_assert_eq!(row.places.iter().position(|count| *count == 3), place);
            prop_assert_eq!(row.wins == 3, full.winner.as_ref() == Some(&row.id));
        }
    }

    #[test]
    fn the_order_of_offers_does_not_matter_to_the_analysis(
        (bids, shuffled) in some_bids().prop_flat_map(|bids| (Just(bids.clone()), Just(bids).prop_shuffle())),
    ) {
        let draw = Draw { seed: 5, samples: 20, spread: 30, sub_criteria: true };
        let [one, other] = [bids, shuffled].map(|bids| {
            let weighing = contest(bids).weighing().unwrap();
            let holds = weights().map(|which| stability(&weighing, which).unwrap());
            (holds, rank_counts(&weighing, draw).unwrap())
        });
        prop_assert_eq!(one, other);
    }

    #[test]
    fn a_rate_moves_the_prices_of_its_bids_alone(bids in some_bids(), percent in -50..=50_i64) {
        let contest = contest(bids);
        let moved = with_rate_moved(&contest, &["B0"], percent.into()).unwrap();
        for (before, after) in contest.bids.iter().zip(&moved.bids) {
            let factor = Decimal::ONE + Decimal::new(percent, 2);
            let expected = if before.id == "B0" { before.price / factor } else { before.price };
            prop_assert_eq!(after.price, expected);
        }
    }

    #[test]
    fn the_lowest_price_wins_whichever_loser_leaves(prices in prop::collection::vec((1..50_i64, any::<bool>()), 1..8)) {
        let bid = |(place, (price, compliant)): (usize, (i64, bool))| contest::Bid {
            id: format!("B{place}"),
            scores: Vec::new(),
            confidence: None,
            price: Price::eur(price.into()),
            measured: None,
            compliant,
        };
        let plan = lowest_price();
        let contest = Contest { plan, bids: prices.into_iter().enumerate().map(bid).collect() };
        let full = contest.verdict(&contest.replay().unwrap());
        prop_assert!(contest.weighing().is_none());
        for removal in leave_one_out(&contest, &full).unwrap() {
            prop_assert!(!removal.winner_changes);
        }
    }
}
