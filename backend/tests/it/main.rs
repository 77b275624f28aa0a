//! The use cases on both databases. The tree mirrors the features.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod accounts;
mod audit;
mod capabilities;
mod contracts;
mod contributions;
mod db;
mod demo;
mod documents;
mod eligibility;
mod evaluation;
mod frameworks;
mod generate;
mod home;
mod milestones;
mod nations;
mod needs;
mod notices;
mod ocds;
mod offers;
mod plan;
mod programmes;
mod providers;
mod questions;
mod rates;
mod registrations;
mod search;
mod searches;
mod solicitations;
mod strategy;
mod work;
