//! Exchange rates: units of a currency for one euro, each with its day and source.
//!
//! A recorded figure is never overwritten. What a publisher's file says counts at once, and the file is known by its SHA-256;
//! what an officer types counts when another officer has approved it. The view `exchange_rate` holds the rates in force, and
//! nothing else converts.

mod decide;
mod ecb;
mod import;
mod list;
mod over;
mod propose;
mod read;

pub use decide::decide;
pub use ecb::RateProblem;
pub use import::{ImportReport, RateFile, check, import, imports};
pub use list::{ProposedRate, RateLine, RatePage, RateQuery, export, list};
pub use over::{RatesOver, over};
pub use propose::{RateInput, propose};
pub use read::{Rate, RateSet, last_working_day_before, on_or_before, set_on};
