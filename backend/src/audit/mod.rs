//! The log: what happened, who did it, when, before and after. The stream is the history of every record.
//!
//! Events are appended in the transaction of what they tell. A sealer then puts committed events in order into a
//! Merkle tree (RFC 6962) and signs checkpoints, so that business writes never queue on the head of a chain.

mod append;
pub mod merkle;
mod sealer;
mod verify;

pub use append::{Happening, StoredEvent, append, append_all};
pub use sealer::{SealReport, seal};
pub use verify::{Verdict, verify};
