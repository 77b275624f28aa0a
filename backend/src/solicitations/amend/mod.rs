//! Amendments of what is published: each is a new numbered version that everybody can compare with the one before.

mod bounds;
mod change;
mod confirm;
mod dates;
mod documents;
mod open;
mod translation;
mod versions;

pub use change::amend;
pub(crate) use confirm::first_unconfirmed;
pub use confirm::{confirm, made_before};
pub(super) use dates::extended_questions;
pub use documents::DocumentMark;
pub(super) use documents::amend_documents;
pub use open::{Amendable, amendable};
pub use translation::extend_for_translation;
pub(crate) use versions::amended_since;
pub(super) use versions::{Version, push};
pub use versions::{VersionKind, VersionRow, Versions, amendment_number, versions};
