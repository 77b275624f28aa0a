//! The debrief of a bidder that was not chosen, made from the record: prepared by an officer, checked against what only
//! other bidders may know, then sent.

mod compose;
mod page;
mod prepare;
mod secrets;

pub use compose::{DebriefDocument, DebriefLine, PanelComment};
pub use page::{DebriefDraft, DebriefPage, debrief_page};
pub use prepare::{DebriefInput, prepare_debrief, send_debrief};
