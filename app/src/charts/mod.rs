//! Pictures of data, drawn on the server as SVG.
//!
//! A picture is a pure function of its data: no clock, no script, no inline style. Colour comes from classes, every
//! series also differs by shape or pattern, and the page writes the same data as a table beside it. Positions on the
//! drawing are the only place where numbers become floating point.

mod contract_lanes;
mod contract_timeline;
mod price_quality;
mod scale;
mod score_bar;
mod share_dumbbell;
mod sparkline;
mod stacked_bars;

pub use contract_lanes::{
    ContractPicture, MilestoneMark, ModificationMark, OrderBar, PaymentBar, Period, PeriodKind,
};
pub use contract_timeline::ContractTimeline;
pub use price_quality::{PriceQuality, PricedOffer};
pub use scale::{DayScale, Scale, nice_ticks, pack_rows};
pub use score_bar::ScoreBar;
pub use share_dumbbell::{NationShare, ShareDumbbell};
pub use sparkline::Sparkline;
pub use stacked_bars::{StackedBar, StackedBars};

/// Ids of a picture's title and description, and both together for `aria-labelledby`.
fn name_ids(id: &str) -> (String, String, String) {
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let both = format!("{title} {desc}");
    (title, desc, both)
}
