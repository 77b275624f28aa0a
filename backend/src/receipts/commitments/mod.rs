//! The commitments of a solicitation: made when it has closed, published by its rule.

mod commit;
mod read;

pub use commit::commit_closed;
pub(crate) use commit::{ensure, must_be_open};
pub use read::{
    CommitmentFile, CommitmentSheet, CommittedPart, CommittedRow, OpenedPart, file, sheet,
};
pub(crate) use read::{Opened, opened_list};
