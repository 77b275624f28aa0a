use super::book::RULES;
use super::{EvaluationRule, Need, Scale, TotalKind, chapter, lawful};
use crate::methods::book::day;
use crate::methods::{Authority, Method};
use crate::solicitations::EvaluationMethod as M;

#[test]
fn every_method_has_a_rule_with_a_source_and_a_user() {
    for method in M::ALL {
        let rule = method.rule();
        assert_eq!(rule.method, *method);
        assert!(!rule.source.is_empty() && !rule.uses.is_empty());
    }
}

#[test]
fn no_identity_is_there_twice() {
    let mut ids: Vec<_> = RULES.iter().map(|rule| (rule.id, rule.version)).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
}

#[test]
fn only_what_compares_by_points_depends_on_others() {
    let others = |rule: &&EvaluationRule| rule.depends_on_others;
    for rule in RULES.iter().filter(others) {
        assert_eq!(rule.total, TotalKind::Points, "{}", rule.id);
        assert!(!rule.asks(Need::PriceBounds), "{}", rule.id);
    }
}

#[test]
fn an_authority_chooses_among_its_own_methods() {
    let on = day(2026, 3, 3);
    let of = |authority, method| -> Vec<M> {
        lawful(authority, method, on)
            .map(|rule| rule.method)
            .collect()
    };
    let ncia = of(Authority::Ncia, Method::Ncp);
    assert_eq!(ncia.len(), 3);
    assert!(!ncia.contains(&M::NspaBestValue));
    assert_eq!(
        of(Authority::Nspa, Method::Lpc),
        [M::LowestPriceTechnicallyCompliant]
    );
    assert!(of(Authority::Nspa, Method::Bv).contains(&M::NspaBestValue));
}

#[test]
fn a_rule_is_not_chosen_before_it_holds() {
    let early = lawful(Authority::Nspa, Method::Bv, day(2025, 7, 28));
    assert!(
        early
            .into_iter()
            .all(|rule| rule.method != M::NspaBestValue)
    );
}

#[test]
fn the_example_of_a_formula_turns_its_winner() {
    for rule in RULES {
        let example = rule.example().unwrap();
        assert_eq!(example.is_some(), rule.depends_on_others, "{}", rule.id);
        if let Some(example) = example {
            let (with, without) = (example.with.winner, example.without.winner);
            assert!(
                with.is_some() && without.is_some() && with != without,
                "{}",
                rule.id
            );
        }
    }
}

#[test]
fn a_scale_takes_its_own_scores_only() {
    let points = |scale: Scale, text: &str| scale.read(text).is_ok();
    assert!(points(Scale::Points, "66.25") && !points(Scale::Points, "66.255"));
    assert!(
        points(Scale::Ladder, "75") && points(Scale::Ladder, "39") && !points(Scale::Ladder, "76")
    );
    assert!(
        points(Scale::Bands, "5") && !points(Scale::Bands, "0") && !points(Scale::Bands, "4.5")
    );
}

#[test]
fn the_methods_in_the_docs_are_current() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/METHODS.md");
    let written = std::fs::read_to_string(file).unwrap();
    let (before, _) = written
        .split_once("## Evaluation methods\n")
        .unwrap_or((&written, ""));
    let current = format!("{}\n\n{}", before.trim_end(), chapter());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file, &current).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap();
    assert!(
        written == current,
        "docs/METHODS.md is behind: UPDATE_DOCS=1 cargo nextest run docs_are_current"
    );
}
