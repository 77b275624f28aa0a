use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

const METHODS_OF_AN_AGENCY: &[Method] = &[
    Method::Ncp,
    Method::Lc,
    Method::Pca,
    Method::Mini,
    Method::Simpl,
];

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    date(2027, 3, 1)
}

fn purchase(estimate_eur_minor: i64, commercial: bool) -> Purchase {
    Purchase {
        estimate_eur_minor,
        commercial,
        for_operations: false,
        authority: Authority::Ncia,
    }
}

fn by(authority: Authority) -> Purchase {
    Purchase {
        authority,
        ..purchase(200_000_000, false)
    }
}

fn standing(purchase: Purchase, standing: Standing) -> Vec<Method> {
    lawful_methods(purchase, today())
        .into_iter()
        .filter(|one| one.verdict.standing == standing)
        .map(|one| one.method)
        .collect()
}

fn lawful(estimate: i64, commercial: bool) -> Vec<Method> {
    standing(purchase(estimate, commercial), Standing::Lawful)
}

/// CT-13, in whole euros: value, commercial, lawful methods.
#[test]
fn methods_follow_the_value_ladder() {
    let framework: &[Method] = &[Method::Ncp, Method::Pca, Method::Mini];
    let limited: &[Method] = &[Method::Ncp, Method::Lc, Method::Pca, Method::Mini];
    let cases: &[(i64, bool, &[Method])] = &[
        (1_600_000, false, METHODS_OF_AN_AGENCY),
        (1_600_001, false, &[Method::Ncp]),
        (3_200_000, true, limited),
        (3_200_001, true, framework),
        (9_600_000, true, framework),
        (9_600_001, true, &[Method::Ncp]),
    ];
    for (euros, commercial, expected) in cases {
        assert_eq!(lawful(euros * 100, *commercial), *expected, "{euros}");
    }
}

#[test]
fn one_cent_above_a_limit_counts() {
    assert_eq!(lawful(160_000_001, false), [Method::Ncp]);
    assert_eq!(
        lawful(320_000_001, true),
        [Method::Ncp, Method::Pca, Method::Mini]
    );
    assert_eq!(lawful(960_000_001, true), [Method::Ncp]);
}

#[test]
fn sole_source_always_waits_for_approval() {
    for estimate in [1, 160_000_001] {
        let waits = standing(purchase(estimate, true), Standing::OnApproval);
        assert_eq!(waits, [Method::Ss]);
    }
}

#[test]
fn each_authority_has_its_own_methods() {
    use Method::{Aqo, Bv, Cd, Cn, Cso, Lpc, Mini, Ncb, NcbPlus, Ncp, Ota, Pib, Tl};
    let cases: &[(Authority, &[Method])] = &[
        (Authority::Nspa, &[Ncp, Mini, Lpc, Bv, Cn, Cd, Aqo]),
        (Authority::Nation, &[Ncp, NcbPlus, Pib, Tl]),
        (Authority::UnitedStates, &[Cso]),
    ];
    for (authority, expected) in cases {
        assert_eq!(standing(by(*authority), Standing::Lawful), *expected);
    }
    let waits = standing(by(Authority::UnitedStates), Standing::OnApproval);
    assert_eq!(waits, [Ota]);
    let national = verdict(Ncb, by(Authority::Nation), today());
    assert_eq!(
        national.why,
        "Above EFL E (EUR 1.6 million) a nation uses NCP or NCB+."
    );
}

#[test]
fn a_verdict_says_why_and_where_it_stands() {
    let verdict = |method| verdict(method, purchase(320_000_001, true), today());
    let limited = verdict(Method::Lc);
    assert_eq!(
        limited.why,
        "Even for commercial products and services it ends at EUR 3.2 million."
    );
    assert_eq!(limited.source, "NPP 27, App. 1; METH");
    assert_eq!(
        verdict(Method::Simpl).why,
        "Simplified procurement ends at EFL E (EUR 1.6 million)."
    );
    assert_eq!(
        verdict(Method::Ota).why,
        "It is a method of: United States agency."
    );
}

#[test]
fn a_rule_binds_from_its_first_day() {
    let on = |on| verdict(Method::Aqo, by(Authority::Nspa), on);
    assert_eq!(
        on(date(2026, 6, 18)).why,
        "The rule holds from 19 Jun 2026 on."
    );
    assert!(on(date(2026, 6, 19)).is_lawful());
}

#[test]
fn of_two_editions_the_later_one_holds_and_an_ended_one_does_not() {
    let old = *Method::Ncp.rule(Authority::Ncia, today()).unwrap();
    let new = MethodRule {
        version: "2028",
        valid_from: date(2028, 1, 1),
        valid_until: Some(date(2029, 12, 31)),
        ..old
    };
    let rules: &'static [MethodRule] = Box::leak(Box::new([old, new]));
    let version = |year| {
        let rule =
            MethodRule::in_force(rules.iter(), Method::Ncp, Authority::Ncia, date(year, 6, 1));
        rule.map(|rule| rule.version)
    };
    assert_eq!(
        [2024, 2027, 2028, 2030].map(version),
        [
            None,
            Some("PO(2025)0198"),
            Some("2028"),
            Some("PO(2025)0198")
        ]
    );
}

#[test]
fn duties_begin_at_their_values() {
    let rule = Method::Bv.rule(Authority::Nspa, today()).unwrap();
    let approvals = |estimate| {
        rule.duties(estimate)
            .iter()
            .filter(|(kind, _)| *kind == "Approval")
            .count()
    };
    assert_eq!((approvals(119_999_999), approvals(120_000_000)), (0, 1));
    assert_eq!(rule.told_of_bidders(79_999_999), Offerers::Hidden);
    assert_eq!(rule.told_of_bidders(80_000_000), Offerers::AfterClosing);
    let open = Method::Ncp.rule(Authority::Ncia, today()).unwrap();
    let notices = |estimate| {
        open.duties(estimate)
            .iter()
            .filter(|(kind, _)| *kind == "Notice")
            .count()
    };
    assert_eq!([8_000_000, 8_000_001, 160_000_001].map(notices), [0, 1, 2]);
}

#[test]
fn prices_wait_where_the_rule_or_the_scheme_says_so() {
    use crate::solicitations::EvaluationMethod::{
        LowestPriceTechnicallyCompliant as Lowest, NciaBestValueNumerical as Best,
    };
    let waits = |method: Method, authority| {
        let (opening, _) = method.rule(authority, today()).unwrap().price_opening;
        [Best, Lowest].map(|scheme| opening.waits(scheme))
    };
    assert_eq!(waits(Method::Ncp, Authority::Ncia), [true, false]);
    assert_eq!(waits(Method::Bv, Authority::Nspa), [true, true]);
    assert_eq!(waits(Method::Lpc, Authority::Nspa), [false, false]);
}

#[test]
fn the_book_is_whole() {
    let mut ids = std::collections::BTreeSet::new();
    for rule in book::all() {
        assert!(ids.insert(rule.id), "{} is there twice", rule.id);
        assert!(!rule.source.is_empty() && !rule.version.is_empty() && !rule.ladder.is_empty());
        assert!(rule.valid_from > NaiveDate::MIN && !rule.authorities.is_empty());
        let duties = rule.duties(i64::MAX);
        assert!(
            duties
                .iter()
                .all(|(_, duty)| duty.text.ends_with('.') && !duty.source.is_empty())
        );
        assert!(
            rule.ladder
                .iter()
                .all(|step| step.why.ends_with('.') && !step.source.is_empty())
        );
    }
    for method in Method::ALL {
        assert!(book::all().any(|rule| rule.method == *method), "{method}");
    }
}

#[test]
fn no_sentence_keeps_a_blank() {
    for authority in Authority::ALL {
        for estimate in [1, 200_000_000, 500_000_000, 2_000_000_000] {
            for commercial in [false, true] {
                let purchase = Purchase {
                    commercial,
                    authority: *authority,
                    ..purchase(estimate, true)
                };
                let all = lawful_methods(purchase, today());
                assert!(all.iter().all(|one| !one.verdict.why.contains('{')));
                assert_eq!(all.len(), Method::ALL.len());
            }
        }
    }
}

#[test]
fn a_ground_is_for_its_authority_and_from_its_day() {
    let find = |id, authority| Ground::find(id, authority, today()).is_some();
    assert!(find("NPP-22-sole", Authority::Nspa));
    assert!(find("EU-24-32-2-c", Authority::Nation));
    assert!(!find("EU-24-32-2-c", Authority::Ncia) && !find("unknown", Authority::Ncia));
    assert!(Ground::find("NPP-22-sole", Authority::Ncia, date(2024, 12, 31)).is_none());
    assert!(GROUNDS.iter().all(Ground::is_usable));
}

#[test]
fn the_public_is_told_above_eighty_thousand_euros() {
    assert!(!NPP_2025.needs_public_notice(8_000_000));
    assert!(NPP_2025.needs_public_notice(8_000_001));
}

#[test]
fn purchases_that_together_cross_a_limit_are_found() {
    assert_eq!(
        NPP_2025.crossed(100_000_000, 160_000_000),
        Vec::<i64>::new()
    );
    assert_eq!(NPP_2025.crossed(100_000_000, 160_000_001), [160_000_000]);
    assert_eq!(NPP_2025.crossed(1, 400_000_000).len(), 3);
    assert_eq!(
        NPP_2025.crossed(200_000_000, 210_000_000),
        Vec::<i64>::new()
    );
}

#[test]
fn amounts_are_written_for_people() {
    let cases = [
        (160_000_000, "EUR 1.6 million"),
        (8_000_000, "EUR 80 000"),
        (12_345, "EUR 123.45"),
        (99_999_999, "EUR 999 999.99"),
    ];
    for (minor, text) in cases {
        assert_eq!(eur(minor), text);
    }
}

#[test]
fn the_latest_set_that_has_begun_is_in_force() {
    let reviewed = Thresholds {
        efl_e: 200_000_000,
        valid_from: date(2028, 1, 1),
        ..NPP_2025
    };
    let sets = [reviewed, NPP_2025];
    assert_eq!(Thresholds::in_force(&sets, date(2024, 1, 1)), None);
    assert_eq!(
        Thresholds::in_force(&sets, date(2027, 1, 1)),
        Some(&NPP_2025)
    );
    assert_eq!(
        Thresholds::in_force(&sets, date(2028, 1, 1)),
        Some(&reviewed)
    );
}

proptest! {
    #[test]
    fn open_competition_is_always_lawful_and_more_value_never_adds_methods(
        low in 0_i64..2_000_000_000, more in 0_i64..2_000_000_000, commercial: bool,
    ) {
        let (before, after) = (lawful(low, commercial), lawful(low + more, commercial));
        prop_assert!(after.contains(&Method::Ncp));
        prop_assert!(after.iter().all(|method| before.contains(method)));
    }
}
