//! Bids for the laws that evaluation keeps.

use domain::evaluation::ncia::{Bid, Confidence, Scheme, Weights};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// 50 / 20 / 30 with two sub-criteria of 60 and 40.
pub fn scheme() -> Scheme {
    let [fifty, twenty, thirty] = [50, 20, 30].map(Decimal::from);
    let weights = Weights::new(fifty, twenty, thirty).unwrap();
    Scheme::new(weights, vec![Decimal::from(60), Decimal::from(40)], fifty)
}

/// One to seven bids.
pub fn some_bids() -> impl Strategy<Value = Vec<Bid>> {
    let bid = (0..=1000_i64, 0..=1000_i64, 1..=5_u8, 1..=1_000_000_000_i64);
    vec(bid, 1..8).prop_map(|figures| {
        let numbered = figures.into_iter().enumerate();
        numbered
            .map(|(number, (first, second, rating, cents))| Bid {
                id: format!("B{number}"),
                technical_sub_scores: vec![Decimal::new(first, 1), Decimal::new(second, 1)],
                confidence: Confidence::try_from(rating).unwrap(),
                price: Decimal::new(cents, 2),
                excluded: None,
            })
            .collect()
    })
}
