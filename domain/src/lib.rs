//! The rules of Perigee: pure, without input or output, without a clock.
//!
//! Whatever depends on the moment takes `now` or `today` as a parameter.

pub mod contracts;
pub mod methods;
pub mod milestones;
pub mod states;
pub mod timetable;
