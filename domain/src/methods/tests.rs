use proptest::prelude::*;

use super::*;

const METHODS_OF_AN_AGENCY: &[Method] = &[Method::Ncp, Method::Lc, Method::Pca, Method::Simpl];

fn lawful(estimate: i64, commercial: bool) -> Vec<Method> {
    let verdicts = NPP_2025.lawful(estimate, commercial);
    verdicts
        .into_iter()
        .filter(|(_, verdict)| verdict.is_lawful())
        .map(|(method, _)| method)
        .collect()
}

/// CT-13, in whole euros: value, commercial, lawful methods.
#[test]
fn methods_follow_the_value_ladder() {
    let cases: &[(i64, bool, &[Method])] = &[
        (1_600_000, false, METHODS_OF_AN_AGENCY),
        (1_600_001, false, &[Method::Ncp]),
        (3_200_000, true, &[Method::Ncp, Method::Lc, Method::Pca]),
        (3_200_001, true, &[Method::Ncp, Method::Pca]),
        (9_600_000, true, &[Method::Ncp, Method::Pca]),
        (9_600_001, true, &[Method::Ncp]),
    ];
    for (euros, commercial, expected) in cases {
        assert_eq!(lawful(euros * 100, *commercial), *expected, "{euros}");
    }
}

#[test]
fn one_cent_above_a_limit_counts() {
    assert_eq!(lawful(160_000_001, false), [Method::Ncp]);
    assert_eq!(lawful(320_000_001, true), [Method::Ncp, Method::Pca]);
    assert_eq!(lawful(960_000_001, true), [Method::Ncp]);
}

#[test]
fn sole_source_always_waits_for_governance() {
    for estimate in [1, 160_000_001] {
        assert_eq!(
            NPP_2025.verdict(Method::Ss, estimate, true).standing,
            Standing::OnApproval
        );
    }
}

#[test]
fn a_verdict_says_why() {
    let verdict = NPP_2025.verdict(Method::Lc, 320_000_001, true);
    assert_eq!(
        verdict.why,
        "Even for commercial products and services it ends at EUR 3.2 million."
    );
    let verdict = NPP_2025.verdict(Method::Simpl, 160_000_001, true);
    assert_eq!(
        verdict.why,
        "Simplified procurement ends at EFL E (EUR 1.6 million)."
    );
}

#[test]
fn the_public_is_told_above_eighty_thousand_euros() {
    assert!(!NPP_2025.needs_public_notice(8_000_000));
    assert!(NPP_2025.needs_public_notice(8_000_001));
}

#[test]
fn the_latest_set_that_has_begun_is_in_force() {
    let date = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let reviewed = Thresholds {
        efl_e: 200_000_000,
        valid_from: date(2028),
        ..NPP_2025
    };
    let sets = [reviewed.clone(), NPP_2025];
    assert_eq!(Thresholds::in_force(&sets, date(2024)), None);
    assert_eq!(Thresholds::in_force(&sets, date(2027)), Some(&NPP_2025));
    assert_eq!(Thresholds::in_force(&sets, date(2028)), Some(&reviewed));
}

#[test]
fn thresholds_survive_json() {
    let text = serde_json::to_string(&NPP_2025).unwrap();
    assert_eq!(serde_json::from_str::<Thresholds>(&text).unwrap(), NPP_2025);
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
