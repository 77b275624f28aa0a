//! Pictures of data, drawn on the server as SVG.
//!
//! A picture is a pure function of its data: no clock, no script, no inline style. Colour comes from classes, every
//! series also differs by shape or pattern, and the page writes the same data as a table beside it. Positions on the
//! drawing are the only place where numbers become floating point.

mod contract_lanes;
mod contract_timeline;
mod criteria_profile;
mod day_rows;
mod equal_totals;
mod option_radar;
mod plan_picture;
mod price_differences;
mod price_quality;
mod readout;
mod scale;
mod score_bar;
mod service_lane;
mod share_dumbbell;
mod sparkline;
mod stacked_bars;

pub use contract_lanes::{
    ContractPicture, MilestoneMark, ModificationMark, OrderBar, PaymentBar, Period, PeriodKind,
    ServiceKind, ServiceMark,
};
pub use contract_timeline::ContractTimeline;
pub use criteria_profile::{CriteriaProfile, Profile};
pub use equal_totals::EqualTotals;
pub use option_radar::{OptionRadar, RadarRow};
pub use plan_picture::{PlanPicture, PlanRow};
pub use price_differences::{LineDifferences, PriceDifferences};
pub use price_quality::{PriceQuality, PricedOffer};
pub use scale::{DayScale, Scale, nice_ticks, pack_rows};
pub use score_bar::ScoreBar;
pub use share_dumbbell::{NationShare, ShareDumbbell};
pub use sparkline::Sparkline;
pub use stacked_bars::{StackedBar, StackedBars};

/// Classes of the eight series in fixed order.
const SERIES: [&str; 8] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

/// The class of a series by its place; a ninth begins anew.
fn class_of(index: usize) -> &'static str {
    SERIES[index % SERIES.len()]
}

/// Ids of a picture's title and description, and both together for `aria-labelledby`.
fn name_ids(id: &str) -> (String, String, String) {
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let both = format!("{title} {desc}");
    (title, desc, both)
}

/// As much of a name as fits beside an axis: at most so many letters.
fn shortened(label: &str, most: usize) -> String {
    if label.chars().count() <= most {
        return label.to_owned();
    }
    let kept: String = label.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}
