//! The nations: members, what they take part in, what is reported of them.

mod choices;
mod read;

pub use choices::Choices;
pub(crate) use choices::choices;
pub use read::{NationList, NationRow, NationSheet, Participation, nations, sheet};
