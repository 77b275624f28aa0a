//! The price schedule: the lines that every offer prices, so that offers are compared line by line.

use crate::text::Line;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A line that every offer prices or marks as not offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleLine {
    /// Stable short code within the solicitation: `P1`, `P2`…
    pub code: String,
    /// Code of the lot it belongs to; empty for the whole.
    pub lot: String,
    /// What is priced.
    pub description: Line,
    /// The unit of the quantity, such as `month`, `image` or `MHz-month`.
    pub unit: String,
    /// How many units; above 0.
    pub quantity: Decimal,
    /// The period of performance that it is priced for, such as `Year 2`; empty for the whole duration.
    pub period: String,
    /// Whether the line is an option; options are added for evaluation (GBI 3.7).
    pub option: bool,
}
