//! Milestones: forecasts, evidence, acceptance, and what a delay costs. They are parts of their contract's record.

pub(crate) mod decide;
mod defects;
mod delay;
mod list;
mod notice;
mod opinion;
pub(crate) mod report;
mod stages;

pub use decide::{DecisionInput, decide};
pub use defects::{DefectInput, answer_rejection, mend_defect, note_defect};
pub use delay::{Delay, delays};
pub use list::{MilestoneFilter, MilestoneRow, MilestoneSort, list, rows};
pub use notice::{NoticeInput, NoticeVerdict, decide_notice, give_notice};
pub use opinion::{OpinionInput, give_opinion};
pub use report::{ForecastInput, report_forecast, submit};
pub use stages::{StageInput, StageStepInput, advance};
