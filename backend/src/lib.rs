//! Use cases and persistence, a folder per feature.
//!
//! Every use case has the same shape: begin (once per idempotency key), load, obtain the permit, let a rule of
//! `domain` decide, write, record what happened, commit. Pages, the command line and background jobs call the same ones.

pub mod accounts;
mod address;
pub mod audit;
pub mod capabilities;
pub mod clock;
pub mod contracts;
pub mod contributions;
pub mod ctx;
pub mod db;
pub mod demo;
pub mod documents;
pub mod eligibility;
pub mod error;
pub mod evaluation;
pub mod frameworks;
pub mod generate;
pub mod home;
pub mod keys;
pub mod library;
pub mod milestones;
pub mod nations;
pub mod needs;
pub mod notices;
pub mod ocds;
pub mod offers;
pub mod opening_keys;
pub mod outbox;
pub mod overrides;
pub mod plan;
pub mod programmes;
pub mod providers;
pub mod questions;
pub mod rates;
pub mod readiness;
pub mod receipts;
pub mod registrations;
pub mod search;
pub mod searches;
pub mod solicitations;
mod spreadsheet;
pub mod strategy;
#[cfg(feature = "testing")]
#[expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test that cannot begin must fail"
)]
pub mod testing;
pub mod work;

pub use ctx::{Ctx, Site};
pub use db::filter::MOST_COUNTED;
pub use error::{Error, FieldError, FieldErrors};
pub use work::{Begin, Call, Work};
