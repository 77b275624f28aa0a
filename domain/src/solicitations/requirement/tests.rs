use super::*;
use crate::parameters::NotDeclared;

fn asked(ask: Ask, parameter: Option<&str>) -> Requirement {
    Requirement {
        code: "R1".into(),
        name: Line::parse("Median revisit").unwrap(),
        parameter: parameter.map(|code| code.parse().unwrap()),
        ask,
        evidence: true,
    }
}

fn hours(threshold: i64, objective: i64) -> Ask {
    let hours = |amount: i64| Quantity::new(amount.into(), Unit::Hour).ok();
    Ask::Typed(Wanted::Number {
        direction: Direction::Lower,
        threshold: hours(threshold),
        objective: hours(objective),
    })
}

fn answered(requirement: &Requirement, text: &str, unit: &str) -> offers::Declared {
    offers::Declared {
        requirement: "R1".into(),
        value: None,
        evidence: String::new(),
        answer: Some(requirement.read(text, unit).unwrap()),
    }
}

#[test]
fn an_answer_in_minutes_is_held_against_a_limit_in_hours() {
    let revisit = asked(hours(6, 2), Some("eo.revisit_median"));
    let answer = answered(&revisit, "150", "min");
    assert_eq!(revisit.number(&answer), Some(Decimal::new(25, 1)));
    assert_eq!(revisit.standing(Some(&answer)), Standing::Threshold);
    assert_eq!(revisit.said(&answer).unwrap(), "150\u{a0}min");
    assert!(revisit.read("6", "km").is_err());
}

#[test]
fn a_requirement_of_before_still_reads_and_is_written_as_it_was() {
    let text = r#"{"code":"R1","direction":"lower","name":"Median revisit","objective":"2","threshold":"6","unit":"h"}"#;
    let old: Requirement = serde_json::from_str(text).unwrap();
    assert_eq!(old.words(), "at most 6 h, hoped for 2 h");
    assert_eq!(old.direction(), Some(Direction::Lower));
    assert_eq!(crate::canonical::text(&old).unwrap(), text);
}

#[test]
fn a_typed_requirement_is_read_as_it_was_written() {
    for ask in [
        hours(6, 2),
        Ask::Typed(Wanted::YesNo { required: true }),
        Ask::Typed(Wanted::Text),
    ] {
        let requirement = asked(ask, None);
        let text = serde_json::to_string(&requirement).unwrap();
        assert_eq!(
            serde_json::from_str::<Requirement>(&text).unwrap(),
            requirement
        );
    }
    assert!(serde_json::from_str::<Requirement>(r#"{"code":"R1","name":"Nothing"}"#).is_err());
}

#[test]
fn a_choice_of_the_officers_own_takes_only_its_words() {
    let accepted = vec!["on site".to_owned(), "remote".to_owned()];
    let wanted = Wanted::Choice {
        accepted,
        preferred: vec!["on site".to_owned()],
    };
    let training = asked(Ask::Typed(wanted), None);
    assert_eq!(
        training.standing(Some(&answered(&training, "remote", ""))),
        Standing::Threshold
    );
    assert_eq!(
        training.read("by post", ""),
        Err(NotDeclared::Choice("by post".into()))
    );
    assert_eq!(training.read(" , ", ""), Err(NotDeclared::Nothing));
}

#[test]
fn a_number_in_an_own_unit_is_met_on_its_own_side() {
    let own = asked(
        Ask::Number {
            unit: "tasks per operator".into(),
            direction: Direction::Higher,
            threshold: Some(6.into()),
            objective: None,
        },
        None,
    );
    let answer = |value: i64| offers::Declared {
        requirement: "R1".into(),
        value: Some(value.into()),
        evidence: String::new(),
        answer: None,
    };
    assert_eq!(own.standing(Some(&answer(6))), Standing::Threshold);
    assert_eq!(own.standing(Some(&answer(5))), Standing::Below);
    assert_eq!(own.standing(None), Standing::NotTold);
}
