//! What may be decided about an award before the contract is signed, and what a bidder may set against it.

mod complaints;
mod decisions;
mod leaks;
mod lots;

pub use complaints::{
    ACKNOWLEDGE_DAYS, AnswerStatus, COMMITTEE_DAYS, ComplaintDates, DECIDE_DAYS, Outcome,
    REFILE_DAYS, complaint_dates, resumed,
};
pub use decisions::{DecisionKind, DecisionStatus, NoAwardGround, TieMeans};
pub use leaks::{Leak, REDACTED, RUN, Secret, SecretKind, leaks, redacted, ways_to_name};
pub use lots::{InLotStands, follow_lots, follow_outcomes, stage_of_lot};
