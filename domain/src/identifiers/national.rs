//! Numbers of national registers. The check is computed only for nations whose rule is public and stable; elsewhere
//! the number need only look like one.

use super::{NotAnIdentifier, all, letter_or_digit, sized};
use crate::actor::NationCode;

/// The name of the number and its register, for hints; `None` where only the form is checked.
pub(super) const fn register(nation: &str) -> Option<&'static str> {
    match nation.as_bytes() {
        b"BE" => Some("Crossroads Bank for Enterprises"),
        b"DK" => Some("CVR register"),
        b"FI" => Some("Business Information System (Y-tunnus)"),
        b"FR" => Some("Sirene register (SIREN)"),
        b"IT" => Some("tax register (partita IVA)"),
        b"NO" => Some("Brønnøysund register (organisasjonsnummer)"),
        b"PL" => Some("tax register (NIP)"),
        b"PT" => Some("register of legal persons (NIPC)"),
        b"SE" => Some("companies register (organisationsnummer)"),
        _ => None,
    }
}

pub(super) fn check(nation: NationCode, value: &str) -> Result<(), NotAnIdentifier> {
    let Some(register) = register(nation.as_str()) else {
        return form_only(value);
    };
    let length = match nation.as_str() {
        "BE" | "PL" | "SE" => 10,
        "DK" | "FI" => 8,
        "IT" => 11,
        _ => 9,
    };
    sized("This number", value, length)?;
    all("This number", value, "digits", |_, c| c.is_ascii_digit())?;
    let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    let fits = match nation.as_str() {
        "BE" => belgium(&digits),
        "DK" => digits[0] != 0 && weighted(&digits, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        "FI" => last_of_eleven(&digits, &[7, 9, 10, 5, 8, 4, 2], false),
        "NO" => last_of_eleven(&digits, &[3, 2, 7, 6, 5, 4, 3, 2], false),
        "PL" => weighted(&digits, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9],
        "PT" => last_of_eleven(&digits, &[9, 8, 7, 6, 5, 4, 3, 2], true),
        "SE" => digits[2] >= 2 && luhn(&digits),
        _ => luhn(&digits),
    };
    if fits {
        Ok(())
    } else {
        Err(NotAnIdentifier::Check(register))
    }
}

fn form_only(value: &str) -> Result<(), NotAnIdentifier> {
    let length = value.chars().count();
    if !(3..=30).contains(&length) || !value.chars().all(letter_or_digit) {
        return Err(NotAnIdentifier::Form(
            "a register number has 3 to 30 letters and digits",
        ));
    }
    if value.chars().all(|c| c.is_ascii_uppercase()) {
        return Err(NotAnIdentifier::Form("a register number has digits"));
    }
    Ok(())
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum()
}

/// The last digit is 11 less the remainder of the weighted sum; 11 is written 0. Ten is never issued, or, in Portugal,
/// written 0 as well.
fn last_of_eleven(digits: &[u32], weights: &[u32], ten_is_zero: bool) -> bool {
    let expected = match 11 - weighted(digits, weights) % 11 {
        11 => Some(0),
        10 => ten_is_zero.then_some(0),
        other => Some(other),
    };
    expected == digits.last().copied()
}

/// Every second digit from the right doubled, digits of the products added, the sum a multiple of ten (ISO/IEC 7812-1).
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(
            |(place, digit)| match digit * (1 + u32::from(place % 2 == 1)) {
                product @ 10.. => product - 9,
                product => product,
            },
        )
        .sum();
    sum.is_multiple_of(10)
}

/// The last two digits are 97 less the remainder of the first eight; the number begins with 0 or 1.
fn belgium(digits: &[u32]) -> bool {
    let number = |part: &[u32]| part.iter().fold(0, |number, digit| number * 10 + digit);
    let (first, last) = digits.split_at(8);
    digits[0] <= 1 && 97 - number(first) % 97 == number(last)
}
