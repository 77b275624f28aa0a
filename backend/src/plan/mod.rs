//! The plan over all contracts: which milestone waits for which, what a moved date moves, and proposals of new dates.
//!
//! A wait is said by an officer and ended, never deleted. What follows from a moved date is computed when somebody asks;
//! a proposal keeps it, and each of its dates is accepted, as a forecast with its reason, or refused.

mod decide;
mod network;
mod propose;
mod shift;
mod wait;

pub use decide::{
    LineStatus, ShiftLine, ShiftProposal, decide_shift, shift_proposal, shift_proposals,
};
pub use network::{Plan, PlanFilter, PlanNode, PlanWait, plan};
pub use propose::{ProposalRow, ShiftInput, propose_shift};
pub use shift::{Effect, Needed, OptionInTheWay, WhatIf, what_if};
pub use wait::{WaitInput, end_wait, wait_for};
