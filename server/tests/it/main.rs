//! The application over HTTP, through the whole router, on both databases. The tree mirrors the addresses.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod attachments;
mod audit;
mod contracts;
mod contributions;
mod demo;
mod dialogue;
mod documents;
mod eligibility;
mod evaluation;
mod evaluation_methods;
mod evaluation_ties;
mod export;
mod home;
mod mail;
mod milestones;
mod nations;
mod needs;
mod ocds;
mod offers;
mod permissions;
mod plan;
mod programmes;
mod providers;
mod questions;
mod rates;
mod readiness;
mod receipts;
mod rehearsal;
mod sealing;
mod search;
mod searches;
mod solicitations;
mod strategy;
mod support;
