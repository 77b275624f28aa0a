//! Bids that no weighting can justify.

use rust_decimal::Decimal;

/// A bid reduced to what it costs and what it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Evaluated price; lower is better.
    pub price: Decimal,
    /// Quality; higher is better.
    pub quality: Decimal,
}

impl Offer {
    fn dominates(&self, other: &Self) -> bool {
        self.price <= other.price && self.quality >= other.quality && self != other
    }
}

/// For each offer the position of the first offer that is at least as cheap and at least as good,
/// and better in one of the two (Pareto domination); none for an offer on the frontier.
#[must_use]
pub fn dominated_by(offers: &[Offer]) -> Vec<Option<usize>> {
    offers
        .iter()
        .map(|offer| offers.iter().position(|other| other.dominates(offer)))
        .collect()
}
