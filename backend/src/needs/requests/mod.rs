//! Requests for information: what the market is asked about a need, and what it answers.
//!
//! Answers are not sealed. Buyers read them as they come; no provider reads another's.

mod amend;
mod answer;
mod ask;
mod read;

pub use amend::{RequestAmendment, amend};
pub use answer::answer;
pub use ask::{RequestInput, ask, summarise};
pub(super) use read::of_need;
pub use read::{Answer, ExportRow, Request, RequestRow, export, request};
