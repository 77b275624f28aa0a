//! Files that are attached to the volumes of an offer.
//!
//! A file is encrypted while it comes in, under a key of its own, padded to a size class, and lies on disk in no other way.
//! Name, type, size and key are part of the volume: in the draft, sealed to the server's key; from submission on in the
//! sealed part alone. The store knows ciphertexts by their SHA-256, and which drafts and submissions they belong to. Where a browser
//! encrypts a file, the server has the ciphertext alone at any time.

mod arriving;
mod attach;
mod attach_sealed;
mod download;
mod list;
mod remove;
mod sweep;
mod take;
mod take_sealed;
mod uses;

pub use arriving::{Arriving, Sending, arriving};
pub use attach::attach;
pub use attach_sealed::{SealedPiece, attach_sealed, begin_sealed};
pub use download::{OpenedFile, attachment, sealed_attachment};
pub use list::{AttachmentsSheet, attachments};
pub use remove::remove_attachment;
pub use sweep::sweep_files;
pub(super) use uses::{adopt, forget_drafts, submitted};
