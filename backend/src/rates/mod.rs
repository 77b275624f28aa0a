//! Exchange rates: units of a currency for one euro, each with its day and source.

mod read;
mod record;

pub use read::{
    Rate, RatePage, RateQuery, RateRow, RateSet, export, last_working_day_before, list,
    on_or_before, set_on,
};
pub use record::record;
