//! Offers that came after closing: kept sealed where the method's rule states an exception, taken by two officers or never opened.
//!
//! Until the opening nobody is told whose they are. What is not taken by then stays sealed for good.

mod decide;
mod opening;
mod propose;
mod read;
mod submitted;

pub use decide::decide_late;
pub(super) use opening::{must_be_decided, turn_away};
pub use propose::propose_late;
pub use read::{LateRow, LateSheet, late_sheet};
pub(super) use submitted::{explain, next_state};
