//! Text that people type, with the limits that keep it readable and storable.

use serde::{Deserialize, Serialize};

/// Why a text is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// Nothing was typed.
    #[error("write something here")]
    Empty,
    /// More characters than the field holds.
    #[error("at most {most} characters fit here; this has {has}")]
    TooLong {
        /// The limit in characters.
        most: usize,
        /// What was typed, in characters.
        has: usize,
    },
    /// Characters that would break a line of text or hide part of it.
    #[error("remove the control characters")]
    Control,
}

/// A line of text of 1 to `MOST` characters without control characters, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line<const MOST: usize = 200>(String);

/// Paragraphs of 1 to `MOST` characters, trimmed, line ends as line feeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose<const MOST: usize = 10_000>(String);

fn checked(text: &str, most: usize, line_feeds: bool) -> Result<String, NotText> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let has = text.chars().count();
    if has == 0 {
        return Err(NotText::Empty);
    }
    if has > most {
        return Err(NotText::TooLong { most, has });
    }
    let allowed = |c: char| !c.is_control() || (line_feeds && matches!(c, '\n' | '\t'));
    if text.chars().all(allowed) {
        Ok(text)
    } else {
        Err(NotText::Control)
    }
}

macro_rules! text_type {
    ($name:ident, $line_feeds:literal) => {
        impl<const MOST: usize> $name<MOST> {
            /// Reads what was typed.
            ///
            /// # Errors
            /// [`NotText`] says why it is not accepted.
            pub fn parse(text: &str) -> Result<Self, NotText> {
                checked(text, MOST, $line_feeds).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<const MOST: usize> TryFrom<String> for $name<MOST> {
            type Error = NotText;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl<const MOST: usize> From<$name<MOST>> for String {
            fn from(text: $name<MOST>) -> Self {
                text.0
            }
        }
    };
}

text_type!(Line, false);
text_type!(Prose, true);

/// A text folded for searching: lower case, accents of European alphabets removed.
/// Both databases compare this column instead of their own, differing, ideas of case.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(unaccented)
        .collect()
}

fn unaccented(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ț' | 'ţ' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        '\u{307}' => '\u{200b}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_bounded() {
        assert_eq!(Line::<5>::parse("  abc ").unwrap().as_str(), "abc");
        assert_eq!(Line::<5>::parse("   "), Err(NotText::Empty));
        assert_eq!(
            Line::<5>::parse("ąbćdęf"),
            Err(NotText::TooLong { most: 5, has: 6 })
        );
        assert_eq!(Line::<5>::parse("a\nb"), Err(NotText::Control));
    }

    #[test]
    fn searching_ignores_case_and_accents() {
        assert_eq!(folded("Ørsted ŁÓDŹ Ανώτατη"), "orsted lodz ανωτατη");
    }
}
