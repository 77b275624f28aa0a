//! References that people read, say and paste: `SOL-2026-0007`, `CTR-2026-0012`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of thing a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// A coming need.
    Need,
    /// A request for information.
    Request,
    /// A solicitation.
    Solicitation,
    /// An offer.
    Offer,
    /// A contract or vehicle.
    Contract,
    /// A framework of several holders.
    Framework,
    /// A capability.
    Capability,
    /// A pledge of a nation.
    Pledge,
    /// A provider organisation.
    Provider,
    /// A declaration of eligibility.
    Declaration,
    /// The registration of a provider organisation.
    Registration,
}

impl Series {
    /// The letters in front.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Need => "NED",
            Self::Request => "RFI",
            Self::Solicitation => "SOL",
            Self::Offer => "OFR",
            Self::Contract => "CTR",
            Self::Framework => "FWK",
            Self::Capability => "CAP",
            Self::Pledge => "PLG",
            Self::Provider => "PRV",
            Self::Declaration => "DOE",
            Self::Registration => "REG",
        }
    }

    /// The address of the thing that a reference of this series names, or `None` where it has no page of its own.
    #[must_use]
    pub fn address(reference: &str) -> Option<String> {
        let reference = reference.trim().to_ascii_uppercase();
        let folder = match reference.split('-').next()? {
            "NED" => "needs",
            "RFI" => "requests",
            "SOL" => "solicitations",
            "OFR" => "offers",
            "CTR" => "contracts",
            "FWK" => "frameworks",
            "CAP" => "capabilities",
            "PLG" => "contributions",
            "PRV" => "providers",
            "DOE" => "eligibility/declarations",
            "REG" => "registrations",
            _ => return None,
        };
        let rest = reference.get(3..)?;
        rest.bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'X'))
            .then(|| format!("/{folder}/{reference}"))
    }
}

/// Writes the reference of the `number`-th thing of a series in a year.
#[must_use]
pub fn write(series: Series, year: i32, number: i64) -> String {
    format!("{}-{year:04}-{number:04}", series.prefix())
}

/// Writes the reference of the `number`-th imported thing of a series: `SOL-2019-X00042`. Imported things count on
/// their own, over all years, so that the alliance's own numbers have no gaps.
#[must_use]
pub fn write_imported(series: Series, year: i32, number: i64) -> String {
    format!("{}-{year:04}-X{number:05}", series.prefix())
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.prefix())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_to_its_page() {
        assert_eq!(
            Series::address(" sol-2026-0007 ").as_deref(),
            Some("/solicitations/SOL-2026-0007")
        );
        assert_eq!(write(Series::Contract, 2026, 12), "CTR-2026-0012");
    }

    #[test]
    fn an_imported_record_has_an_address_too() {
        let reference = write_imported(Series::Solicitation, 2019, 42);
        assert_eq!(reference, "SOL-2019-X00042");
        assert_eq!(
            Series::address("sol-2019-x00042").as_deref(),
            Some("/solicitations/SOL-2019-X00042")
        );
    }

    #[test]
    fn ordinary_words_are_no_reference() {
        assert_eq!(Series::address("solar imagery"), None);
        assert_eq!(Series::address("SOL-<script>"), None);
    }
}
