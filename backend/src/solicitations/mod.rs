//! Solicitations: written, checked against the rules, published.

mod amounts;
mod check;
mod choices;
mod documents;
mod draft;
mod edit;
mod guided;
mod input;
mod list;
mod moments;
mod propose;
mod publish;
mod query;
mod record;
mod requirements;
mod save;
mod schedule;
mod sheet;
mod split;

pub use check::{Check, Departure, check};
pub use choices::{Choices, Editable, StrategyChoice, choices, editable};
pub use documents::{
    DocumentRow, DocumentsSheet, NewDocument, add_document, documents, withdraw_document,
};
pub use draft::Draft;
pub(crate) use edit::begin_in;
pub use edit::{create, edit};
pub use guided::Answers;
pub use input::{CriterionInput, DraftInput, LotInput};
pub use list::{ExportRow, ListRow, Page, export, filters, list};
pub(crate) use list::{public, public_since};
pub use moments::{DayInput, MomentInput};
pub use propose::{Proposed, Typed, propose};
pub use publish::{cancel, publish};
pub use query::{ListInput, SortBy, Stage};
pub use record::{SolicitationRecord, by_reference, load};
pub use requirements::RequirementInput;
pub use schedule::ScheduleLineInput;
pub use sheet::{ItemRow, Sheet, sheet};
pub use split::Split;
