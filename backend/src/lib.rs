//! Use cases.

pub mod ocds;
