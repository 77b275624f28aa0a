//! Identifiers, with public ones as examples.

use super::*;
use proptest::prelude::*;

fn parse(scheme: Scheme, text: &str) -> Result<Identifier, NotAnIdentifier> {
    Identifier::parse(scheme, text, None)
}

fn national(nation: &str, text: &str) -> Result<Identifier, NotAnIdentifier> {
    Identifier::parse(Scheme::National, text, nation.parse().ok())
}

#[test]
fn an_lei_is_checked_by_its_last_two_digits() {
    // The Global LEI Foundation's own.
    let lei = parse(Scheme::Lei, "506700ge1g29325qx363").unwrap();
    assert_eq!(lei.value(), "506700GE1G29325QX363");
    assert!(matches!(
        parse(Scheme::Lei, "506700GE1G29325QX364"),
        Err(NotAnIdentifier::Check(_))
    ));
    assert!(matches!(
        parse(Scheme::Lei, "506700GE1G29325QX3"),
        Err(NotAnIdentifier::Length { has: 18, .. })
    ));
    assert!(matches!(
        parse(Scheme::Lei, "506700GE1G29325QX3X3"),
        Err(NotAnIdentifier::Character { place: 19, .. })
    ));
}

#[test]
fn a_code_of_the_nato_codification_has_five_characters() {
    assert!(parse(Scheme::Ncage, "n 1234").is_ok());
    assert!(parse(Scheme::Ncage, "1AB23").is_ok());
    let refused = parse(Scheme::Ncage, "1OB23").unwrap_err();
    assert!(refused.to_string().contains("neither I nor O"));
    assert!(parse(Scheme::Ncage, "1234").is_err());
    assert!(parse(Scheme::Ncage, "Ñ1234").is_err());
}

#[test]
fn a_uei_keeps_to_the_documented_form() {
    assert!(parse(Scheme::Uei, "ZQGGHJH74DW7").is_ok());
    assert!(parse(Scheme::Uei, "OQGGHJH74DW7").is_err());
    assert!(parse(Scheme::Uei, "0QGGHJH74DW7").is_err());
    let refused = parse(Scheme::Uei, "A123456789BC").unwrap_err();
    assert!(refused.to_string().contains("nine digits"));
}

#[test]
fn national_numbers_are_checked_where_the_rule_is_public() {
    // Public bodies and registers themselves.
    for (nation, number) in [
        ("NO", "974 760 673"),
        ("FI", "0244683-1"),
        ("FR", "552 100 554"),
        ("SE", "202100-5489"),
        ("BE", "0203.201.340"),
        ("DK", "24 25 67 90"),
        ("IT", "00743110157"),
        ("PL", "526-025-02-74"),
        ("PT", "500 960 046"),
    ] {
        assert!(national(nation, number).is_ok(), "{nation} {number}");
        let last = number.chars().last().unwrap();
        let other = char::from_digit((last.to_digit(10).unwrap() + 1) % 10, 10).unwrap();
        let wrong = format!("{}{other}", &number[..number.len() - 1]);
        assert!(
            matches!(national(nation, &wrong), Err(NotAnIdentifier::Check(_))),
            "{nation} {wrong}"
        );
    }
}

#[test]
fn elsewhere_a_number_need_only_look_like_one() {
    assert!(national("DE", "HRB 12345").is_ok());
    assert!(national("DE", "HRB").is_err());
    assert!(national("DE", "12!45").is_err());
    assert_eq!(
        parse(Scheme::National, "12345"),
        Err(NotAnIdentifier::NoNation)
    );
}

#[test]
fn separators_and_case_make_no_difference() {
    assert_eq!(national("FI", "0244683-1"), national("FI", "02446831"));
    assert_eq!(
        national("NO", "974760673").unwrap().to_string(),
        "NO 974760673"
    );
}

proptest! {
    #[test]
    fn no_text_breaks_the_reading(text in ".{0,40}", nation in "[A-Z]{2}") {
        for scheme in Scheme::ALL {
            let once = Identifier::parse(*scheme, &text, nation.parse().ok());
            if let Ok(identifier) = &once {
                let again = Identifier::parse(*scheme, identifier.value(), identifier.nation());
                prop_assert_eq!(again.as_ref(), Ok(identifier));
            }
        }
    }

    #[test]
    fn one_changed_character_of_an_lei_is_noticed(place in 0_usize..18, letter in "[0-9A-Z]") {
        let mut lei: Vec<char> = "506700GE1G29325QX363".chars().collect();
        let letter = letter.chars().next().unwrap_or('0');
        prop_assume!(lei[place] != letter);
        lei[place] = letter;
        let lei: String = lei.into_iter().collect();
        // Two characters whose values differ by a multiple of 97 do not exist among 0 to Z of the same width.
        let same_width = letter.is_ascii_digit() == "506700GE1G29325QX363".chars().nth(place).unwrap().is_ascii_digit();
        prop_assume!(same_width);
        prop_assert!(parse(Scheme::Lei, &lei).is_err());
    }
}
