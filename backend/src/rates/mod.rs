//! Exchange rates: units of a currency for one euro, each with its day and source.

mod over;
mod read;
mod record;

pub use over::{RatesOver, over};
pub use read::{
    Rate, RatePage, RateQuery, RateRow, RateSet, export, last_working_day_before, list,
    on_or_before, set_on,
};
pub use record::record;
