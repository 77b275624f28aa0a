//! Contests made by chance.

use domain::evaluation::contest::{Bid, Contest, Measure, Plan, Price};
use domain::evaluation::ncia::Confidence;
use domain::evaluation::rules::Scale;
use domain::evaluation::sensitivity::Generator;
use domain::solicitations::{EqualPrices, EvaluationMethod, LevelOne, Parameters};
use rust_decimal::Decimal;

/// So many percentages with two decimals that add up to 100.
#[must_use]
pub fn percentages(generator: &mut Generator, count: usize) -> Vec<Decimal> {
    let parts: Vec<u64> = (0..count).map(|_| 1 + generator.below(1_000)).collect();
    let total: u64 = parts.iter().sum();
    let mut left = 10_000;
    let mut shares = Vec::with_capacity(count);
    for (place, part) in parts.iter().enumerate() {
        let last = place + 1 == count;
        let share = if last { left } else { part * 10_000 / total };
        left -= share;
        shares.push(Decimal::new(share as i64, 2));
    }
    shares
}

/// A contest by a method, with everything that it needs.
#[must_use]
pub fn contest(
    generator: &mut Generator,
    method: EvaluationMethod,
    bids: usize,
    criteria: usize,
) -> Contest {
    let plan = plan(generator, method, criteria);
    let bids = (0..bids).map(|number| bid(generator, method, number, criteria));
    Contest {
        bids: bids.collect(),
        plan,
    }
}

fn plan(generator: &mut Generator, method: EvaluationMethod, criteria: usize) -> Plan {
    let numerical = method == EvaluationMethod::NciaBestValueNumerical;
    let [technical, experience, price] =
        if numerical { [50, 20, 30] } else { [60, 0, 40] }.map(Decimal::from);
    let amount = |figure: i64| Some(Decimal::from(figure));
    Plan {
        method,
        weights: method.rule().weighs().then_some(LevelOne {
            technical,
            experience,
            price,
        }),
        sub_weights: percentages(generator, criteria),
        minimum: Decimal::from(20),
        parameters: Parameters {
            element_floor: amount(2),
            equal_prices: Some(EqualPrices::Half),
            full_points_price: amount(1_000),
            no_points_price: amount(5_000_000),
            most_credit: amount(40_000),
            measured_by: None,
            credit_per_unit: amount(700),
        },
        measure: Some(Measure {
            name: "Revisit".to_owned(),
            threshold: Decimal::from(60),
            objective: Decimal::from(10),
        }),
        value_eur: amount(25_000_000),
    }
}

fn bid(generator: &mut Generator, method: EvaluationMethod, number: usize, criteria: usize) -> Bid {
    let score = |generator: &mut Generator| match method.rule().scale {
        Scale::Bands => Decimal::from(1 + generator.below(5)),
        _ => Decimal::new(generator.below(10_001) as i64, 2),
    };
    let rating = 1 + generator.below(5) as u8;
    Bid {
        id: format!("OFR-{number:03}"),
        scores: (0..criteria)
            .map(|_| vec![score(generator), score(generator)])
            .collect(),
        confidence: Confidence::try_from(rating).ok(),
        price: Price {
            amount: Decimal::new(1 + generator.below(600_000_000) as i64, 2),
            currency: "NOK".to_owned(),
            units_per_eur: Decimal::new(100_000 + generator.below(1_000_000) as i64, 5),
        },
        measured: Some(Decimal::from(generator.below(80))),
        compliant: generator.below(5) > 0,
    }
}
