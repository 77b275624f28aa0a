//! Each fact alone, then all together.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn nation(code: &str) -> NationCode {
    code.parse().unwrap()
}

fn statement() -> Ownership {
    Ownership {
        number: 1,
        stated_on: day("2026-01-05"),
        owners: vec![nation("NO"), nation("SE")],
        managed_from: nation("NO"),
        produces_in: nation("FI"),
        restricted: false,
        explanation: String::new(),
    }
}

fn entry(what: Excluded) -> Exclusion {
    Exclusion {
        what,
        list: "List A".into(),
        version: "7".into(),
        dated: day("2026-02-01"),
        source: "Council decision".into(),
        from: day("2026-02-02"),
        until: Some(day("2026-06-01")),
    }
}

fn issued() -> Declaration {
    Declaration {
        state: DeclarationState::Issued,
        nation: nation("NO"),
        since: day("2026-04-01"),
        expires_on: Some(day("2026-05-31")),
        reason: String::new(),
    }
}

fn case() -> Case {
    Case {
        on: day("2026-05-01"),
        participating: Participating {
            of: "APSS".into(),
            nations: vec![nation("NO"), nation("FI")],
            source: "Programme page".into(),
            true_on: Some(day("2026-04-08")),
        },
        origin: Some((nation("NO"), day("2026-01-01"))),
        ownership: Some(statement()),
        exclusions: Vec::new(),
        declaration_needed: (true, "Above EFL Level E".into()),
        declaration: Some(issued()),
        exception: None,
        admission: None,
    }
}

#[test]
fn with_every_fact_shown_it_is_eligible() {
    let judgement = judge(&case());
    assert_eq!(judgement.verdict, Verdict::Eligible);
    assert_eq!(judgement.facts[0].true_on, Some(day("2026-04-08")));
    assert!(judgement.facts.iter().all(|fact| !fact.source.is_empty()));
}

#[test]
fn a_nation_that_does_not_take_part_speaks_against_it() {
    let mut case = case();
    case.origin = Some((nation("AL"), day("2026-01-01")));
    let judgement = judge(&case);
    assert_eq!(judgement.verdict, Verdict::NotEligible);
    assert!(
        judgement
            .sentence()
            .contains("AL, which does not take part in APSS")
    );
}

#[test]
fn in_a_crisis_a_further_nation_may_be_admitted() {
    let mut case = case();
    case.origin = Some((nation("JP"), day("2026-01-01")));
    case.exception = Some(CrisisException {
        nations: vec![nation("JP")],
        approved_by: "Resource Policy and Planning Board".into(),
        approved_on: day("2026-04-20"),
        decision: "D-12".into(),
        reason: "Operation".into(),
    });
    let judgement = judge(&case);
    assert_eq!(judgement.verdict, Verdict::Eligible);
    assert!(judgement.facts[0].source.contains("NPP 46"));
}

#[test]
fn what_is_missing_leaves_the_answer_open() {
    for change in [
        (|case: &mut Case| case.origin = None) as fn(&mut Case),
        |case| case.ownership = None,
        |case| case.declaration = None,
        |case| case.on = day("2026-06-01"),
        |case| case.ownership.as_mut().unwrap().restricted = true,
    ] {
        let mut case = case();
        change(&mut case);
        let judgement = judge(&case);
        assert_eq!(judgement.verdict, Verdict::NotYetShown);
        assert!(judgement.sentence().starts_with("Not yet shown: "));
    }
}

#[test]
fn an_exclusion_holds_from_its_first_to_its_last_day() {
    for (on, verdict) in [
        ("2026-02-01", Verdict::Eligible),
        ("2026-02-02", Verdict::NotEligible),
        ("2026-05-31", Verdict::NotEligible),
    ] {
        let mut case = case();
        case.on = day(on);
        case.exclusions = vec![entry(Excluded::Organisation)];
        assert_eq!(judge(&case).verdict, verdict, "{on}");
    }
    assert!(!entry(Excluded::Organisation).holds_on(day("2026-06-02")));
}

#[test]
fn an_excluded_nation_counts_for_origin_and_for_ownership() {
    let mut owned = case();
    owned.exclusions = vec![entry(Excluded::Nation(nation("SE")))];
    assert!(
        judge(&owned)
            .sentence()
            .contains("beneficial ownership lies in SE")
    );
    let mut elsewhere = case();
    elsewhere.exclusions = vec![entry(Excluded::Nation(nation("TR")))];
    assert_eq!(judge(&elsewhere).verdict, Verdict::Eligible);
}

#[test]
fn a_refused_or_withdrawn_declaration_speaks_against_it_even_where_none_is_needed() {
    for state in [DeclarationState::Rejected, DeclarationState::Withdrawn] {
        let mut case = case();
        case.declaration_needed = (false, "Below EFL Level E".into());
        let reason = "not in good standing".to_owned();
        case.declaration = Some(Declaration {
            state,
            reason,
            ..issued()
        });
        assert_eq!(judge(&case).verdict, Verdict::NotEligible);
    }
}

#[test]
fn where_no_declaration_is_asked_for_its_absence_is_no_fault() {
    let mut case = case();
    (case.declaration, case.declaration_needed) = (None, (false, "Below EFL Level E".into()));
    let judgement = judge(&case);
    assert_eq!(judgement.verdict, Verdict::Eligible);
    assert_eq!(judgement.facts[4].answer, Answer::NotNeeded);
}

#[test]
fn a_letter_of_intent_is_no_participation() {
    assert!(participates("Participant, July 2026"));
    assert!(!participates("Provider nation"));
    assert!(!participates("Signed the letter of intent, 2023"));
}

#[test]
fn where_the_buyer_names_who_may_offer_nobody_else_may() {
    let asked = |named_on| {
        judge(&Case {
            admission: Some(Admitted {
                source: "NPP 21",
                named_on,
            }),
            ..case()
        })
    };
    assert_eq!(asked(None).verdict, Verdict::NotEligible);
    assert_eq!(asked(Some(day("2026-04-20"))).verdict, Verdict::Eligible);
    assert_eq!(asked(None).facts[0].source, "NPP 21");
}
