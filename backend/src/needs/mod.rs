//! Coming needs: the pipeline from the idea to the solicitation, and what the market is asked on the way.

mod input;
mod list;
mod record;
pub mod requests;
mod sheet;
mod turn;
mod write;

pub use input::{FundingInput, NeedDraft, NeedInput};
pub use list::{ListInput, ListRow, Page, SortBy, export, list};
pub use record::NeedRecord;
pub use sheet::{Choices, Sheet, choices, editable, filters, sheet};
pub use turn::turn;
pub use write::{advance, create, edit};
