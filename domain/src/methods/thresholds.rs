//! The value limits as dated configuration: they are reviewed, so each set says from when it holds.

use chrono::NaiveDate;
use serde::Serialize;

/// Value limits, each in EUR minor units (cents), for the estimated value including all options over the whole
/// duration, never split (NPP 27, App. 1; METH).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Thresholds {
    /// Established Financial Limit, Level E.
    pub efl_e: i64,
    /// Up to here commercial products and services may also use limited competition and pre-competed award.
    pub commercial_lc: i64,
    /// Up to here commercial products and services may also use pre-competed award.
    pub commercial_pca: i64,
    /// Above this a public notice is needed.
    pub public_notice: i64,
    /// The first day on which these limits hold.
    pub valid_from: NaiveDate,
    /// Document and paragraph.
    pub source: &'static str,
}

/// The limits of the Procurement Policy for NATO Common Funding (NPP 27, App. 1; METH).
///
/// The document is dated 2025; the first of January stands for that year.
pub const NPP_2025: Thresholds = Thresholds {
    efl_e: 160_000_000,
    commercial_lc: 2 * 160_000_000,
    commercial_pca: 6 * 160_000_000,
    public_notice: 8_000_000,
    valid_from: super::book::day(2025, 1, 1),
    source: "NPP 27, App. 1; METH",
};

impl Thresholds {
    /// The set that holds on a day: the one with the latest `valid_from` not after it; `None` before the first.
    #[must_use]
    pub fn in_force(sets: &[Self], on: NaiveDate) -> Option<&Self> {
        sets.iter()
            .filter(|set| set.valid_from <= on)
            .max_by_key(|set| set.valid_from)
    }

    /// Whether the estimate, in EUR minor units, lies above EFL Level E; exactly at the level it does not (NPP 27).
    #[must_use]
    pub const fn above_efl_e(&self, estimate_eur_minor: i64) -> bool {
        estimate_eur_minor > self.efl_e
    }

    /// Whether the purchase must be announced to the public (NPP 27: above twice EFL B).
    #[must_use]
    pub const fn needs_public_notice(&self, estimate_eur_minor: i64) -> bool {
        estimate_eur_minor > self.public_notice
    }

    /// The limits that `whole` crosses and `part` alone does not, lowest first, in EUR minor units.
    #[must_use]
    pub fn crossed(&self, part: i64, whole: i64) -> Vec<i64> {
        let all = [
            self.public_notice,
            self.efl_e,
            self.commercial_lc,
            self.commercial_pca,
        ];
        all.into_iter()
            .filter(|limit| part <= *limit && whole > *limit)
            .collect()
    }
}

/// An amount for people: `EUR 1.6 million`, `EUR 80 000`, exact to the cent.
#[must_use]
pub fn eur(minor: i64) -> String {
    let million = rust_decimal::Decimal::new(minor, 8).normalize();
    if minor >= 100_000_000 {
        return format!("EUR {million} million");
    }
    let whole = rust_decimal::Decimal::new(minor, 2).normalize().to_string();
    let (digits, rest) = whole.split_once('.').unwrap_or((whole.as_str(), ""));
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = digits
        .get(..head)
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    groups.extend(
        (head..digits.len())
            .step_by(3)
            .filter_map(|at| digits.get(at..at + 3)),
    );
    let point = if rest.is_empty() { "" } else { "." };
    format!("EUR {}{point}{rest}", groups.join(" "))
}
