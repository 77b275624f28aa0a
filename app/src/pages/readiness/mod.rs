//! Readiness: what can be called up in crisis and in conflict, over all contracts. Terms and surges stand under their contract.

mod board;
pub mod question;
pub mod words;

pub use board::Readiness;
