//! Numbers, money and time as people read them. Pure: the moment and the zone are passed in.
//!
//! Spaces inside a number are U+202F (narrow, no break) and the minus is U+2212, so that a value never
//! breaks over two lines and its sign is as wide as a plus.

mod money;
mod number;
mod time;

use domain::money::grouped;

pub use money::{amount, amount_exact, exponent, money, money_exact, money_signed};
pub use number::{
    bytes, counted, days, decimal, percent, percent_signed, score, shown, slip, thousands,
};
pub use time::{date, date_time, exact, iso_date, iso_moment, on_clocks, relative, zone_label};

/// Narrow no-break space between groups of three digits.
pub const THIN: char = '\u{202f}';
/// No-break space between a number and its unit.
pub const NBSP: char = '\u{a0}';
/// The real minus.
pub const MINUS: char = '\u{2212}';
