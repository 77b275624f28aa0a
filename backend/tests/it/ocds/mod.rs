//! Importing open contracting records.

mod import;
mod merging;
mod refusals;
mod showing;
mod support;
