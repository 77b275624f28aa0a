//! The nations: members, what they take part in, what is reported of them.

mod read;

pub use read::{NationList, NationRow, NationSheet, Participation, nations, sheet};
