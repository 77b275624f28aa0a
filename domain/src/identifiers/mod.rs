//! Identifiers of organisations, checked as far as their issuers say how.
//!
//! What is checked is written beside each scheme in [`Scheme::meaning`]; what is not published is not guessed.

mod national;

#[cfg(test)]
mod tests;

use crate::actor::NationCode;
use crate::states::named::named_enum;
use serde::{Deserialize, Serialize};
use std::fmt;

named_enum! {
    /// Who issues the identifier. The meaning says what is checked.
    pub enum Scheme {
        Ncage "ncage" "NCAGE or CAGE" "Five letters and digits; the form is checked, there is no check digit (NATO codification, ACodP-1).",
        Lei "lei" "LEI" "Twenty letters and digits; the last two are check digits, computed modulo 97-10 (ISO 17442, ISO/IEC 7064).",
        Uei "uei" "UEI" "Twelve letters and digits; the form that SAM.gov documents is checked, its check character is not: its rule is not published.",
        National "national" "National register" "The number in the register of the organisation's nation; check digits where the nation is one of BE, DK, FI, FR, IT, NO, PL, PT, SE, otherwise the form only.",
    }
}

/// What is wrong with an identifier, for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIdentifier {
    /// The wrong number of characters.
    #[error("{scheme} has {wants} characters; this has {has}")]
    Length {
        /// The scheme in words.
        scheme: &'static str,
        /// How many it has.
        wants: usize,
        /// How many were typed, spaces and separators left out.
        has: usize,
    },
    /// A character that the scheme does not use.
    #[error("{scheme} has no “{found}” at place {place}: {wants}")]
    Character {
        /// The scheme in words.
        scheme: &'static str,
        /// The character.
        found: char,
        /// Its place, counted from 1.
        place: usize,
        /// What may stand there.
        wants: &'static str,
    },
    /// A rule about the whole.
    #[error("{0}")]
    Form(&'static str),
    /// The check digits do not fit: a digit was mistyped or two were swapped.
    #[error(
        "the check digits do not fit: compare it with the {0}, a character is wrong or two are swapped"
    )]
    Check(&'static str),
    /// A national number without its nation.
    #[error("choose the nation first: each nation's numbers have their own form")]
    NoNation,
}

/// An identifier that fits its scheme, written without spaces and separators, in capitals.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identifier {
    scheme: Scheme,
    value: String,
    nation: Option<NationCode>,
}

impl Identifier {
    /// Reads what was typed. `nation` is needed for a national number and ignored otherwise.
    ///
    /// # Errors
    /// [`NotAnIdentifier`] says what is wrong.
    pub fn parse(
        scheme: Scheme,
        text: &str,
        nation: Option<NationCode>,
    ) -> Result<Self, NotAnIdentifier> {
        let value = plain(text);
        match scheme {
            Scheme::Ncage => ncage(&value)?,
            Scheme::Lei => lei(&value)?,
            Scheme::Uei => uei(&value)?,
            Scheme::National => {
                national::check(nation.ok_or(NotAnIdentifier::NoNation)?, &value)?;
            }
        }
        let nation = nation.filter(|_| scheme == Scheme::National);
        Ok(Self {
            scheme,
            value,
            nation,
        })
    }

    /// Who issues it.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Its characters.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The nation of a national number.
    #[must_use]
    pub const fn nation(&self) -> Option<NationCode> {
        self.nation
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.nation {
            Some(nation) => write!(f, "{nation} {}", self.value),
            None => write!(f, "{} {}", self.scheme.label(), self.value),
        }
    }
}

/// Capitals without the spaces, dots, hyphens and strokes that people put between groups.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '\u{a0}' | '–'))
        .flat_map(char::to_uppercase)
        .collect()
}

fn sized(scheme: &'static str, value: &str, wants: usize) -> Result<(), NotAnIdentifier> {
    let has = value.chars().count();
    if has == wants {
        return Ok(());
    }
    Err(NotAnIdentifier::Length { scheme, wants, has })
}

fn all(
    scheme: &'static str,
    value: &str,
    wants: &'static str,
    fits: impl Fn(usize, char) -> bool,
) -> Result<(), NotAnIdentifier> {
    match value.chars().enumerate().find(|(i, c)| !fits(*i, *c)) {
        None => Ok(()),
        Some((place, found)) => Err(NotAnIdentifier::Character {
            scheme,
            found,
            place: place + 1,
            wants,
        }),
    }
}

const fn letter_or_digit(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit()
}

/// Five letters and digits. A code with a digit at both ends is a CAGE code of the United States or Canada and has
/// no I and no O; one with a letter at an end was issued elsewhere (ACodP-1).
fn ncage(value: &str) -> Result<(), NotAnIdentifier> {
    const NAME: &str = "An NCAGE or CAGE code";
    sized(NAME, value, 5)?;
    all(NAME, value, "capital letters and digits", |_, c| {
        letter_or_digit(c)
    })?;
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if digit(value.chars().next()) && digit(value.chars().last()) {
        all(NAME, value, "a CAGE code uses neither I nor O", |_, c| {
            !matches!(c, 'I' | 'O')
        })?;
    }
    Ok(())
}

/// Eighteen letters and digits and two check digits: written as one number, with A as 10 to Z as 35, it leaves 1 when
/// divided by 97 (ISO 17442-1, ISO/IEC 7064 MOD 97-10).
fn lei(value: &str) -> Result<(), NotAnIdentifier> {
    const NAME: &str = "An LEI";
    sized(NAME, value, 20)?;
    all(
        NAME,
        value,
        "capital letters and digits, two digits at the end",
        |i, c| {
            if i < 18 {
                letter_or_digit(c)
            } else {
                c.is_ascii_digit()
            }
        },
    )?;
    let rest = value
        .chars()
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, digit| {
            let shift = if digit > 9 { 100 } else { 10 };
            (rest * shift + digit) % 97
        });
    if rest == 1 {
        Ok(())
    } else {
        Err(NotAnIdentifier::Check("record in the LEI index"))
    }
}

/// Twelve letters and digits without I and O, not beginning with zero, without nine digits in a row, so that it is not
/// taken for an older number (SAM.gov, technical specification of the unique entity identifier). Its last character is
/// a check character whose rule is not published; it is not checked.
fn uei(value: &str) -> Result<(), NotAnIdentifier> {
    const NAME: &str = "A UEI";
    sized(NAME, value, 12)?;
    all(
        NAME,
        value,
        "letters other than I and O, and digits",
        |_, c| letter_or_digit(c) && !matches!(c, 'I' | 'O'),
    )?;
    if value.starts_with('0') {
        return Err(NotAnIdentifier::Form("a UEI does not begin with zero"));
    }
    let nine = value
        .as_bytes()
        .windows(9)
        .any(|part| part.iter().all(u8::is_ascii_digit));
    if nine {
        return Err(NotAnIdentifier::Form(
            "a UEI never has nine digits in a row: this may be a DUNS or tax number",
        ));
    }
    Ok(())
}
