//! Contests by every method for the laws that evaluation keeps.

use domain::evaluation::contest::{Bid, Contest, Measure, Plan, Price};
use domain::evaluation::ncia::Confidence;
use domain::evaluation::rules::{Need, Scale};
use domain::solicitations::{EqualPrices, EvaluationMethod, LevelOne, Parameters};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Two sub-criteria of 60 and 40 and everything that the method needs.
pub fn plan(method: EvaluationMethod) -> Plan {
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
                .asks(Need::ElementFloor)
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

/// One to six bids, judged by one of some methods.
pub fn contests_by(methods: Vec<EvaluationMethod>) -> impl Strategy<Value = Contest> {
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
