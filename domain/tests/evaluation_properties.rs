//! Laws that the evaluation formulas keep for every input.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own data must fail"
)]

mod bids;

use bids::{scheme, some_bids};
use domain::evaluation::arithmetic::settled;
use domain::evaluation::cases::evaluate as evaluate_document;
use domain::evaluation::contest::BestValue;
use domain::evaluation::ncia::{Evaluation, Weights, evaluate, price_score};
use domain::evaluation::sensitivity::{Offer, Replay, dominated_by, leave_one_out};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// What must not change: every final score, the ranking and the winner.
fn essence(result: &Evaluation) -> (Vec<(String, Decimal)>, Vec<String>, Option<String>) {
    let scored = result
        .bids
        .iter()
        .filter_map(|bid| Some((bid.id.clone(), settled(bid.final_score?))));
    let mut scores: Vec<_> = scored.collect();
    scores.sort();
    let winner = result.winner().map(str::to_owned);
    (scores, result.outcome.ranking.clone(), winner)
}

proptest! {
    #[test]
    fn two_price_scores_add_up_to_a_hundred(a in 1..1_000_000_i64, b in 1..1_000_000_i64) {
        let [a, b] = [a, b].map(Decimal::from);
        let average = (a + b) / Decimal::TWO;
        let sum = price_score(a, average).unwrap() + price_score(b, average).unwrap();
        prop_assert_eq!(settled(sum), Decimal::ONE_HUNDRED);
    }

    #[test]
    fn scores_lie_from_0_to_100(bids in some_bids()) {
        let result = evaluate(&scheme(), &bids).unwrap();
        for bid in &result.bids {
            let scores = [Some(bid.technical), Some(bid.experience), bid.price, bid.final_score];
            for score in scores.into_iter().flatten() {
                prop_assert!((Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score));
            }
        }
    }

    #[test]
    fn the_order_of_arrival_does_not_matter(
        (bids, shuffled) in some_bids().prop_flat_map(|bids| (Just(bids.clone()), Just(bids).prop_shuffle())),
    ) {
        let [one, other] = [bids, shuffled].map(|bids| evaluate(&scheme(), &bids).unwrap());
        prop_assert_eq!(essence(&one), essence(&other));
    }

    #[test]
    fn scaling_all_prices_changes_nothing(bids in some_bids(), factor in 1..10_000_i64) {
        let mut scaled = bids.clone();
        for bid in &mut scaled {
            bid.price *= Decimal::new(factor, 1);
        }
        let [one, other] = [bids, scaled].map(|bids| evaluate(&scheme(), &bids).unwrap());
        prop_assert_eq!(essence(&one), essence(&other));
    }

    #[test]
    fn removing_ineligible_bids_changes_nothing(bids in some_bids()) {
        let full = evaluate(&scheme(), &bids).unwrap();
        let mut kept = bids;
        kept.retain(|bid| !full.ineligible.contains(&bid.id));
        prop_assume!(!kept.is_empty());
        prop_assert_eq!(essence(&full), essence(&evaluate(&scheme(), &kept).unwrap()));
    }

    #[test]
    fn a_ranking_names_every_eligible_bid_once(bids in some_bids()) {
        let result = evaluate(&scheme(), &bids).unwrap();
        let mut named = [result.outcome.ranking.clone(), result.ineligible.clone()].concat();
        named.sort();
        let mut all: Vec<_> = bids.into_iter().map(|bid| bid.id).collect();
        all.sort();
        prop_assert_eq!(named, all);
    }

    #[test]
    fn weights_are_accepted_exactly_where_the_rules_hold(x in -5..=105_i32, y in -5..=105_i32, off in -1..=1_i32) {
        let z = 100 - x - y + off;
        let legal = x + y + z == 100 && x + y >= 2 * z && x >= y && x >= z && x.min(y).min(z) >= 0;
        let [dx, dy, dz] = [x, y, z].map(Decimal::from);
        prop_assert_eq!(Weights::new(dx, dy, dz).is_ok(), legal);
    }

    #[test]
    fn leaving_out_the_winner_is_not_tried(bids in some_bids()) {
        let contest = BestValue { scheme: scheme(), bids };
        let full = contest.replay().unwrap();
        for removal in leave_one_out(&contest, &contest.verdict(&full)).unwrap() {
            prop_assert_eq!(removal.removed.len(), 1);
            prop_assert_ne!(full.winner(), Some(removal.removed[0].as_str()));
        }
    }

    #[test]
    fn a_dominating_offer_is_no_worse_in_anything(figures in vec((0..20_i64, 0..20_i64), 1..8)) {
        let offer = |(price, quality): &(i64, i64)| Offer { price: (*price).into(), quality: (*quality).into() };
        let offers: Vec<_> = figures.iter().map(offer).collect();
        for (offer, dominator) in offers.iter().zip(dominated_by(&offers)) {
            let best = |other: &Offer| other.price <= offer.price && other.quality >= offer.quality && other != offer;
            prop_assert_eq!(dominator.is_some(), offers.iter().any(best));
        }
    }
}

fn documents() -> Vec<Value> {
    let files = [
        include_str!("data/evaluation_cases.json"),
        include_str!("data/evaluation_hand_worked.json"),
    ];
    let parsed = files
        .iter()
        .map(|text| serde_json::from_str::<Value>(text).unwrap());
    parsed
        .flat_map(|file| file["cases"].as_array().unwrap().clone())
        .collect()
}

/// Values that break careless code.
fn nasty() -> impl Strategy<Value = Value> {
    let numbers = [
        "0",
        "-0.0",
        "-1",
        "1e28",
        "-7e28",
        "79228162514264337593543950335",
        "1e-28",
        "1e400",
        "0.0000000000000000000000000001",
        "123456789012345678901234567890.5",
        "1e-400",
        "3",
    ];
    let mut values: Vec<Value> = numbers
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    values.extend([
        json!(null),
        json!([]),
        json!({}),
        json!(""),
        json!("1/0"),
        json!("-9e28/1"),
    ]);
    values.extend([
        json!("+262142-12-31"),
        json!("2026-12-31"),
        json!([1]),
        json!({"": 1}),
        json!(true),
    ]);
    prop::sample::select(values)
}

/// Replaces the value that the choices lead to.
fn spoil(value: &mut Value, choices: &[prop::sample::Index], replacement: Value) {
    let children: Vec<&mut Value> = match value {
        Value::Object(fields) => fields.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        _ => Vec::new(),
    };
    match (choices, children.len()) {
        ([], _) | (_, 0) => *value = replacement,
        ([choice, rest @ ..], count) => {
            let child = children.into_iter().nth(choice.index(count)).unwrap();
            spoil(child, rest, replacement);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_document_makes_the_engine_panic(
        which in any::<prop::sample::Index>(),
        changes in vec((vec(any::<prop::sample::Index>(), 0..6), nasty()), 1..4),
    ) {
        let mut document = which.get(&documents()).clone();
        for (choices, replacement) in changes {
            spoil(&mut document["inputs"], &choices, replacement);
        }
        if let Err(error) = evaluate_document(&document) {
            prop_assert!(error.path.starts_with("$.inputs") && !error.message.is_empty());
        }
    }
}
