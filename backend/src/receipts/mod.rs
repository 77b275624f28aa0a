//! Receipts of sealed offers: issued with the submission, proven by the log, checked by anybody.

pub mod commitments;
mod head;
mod issue;
pub mod opening;
mod place;
mod places;
mod read;
mod sealed;

pub use commitments::{CommitmentFile, CommitmentSheet, CommittedRow};
pub use head::{Head, ServerKey, server_key};
pub(crate) use issue::{Received, Sealed, issue, newest};
pub use place::Place;
pub use read::{Issued, ReceiptFile, ReceiptSheet, file, sheet};
pub use sealed::{SealedFile, sealed_file};
