//! Numbers of contract lines.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Letters of priced sub-lines: `A` to `Z` without `I` and `O`, which look like digits (DFARS 204.71).
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A sub-line of a contract line (DFARS 204.71).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubLine {
    /// `01` to `99`: information only, never priced or scheduled.
    Informational(u8),
    /// `AA` to `ZZ` without `I` and `O`: separately identified, with its own price and schedule. Holds the
    /// position in that order, 0 for `AA`.
    Priced(u16),
}

/// The number of a contract line or sub-line: `0001`, `0001AA`, `000101` (DFARS 204.71).
///
/// A number is never used twice in one contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LineNumber {
    clin: u16,
    sub: Option<SubLine>,
}

/// A text that is no line number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "Write four digits from 0001 to 9999, then nothing, 01 to 99, or two capital letters without I and O."
)]
pub struct InvalidLineNumber;

impl LineNumber {
    /// The four-digit line, 1 to 9999.
    #[must_use]
    pub const fn clin(self) -> u16 {
        self.clin
    }

    /// The sub-line, if it is one.
    #[must_use]
    pub const fn sub(self) -> Option<SubLine> {
        self.sub
    }

    /// Whether the line may carry a price and a schedule.
    #[must_use]
    pub const fn may_be_priced(self) -> bool {
        !matches!(self.sub, Some(SubLine::Informational(_)))
    }
}

impl SubLine {
    const PRICED: u16 = (LETTERS.len() * LETTERS.len()) as u16;

    fn parse(text: &str) -> Option<Self> {
        let letter = |byte: u8| LETTERS.iter().position(|letter| *letter == byte);
        match *text.as_bytes() {
            [b'0', b'0'] => None,
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
                Some(Self::Informational((tens - b'0') * 10 + ones - b'0'))
            }
            [first, second] => {
                let position = letter(first)? * LETTERS.len() + letter(second)?;
                u16::try_from(position).ok().map(Self::Priced)
            }
            _ => None,
        }
    }
}

impl FromStr for LineNumber {
    type Err = InvalidLineNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (line, rest) = text.split_at_checked(4).ok_or(InvalidLineNumber)?;
        let clin = number(line)
            .filter(|clin| *clin > 0)
            .ok_or(InvalidLineNumber)?;
        let clin = u16::try_from(clin).map_err(|_| InvalidLineNumber)?;
        let sub = match rest {
            "" => None,
            rest => Some(SubLine::parse(rest).ok_or(InvalidLineNumber)?),
        };
        Ok(Self { clin, sub })
    }
}

/// A number written in digits only, without a sign.
pub(super) fn number(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

impl fmt::Display for LineNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.clin)?;
        match self.sub {
            None => Ok(()),
            Some(SubLine::Informational(number)) => write!(f, "{number:02}"),
            Some(SubLine::Priced(position)) => {
                let position = usize::from(position);
                let (first, second) = (position / LETTERS.len(), position % LETTERS.len());
                write!(
                    f,
                    "{}{}",
                    char::from(LETTERS[first]),
                    char::from(LETTERS[second])
                )
            }
        }
    }
}

impl TryFrom<String> for LineNumber {
    type Error = InvalidLineNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LineNumber> for String {
    fn from(number: LineNumber) -> Self {
        number.to_string()
    }
}

/// The next four-digit line after all those ever used; `None` when 9999 is taken.
#[must_use]
pub fn next_clin(used: &[LineNumber]) -> Option<LineNumber> {
    let last = used.iter().map(|line| line.clin).max().unwrap_or(0);
    (last < 9999).then_some(LineNumber {
        clin: last + 1,
        sub: None,
    })
}

/// The next informational sub-line of `clin`, after all those ever used; `None` when 99 is taken.
#[must_use]
pub fn next_informational(clin: LineNumber, used: &[LineNumber]) -> Option<LineNumber> {
    let last = sub_lines(clin, used).filter_map(|sub| match sub {
        SubLine::Informational(number) => Some(number),
        SubLine::Priced(_) => None,
    });
    let next = last.max().unwrap_or(0) + 1;
    (next <= 99).then_some(LineNumber {
        clin: clin.clin,
        sub: Some(SubLine::Informational(next)),
    })
}

/// The next priced sub-line of `clin`, after all those ever used; `None` when `ZZ` is taken.
#[must_use]
pub fn next_priced(clin: LineNumber, used: &[LineNumber]) -> Option<LineNumber> {
    let last = sub_lines(clin, used).filter_map(|sub| match sub {
        SubLine::Priced(position) => Some(position),
        SubLine::Informational(_) => None,
    });
    let next = last.max().map_or(0, |position| position + 1);
    (next < SubLine::PRICED).then_some(LineNumber {
        clin: clin.clin,
        sub: Some(SubLine::Priced(next)),
    })
}

fn sub_lines(of: LineNumber, used: &[LineNumber]) -> impl Iterator<Item = SubLine> {
    used.iter()
        .filter(move |line| line.clin == of.clin)
        .filter_map(|line| line.sub)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: &str) -> LineNumber {
        text.parse().unwrap()
    }

    #[test]
    fn line_numbers_are_read_and_written_alike() {
        for text in [
            "0001", "9999", "000101", "000199", "0001AA", "0001HJ", "0001ZZ",
        ] {
            assert_eq!(line(text).to_string(), text);
        }
        assert!(!line("000101").may_be_priced());
        assert!(line("0001AA").may_be_priced() && line("0001").may_be_priced());
    }

    #[test]
    fn other_texts_are_no_line_numbers() {
        for text in [
            "", "1", "0000", "00001", "000100", "0001A", "0001AI", "0001OA", "0001aa", "0001A1",
            "+001", "000é",
        ] {
            assert_eq!(text.parse::<LineNumber>(), Err(InvalidLineNumber), "{text}");
        }
    }

    #[test]
    fn the_next_number_follows_the_highest_ever_used() {
        let used = [
            line("0001"),
            line("0004"),
            line("0004AH"),
            line("000402"),
            line("000199"),
        ];
        assert_eq!(next_clin(&used), Some(line("0005")));
        assert_eq!(next_priced(line("0004"), &used), Some(line("0004AJ")));
        assert_eq!(
            next_informational(line("0004"), &used),
            Some(line("000403"))
        );
        assert_eq!(next_priced(line("0001"), &used), Some(line("0001AA")));
        assert_eq!(next_clin(&[]), Some(line("0001")));
    }

    #[test]
    fn a_full_series_has_no_next_number() {
        assert_eq!(next_clin(&[line("9999")]), None);
        assert_eq!(next_informational(line("0001"), &[line("000199")]), None);
        assert_eq!(next_priced(line("0001"), &[line("0001ZZ")]), None);
        assert_eq!(
            next_priced(line("0001"), &[line("0001AZ")]),
            Some(line("0001BA"))
        );
    }

    #[test]
    fn numbers_are_texts_in_json() {
        assert_eq!(
            serde_json::to_string(&line("0001AA")).unwrap(),
            "\"0001AA\""
        );
        assert!(serde_json::from_str::<LineNumber>("\"0000\"").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_read_back(text in "[0-9A-Z]{4,6}") {
            if let Ok(number) = text.parse::<LineNumber>() {
                prop_assert_eq!(number.to_string(), text);
            }
        }
    }
}
