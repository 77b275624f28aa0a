//! Departures from a rule of the book: asked for with a reason, decided by a second person, listed for auditors.

mod decide;
mod list;
mod wanted;

pub use decide::{Decision, decide};
pub(crate) use decide::{mark, noted};
pub use list::{ListInput, Page, Row, export, list};
pub use wanted::{Override, missing_approvals, of_solicitation};
pub(crate) use wanted::{keep, of_draft};
