//! Documents: files named by the SHA-256 of their content, in a folder beside the store.

mod files;
mod keep;
mod pieces;
mod sealed;

pub use domain::files::{FileKind, NotAFile};
pub use files::Documents;
pub use keep::{Download, NewFile, download};
pub(crate) use keep::{Owner, attach};
pub(crate) use pieces::Upload;
pub use sealed::Limits;
pub(crate) use sealed::{SealedFiles, Unfinished};
