//! Pictures of data, drawn on the server as SVG.
//!
//! A picture is a pure function of its data: no clock, no script, no inline style. Colour comes from classes, every
//! series also differs by shape or pattern, and the page writes the same data as a table beside it. Positions on the
//! drawing are the only place where numbers become floating point.

mod scale;
mod score_bar;

pub use scale::{DayScale, Scale, nice_ticks, pack_rows};
pub use score_bar::ScoreBar;
