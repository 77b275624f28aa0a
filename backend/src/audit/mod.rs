//! The log: what happened, who did it, when, before and after. The stream is the history of every record.
//!
//! Events are appended in the transaction of what they tell. A sealer then puts committed events in order into a
//! Merkle tree (RFC 6962) and signs checkpoints, so that business writes never queue on the head of a chain.

mod append;
mod diff;
mod integrity;
mod key;
mod read;
mod sealer;
pub mod sight;
mod timeline;
mod told;
mod verify;

pub(crate) use append::append_stored;
pub use append::{Happening, Recorded, StoredEvent, append, append_all};
pub use diff::{Change, diff};
pub use integrity::{Integrity, Verification, integrity, verify_and_record};
pub use key::{Key, NotAKey};
pub use read::{
    Covering, EXPORT, EventSheet, LogInput, LogPage, LogRow, Neighbour, PAGE, Sample, event,
    export, log, sample,
};
pub use sealer::{SealReport, seal};
pub use timeline::{Entry, PARTS, Process, ProcessTimeline, TimelineInput, process_timeline};
pub use told::Told;
pub use verify::{Verdict, verify};
