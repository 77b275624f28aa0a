//! Milestones: forecasts, evidence, acceptance, and what a delay costs. They are parts of their contract's record.

mod decide;
mod delay;
mod list;
mod report;

pub use decide::{DecisionInput, decide};
pub use delay::{Delay, delays};
pub use list::{MilestoneFilter, MilestoneRow, MilestoneSort, list, rows};
pub use report::{ForecastInput, report_forecast, submit};
