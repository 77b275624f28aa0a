//! Rules.

pub mod evaluation;
