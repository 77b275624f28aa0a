//! The catalogue, the units and the comparisons.

use super::*;
use crate::solicitations::Direction;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

fn quantity(text: &str, unit: Unit) -> Quantity {
    Quantity::parse(text, unit).unwrap()
}

fn need(code: &str, wanted: Wanted) -> Need {
    let parameter: ParameterCode = code.parse().unwrap();
    Need {
        code: "R1".into(),
        name: parameter.parameter().name.into(),
        parameter,
        wanted,
    }
}

fn capability(system: &str, code: &str, text: &str, unit: &str) -> Capability {
    let parameter: ParameterCode = code.parse().unwrap();
    Capability {
        system: system.into(),
        parameter,
        declared: Declared::parse(parameter.parameter(), text, unit).unwrap(),
    }
}

fn revisit() -> Wanted {
    Wanted::Number {
        direction: Direction::Lower,
        threshold: Some(quantity("6", Unit::Hour)),
        objective: Some(quantity("120", Unit::Minute)),
    }
}

#[test]
fn codes_of_parameters_units_and_choices_are_unique() {
    let codes: BTreeSet<_> = catalogue().iter().map(|p| p.code).collect();
    assert_eq!(codes.len(), catalogue().len());
    let units: BTreeSet<_> = Unit::ALL.iter().map(|unit| unit.as_str()).collect();
    assert_eq!(units.len(), Unit::ALL.len());
    for parameter in catalogue() {
        if let Kind::Choice(choices) = parameter.kind {
            let codes: BTreeSet<_> = choices.iter().map(|choice| choice.code).collect();
            assert_eq!(codes.len(), choices.len(), "{}", parameter.code);
        }
    }
}

#[test]
fn every_entry_is_explained_and_its_range_can_be_typed() {
    for parameter in catalogue() {
        assert!(parameter.definition.ends_with('.'), "{}", parameter.code);
        if let Kind::Number { unit, range, .. } = parameter.kind {
            for bound in [range.0, range.1] {
                let bound = Quantity::new(Decimal::from(bound), unit).unwrap();
                assert!(Declared::Number(bound).checked(parameter).is_ok());
            }
        }
    }
}

#[test]
fn a_value_in_metres_meets_a_limit_in_centimetres() {
    let wanted = Wanted::Number {
        direction: Direction::Lower,
        threshold: Some(quantity("50", Unit::Centimetre)),
        objective: None,
    };
    let value = |text| Declared::Number(quantity(text, Unit::Metre));
    assert_eq!(wanted.standing(Some(&value("0.5"))), Standing::Threshold);
    assert_eq!(wanted.standing(Some(&value("0.500001"))), Standing::Below);
    assert_eq!(wanted.standing(None), Standing::NotTold);
}

#[test]
fn a_value_that_cannot_be_compared_answers_nothing() {
    let mass = Declared::Number(quantity("1", Unit::Kilogram));
    assert_eq!(revisit().standing(Some(&mass)), Standing::NotTold);
    let error = quantity("1", Unit::Kilogram).amount_in(Unit::Hour);
    assert!(error.unwrap_err().to_string().contains("kilogram"));
}

#[test]
fn a_typed_number_is_refused_with_the_reason() {
    let parse = |text| Quantity::parse(text, Unit::Metre);
    assert_eq!(parse("1,5"), Err(NotAQuantity::NotANumber));
    assert_eq!(parse("1e3"), Err(NotAQuantity::NotANumber));
    assert_eq!(parse(""), Err(NotAQuantity::NotANumber));
    assert_eq!(parse("0.0000001"), Err(NotAQuantity::TooFine));
    assert_eq!(parse("100000000000"), Err(NotAQuantity::TooLarge));
    assert_eq!(parse("1 500.50").unwrap().to_string(), "1500.5\u{a0}m");
}

#[test]
fn an_availability_above_a_hundred_percent_is_refused() {
    let availability = find("service.availability").unwrap();
    let refused = Declared::parse(availability, "100.1", "percent").unwrap_err();
    assert!(refused.to_string().contains("from 0\u{a0}% to 100\u{a0}%"));
    let refused = Declared::parse(availability, "99", "h").unwrap_err();
    assert!(matches!(refused, NotDeclared::Unit(_)));
}

#[test]
fn choices_are_kept_in_the_order_of_the_catalogue() {
    let band = find("com.band").unwrap();
    let declared = Declared::parse(band, "ku, x,x", "").unwrap();
    assert_eq!(declared, Declared::Choice(vec!["x".into(), "ku".into()]));
    assert_eq!(declared.words(band), "X band, Ku band");
    assert_eq!(
        Declared::parse(band, "w", ""),
        Err(NotDeclared::Choice("w".into()))
    );
    assert_eq!(Declared::parse(band, " ,", ""), Err(NotDeclared::Nothing));
}

#[test]
fn an_objective_worse_than_the_threshold_is_refused() {
    let parameter = find("eo.revisit_median").unwrap();
    let wanted = Wanted::Number {
        direction: Direction::Lower,
        threshold: Some(quantity("6", Unit::Hour)),
        objective: Some(quantity("361", Unit::Minute)),
    };
    assert!(matches!(
        wanted.checked(parameter),
        Err(NotDeclared::Range(_))
    ));
    assert!(revisit().checked(parameter).is_ok());
}

#[test]
fn a_requirement_is_answered_by_the_system_that_meets_it_best() {
    let profile = [
        capability("Alpha", "eo.revisit_median", "7", "h"),
        capability("Beta", "eo.revisit_median", "90", "min"),
        capability("Gamma", "eo.revisit_median", "3", "h"),
    ];
    let fit = fit(&profile, &[need("eo.revisit_median", revisit())]);
    assert_eq!(fit.answers[0].standing, Standing::Objective);
    assert_eq!(fit.answers[0].system.as_deref(), Some("Beta"));
    assert!(fit.answers[0].explanation.contains("at most 6\u{a0}h"));
}

#[test]
fn a_profile_that_says_nothing_is_told_so() {
    let fit = fit(&[], &[need("eo.revisit_median", revisit())]);
    assert_eq!(fit.count(Standing::NotTold), 1);
    assert!(fit.answers[0].explanation.contains("says nothing"));
}

#[test]
fn a_tally_says_what_is_met_and_what_is_not() {
    let needs = [
        need("eo.revisit_median", revisit()),
        need("eo.night", Wanted::YesNo { required: true }),
    ];
    let profile = [capability("Alpha", "eo.revisit_median", "7", "h")];
    let tally = Tally::of(&fit(&profile, &needs), 1).unwrap();
    assert_eq!(tally.head(), "0 of 3");
    assert_eq!(
        tally.rest(),
        "1 below what is asked; 1 not in your profile; 1 to be read"
    );
    assert_eq!(Tally::of(&fit(&profile, &[]), 1), None);
}

#[test]
fn choices_and_yes_or_no_are_compared_too() {
    let bands = Wanted::Choice {
        accepted: vec!["x".into(), "ku".into()],
        preferred: vec!["x".into()],
    };
    let has = |codes: &[&str]| Declared::Choice(codes.iter().map(|c| (*c).to_owned()).collect());
    assert_eq!(bands.standing(Some(&has(&["x"]))), Standing::Objective);
    assert_eq!(bands.standing(Some(&has(&["ku"]))), Standing::Threshold);
    assert_eq!(bands.standing(Some(&has(&["uhf"]))), Standing::Below);
    let required = Wanted::YesNo { required: true };
    let no = Declared::YesNo(false);
    assert_eq!(required.standing(Some(&no)), Standing::Below);
    assert_eq!(
        Wanted::YesNo { required: false }.standing(Some(&no)),
        Standing::Threshold
    );
}

#[test]
fn declared_and_wanted_survive_storage() {
    let declared = Declared::Number(quantity("0.30", Unit::Metre));
    let text = serde_json::to_string(&declared).unwrap();
    assert_eq!(
        text,
        r#"{"kind":"number","value":{"amount":"0.3","unit":"m"}}"#
    );
    assert_eq!(serde_json::from_str::<Declared>(&text).unwrap(), declared);
    let text = serde_json::to_string(&revisit()).unwrap();
    assert_eq!(serde_json::from_str::<Wanted>(&text).unwrap(), revisit());
    assert!(serde_json::from_str::<ParameterCode>("\"eo.none\"").is_err());
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::ALL)
}

prop_compose! {
    fn any_quantity()(unit in unit(), digits in -99_999_999_999_999_999_i64..=99_999_999_999_999_999, scale in 0_u32..=DECIMALS)
        -> Option<Quantity> {
        Quantity::new(Decimal::new(digits, scale), unit).ok()
    }
}

proptest! {
    #[test]
    fn converting_there_and_back_stays_within_the_rounding(
        first in any_quantity().prop_filter_map("within bounds", |q| q), pick in any::<prop::sample::Index>(),
    ) {
        let siblings: Vec<Unit> = first.unit().siblings().collect();
        let other = siblings[pick.index(siblings.len())];
        let there = first.amount_in(other).unwrap();
        let (own, factor) = (Decimal::from(first.unit().factor()), Decimal::from(other.factor()));
        let back = there * factor / own;
        let slack = if factor <= own { Decimal::ZERO } else { Decimal::new(5, SHOWN_DECIMALS + 1) * factor / own };
        prop_assert!((back - first.amount()).abs() <= slack + Decimal::new(1, 15), "{first} {there} {back}");
    }

    #[test]
    fn towards_a_smaller_unit_nothing_is_lost(first in any_quantity().prop_filter_map("within bounds", |q| q)) {
        for smaller in first.unit().siblings().filter(|unit| first.unit().factor() % unit.factor() == 0) {
            let ratio = Decimal::from(first.unit().factor() / smaller.factor());
            prop_assert_eq!(first.amount_in(smaller).unwrap(), (first.amount() * ratio).normalize());
        }
    }

    #[test]
    fn comparing_is_the_same_from_both_sides(
        first in any_quantity().prop_filter_map("within bounds", |q| q), second in any_quantity().prop_filter_map("within bounds", |q| q),
    ) {
        match (first.compare(second), second.compare(first)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other.reverse()),
            (one, other) => prop_assert!(one.is_err() && other.is_err()),
        }
    }

    #[test]
    fn a_better_value_never_stands_worse(minutes in 1_i64..1000, hours in 1_i64..20) {
        let value = |amount, unit| Declared::Number(Quantity::new(Decimal::from(amount), unit).unwrap());
        let (one, other) = (value(minutes, Unit::Minute), value(hours, Unit::Hour));
        let wanted = revisit();
        if wanted.better(&one, &other).is_ge() {
            prop_assert!(wanted.standing(Some(&one)) <= wanted.standing(Some(&other)));
        }
    }

    #[test]
    fn any_typed_text_is_read_or_refused(text in ".{0,30}") {
        for parameter in catalogue() {
            if let Ok(declared) = Declared::parse(parameter, &text, "") {
                prop_assert_eq!(declared.clone().checked(parameter), Ok(declared));
            }
        }
    }
}

#[test]
fn every_parameter_that_a_theme_names_is_in_the_catalogue() {
    let about = |theme| catalogue().iter().filter(move |one| one.theme() == theme);
    assert_eq!(about(Theme::RiskAndSecurity).count(), 5);
    let delivery = about(Theme::Delivery).filter(|one| one.group != Group::Data);
    assert_eq!(delivery.count(), 5);
}
