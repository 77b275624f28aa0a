//! Approval by a second person before publication: plan, criteria and weights are frozen by it.

mod ask;
mod decide;
mod reviews;

pub use ask::ask_approval;
pub use decide::{approve, give_back};
pub use reviews::ReviewRow;
pub(super) use reviews::{LatestReview, lapse, reviews};
