//! From where on a price seems low, as it is published with the scheme.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The thresholds of the two screens for low prices, in percent. No NATO or EU text names a figure (GBI 4.8(f); Directive
/// 2014/24/EU, article 69); the usual ones are those of two national rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Screening {
    /// A price further below the mean of all than this is asked about.
    pub below_mean: Decimal,
    /// So much of the discounts is dropped at each end before their mean is taken.
    pub trimmed: Decimal,
}

const fn percent(whole: u32) -> Decimal {
    Decimal::from_parts(whole, 0, 0, false, 0)
}

impl Screening {
    /// Where the first screen's usual threshold stands.
    pub const BELOW_MEAN_SOURCE: &'static str =
        "Spain, LCSP article 149: more than 10 % below the mean of several bids";
    /// Where the second screen's usual part stands.
    pub const TRIMMED_SOURCE: &'static str =
        "Italy, the rule of 2017: 10 % dropped at each end, then mean plus mean deviation";
    /// What the first threshold may be: below 5 % every second price would be asked about (own design).
    pub const BELOW_MEAN: [Decimal; 2] = [percent(5), percent(50)];
    /// What may be dropped at each end: above 25 % half of the offers would not count (own design).
    pub const TRIMMED: [Decimal; 2] = [percent(0), percent(25)];

    /// Whether the thresholds are the usual ones.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The part that is dropped at each end, from 0 to 1.
    #[must_use]
    pub fn trimmed_fraction(&self) -> Decimal {
        self.trimmed / Decimal::ONE_HUNDRED
    }
}

impl Default for Screening {
    fn default() -> Self {
        Self {
            below_mean: Decimal::TEN,
            trimmed: Decimal::TEN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_without_thresholds_reads_as_the_usual_ones() {
        let read: Screening = serde_json::from_str("{}").unwrap();
        assert!(read.is_usual());
        assert_eq!(read.trimmed_fraction(), Decimal::new(1, 1));
    }

    #[test]
    fn the_usual_thresholds_are_within_what_may_be_chosen() {
        let usual = Screening::default();
        let [low, high] = Screening::BELOW_MEAN;
        assert!((low..=high).contains(&usual.below_mean));
        let [low, high] = Screening::TRIMMED;
        assert!((low..=high).contains(&usual.trimmed));
    }
}
