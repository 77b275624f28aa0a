//! The pages, a folder per feature, with the same names as in `backend`.

pub mod accounts;
pub mod audit;
pub mod changes;
pub mod contracts;
pub mod contributions;
pub mod eligibility;
pub mod evaluation;
pub mod home;
pub mod imports;
pub mod library;
pub mod lists;
pub mod milestones;
pub mod nations;
pub mod needs;
pub mod offers;
pub mod outbox;
pub mod overrides;
pub mod programmes;
pub mod providers;
pub mod questions;
pub mod receipts;
pub mod registrations;
pub mod search;
pub mod solicitations;
pub mod strategy;
pub mod tone;
