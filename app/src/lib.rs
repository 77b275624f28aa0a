//! App.

pub mod charts;
pub mod ui;
