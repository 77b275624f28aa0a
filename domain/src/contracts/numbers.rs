//! Numbers of modifications: one series for each issuing office.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::lines::number;
use crate::states::named::named_enum;

named_enum! {
    /// Who issued a modification: the first letter of its number (FAR 4.1603; DFARS 204.1603).
    pub enum Office {
        Procuring "P" "Procuring office",
        Administering "A" "Administering office",
    }
}

/// The number of a modification: `P00001` (FAR 4.1603; DFARS 204.1603).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModificationNumber {
    office: Office,
    serial: u32,
}

/// A text that is no modification number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Write P or A and five digits from 00001 to 99999.")]
pub struct InvalidModificationNumber;

impl ModificationNumber {
    /// Who issued it.
    #[must_use]
    pub const fn office(self) -> Office {
        self.office
    }

    /// Its place in the office's series, 1 to 99999.
    #[must_use]
    pub const fn serial(self) -> u32 {
        self.serial
    }
}

impl FromStr for ModificationNumber {
    type Err = InvalidModificationNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (office, digits) = text.split_at_checked(1).ok_or(InvalidModificationNumber)?;
        let office = office.parse().map_err(|_| InvalidModificationNumber)?;
        let serial = number(digits).filter(|serial| digits.len() == 5 && *serial > 0);
        serial
            .map(|serial| Self { office, serial })
            .ok_or(InvalidModificationNumber)
    }
}

impl fmt::Display for ModificationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:05}", self.office, self.serial)
    }
}

impl TryFrom<String> for ModificationNumber {
    type Error = InvalidModificationNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ModificationNumber> for String {
    fn from(number: ModificationNumber) -> Self {
        number.to_string()
    }
}

/// The next number of an office, after all those ever used; `None` when 99999 is taken.
#[must_use]
pub fn next_modification(
    office: Office,
    used: &[ModificationNumber],
) -> Option<ModificationNumber> {
    let last = used
        .iter()
        .filter(|number| number.office == office)
        .map(|number| number.serial)
        .max();
    let serial = last.unwrap_or(0) + 1;
    (serial <= 99_999).then_some(ModificationNumber { office, serial })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modification_numbers_run_per_office() {
        let used: Vec<ModificationNumber> = ["P00001", "P00007", "A00002"]
            .map(|text| text.parse().unwrap())
            .into();
        assert_eq!(
            next_modification(Office::Procuring, &used)
                .unwrap()
                .to_string(),
            "P00008"
        );
        assert_eq!(
            next_modification(Office::Administering, &used)
                .unwrap()
                .to_string(),
            "A00003"
        );
        assert_eq!(
            next_modification(Office::Procuring, &["P99999".parse().unwrap()]),
            None
        );
        for text in [
            "", "P", "P0001", "P000001", "P00000", "S00001", "P0000A", "P+0001",
        ] {
            assert_eq!(
                text.parse::<ModificationNumber>(),
                Err(InvalidModificationNumber),
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_is_a_text_in_json() {
        assert_eq!(
            serde_json::from_str::<ModificationNumber>("\"P00001\"")
                .unwrap()
                .serial(),
            1
        );
    }
}
