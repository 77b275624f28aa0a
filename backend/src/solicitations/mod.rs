//! Solicitations: written, checked against the rules, published.

mod amend;
mod amounts;
mod approval;
mod check;
mod choices;
mod copy;
mod documents;
mod draft;
mod edit;
mod guided;
mod input;
mod items;
mod list;
mod lot_awards;
mod moments;
mod named;
mod price_order;
mod propose;
mod publish;
mod query;
mod record;
mod rehearse;
mod requirements;
mod save;
mod schedule;
mod scheme;
mod scheme_panel;
mod sheet;
mod sheet_row;
mod split;
mod suspend;

pub use amend::{
    Amendable, DocumentMark, VersionKind, VersionRow, Versions, amend, amendable, amendment_number,
    confirm, extend_for_translation, made_before, versions,
};
pub(crate) use amend::{amended_since, first_unconfirmed};
pub use approval::{ReviewRow, approve, ask_approval, give_back};
pub use check::{Check, Departure, check};
pub use choices::{Choices, Editable, StrategyChoice, choices, editable};
pub use copy::copy;
pub(crate) use copy::{begun, dateless};
pub use documents::{
    DocumentRow, DocumentsSheet, NewDocument, add_document, documents, withdraw_document,
};
pub use draft::Draft;
pub(crate) use edit::begin_in;
pub use edit::{create, edit};
pub use guided::Answers;
pub use input::{CriterionInput, DraftInput, LotInput};
pub use items::ItemRow;
pub use list::{ExportRow, ListRow, Page, export, filters, list};
pub(crate) use list::{public, public_since};
pub use lot_awards::LotOutcome;
pub use moments::{DayInput, MomentInput};
pub(crate) use named::{ADMITS, admits, name_holders};
pub use named::{
    NamedOfferor, NamedOfferors, NamingInput, drop_offeror, name_offerors, named_offerors,
};
pub use propose::{Proposed, Typed, propose};
pub use publish::{cancel, publish};
pub use query::{ListInput, SortBy, Stage};
pub use record::{SolicitationRecord, by_reference, load};
pub use rehearse::{RehearsalPage, rehearsal};
pub use requirements::RequirementInput;
pub use schedule::ScheduleLineInput;
pub use scheme::ParametersInput;
pub use scheme_panel::{LotRulesInput, PanelInput, ScreeningInput};
pub use sheet::{Sheet, Suspension, sheet, sheet_for_review};
pub use split::Split;
pub use suspend::{resume, suspend};
