use super::{FindingKind, OFFERS, ROUNDS, Rehearsal, Script};
use crate::evaluation::contest::Plan;
use crate::solicitations::{EvaluationMethod as M, LevelOne, Parameters};
use rust_decimal::Decimal;

fn script(method: M, weights: [i64; 3]) -> Script {
    let [technical, experience, price] = weights.map(Decimal::from);
    Script {
        plan: Plan {
            method,
            weights: Some(LevelOne {
                technical,
                experience,
                price,
            }),
            sub_weights: vec![Decimal::from(60), Decimal::from(40)],
            minimum: Decimal::from(50),
            parameters: Parameters::default(),
            measure: None,
            value_eur: None,
        },
        scale: method.rule().scale,
        criteria: vec!["Coverage".to_owned(), "Delivery".to_owned()],
        estimate: Decimal::from(9_000_000),
    }
}

fn rehearsed(script: &Script) -> Rehearsal {
    script.rehearsed(7, script.plan.method.rule())
}

fn kinds(rehearsal: &Rehearsal) -> Vec<FindingKind> {
    rehearsal.findings.iter().map(|one| one.kind).collect()
}

#[test]
fn the_same_seed_makes_the_same_offers_and_another_does_not() {
    let script = script(M::NciaBestValueNumerical, [50, 20, 30]);
    let (one, again) = (rehearsed(&script), rehearsed(&script));
    assert_eq!(one.example, again.example);
    assert_ne!(
        one.example,
        script
            .rehearsed(8, M::NciaBestValueNumerical.rule())
            .example
    );
    assert_eq!(one.eligible.1, ROUNDS * OFFERS);
}

#[test]
fn a_balanced_scheme_is_clean_but_for_what_the_formula_cannot_do() {
    let found = rehearsed(&script(M::NciaBestValueNumerical, [50, 20, 30]));
    let idle = [
        FindingKind::Idle,
        FindingKind::PriceAlone,
        FindingKind::Unreachable,
    ];
    assert!(
        !kinds(&found).iter().any(|kind| idle.contains(kind)),
        "{:?}",
        found.findings
    );
    assert!(found.winners.cheapest < found.winners.all);
}

#[test]
fn a_formula_without_a_rule_for_equal_prices_is_found() {
    let found = rehearsed(&script(M::LinearMinMaxPrice, [60, 0, 40]));
    let mut undefined = found.findings.iter();
    let equal = undefined.find(|one| one.text.contains("prices that are all equal"));
    assert_eq!(equal.unwrap().kind, FindingKind::Undefined);
}

#[test]
fn a_weight_that_decides_nothing_and_a_price_that_decides_all_are_found() {
    let found = rehearsed(&script(M::RelativeLowestPrice, [0, 0, 100]));
    let kinds = kinds(&found);
    assert!(kinds.contains(&FindingKind::PriceAlone));
    assert!(found.winners.cheapest == found.winners.all);
    let quality = script(M::RelativeLowestPrice, [100, 0, 0]);
    let quality = rehearsed(&quality);
    assert!(
        quality
            .findings
            .iter()
            .any(|one| one.kind == FindingKind::QualityAlone)
    );
}

#[test]
fn a_sub_criterion_without_weight_is_idle() {
    let mut script = script(M::NspaBestValue, [60, 0, 40]);
    script.plan.sub_weights = vec![Decimal::ONE_HUNDRED, Decimal::ZERO];
    script.plan.minimum = Decimal::ZERO;
    let found = rehearsed(&script);
    let idle = found
        .findings
        .iter()
        .find(|one| one.kind == FindingKind::Idle);
    assert!(idle.unwrap().text.contains("Delivery"));
}

#[test]
fn a_threshold_that_the_best_offer_misses_is_found() {
    let mut script = script(M::NspaBestValue, [60, 0, 40]);
    script.plan.parameters.element_floor = Some(Decimal::from(101));
    let found = rehearsed(&script);
    assert_eq!(found.eligible.0, 0);
    assert!(kinds(&found).contains(&FindingKind::Unreachable));
}
