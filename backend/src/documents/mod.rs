//! Documents: files named by the SHA-256 of their content, in a folder beside the store.

mod files;
mod keep;
mod kind;

pub use files::Documents;
pub use keep::{Download, NewFile, download};
pub(crate) use keep::{Owner, attach};
pub use kind::{FileKind, NotAFile};
