//! Open Contracting Data Standard: other publishers' records, read, imported and shown with where they come from.

mod demonstration;
mod import;
mod kept;
mod provenance;
pub mod read;

pub use demonstration::load_demonstration;
pub use import::{ImportReport, NO_CURRENCY, Part, Told, UNSPECIFIED, import, import_from, kind};
pub use kept::{KeptNote, ReleaseNotes};
pub use provenance::{
    Brought, Provenance, RecordSheet, ReleaseId, ReleaseRow, Source, SourceSheet, provenance,
    provenance_of, raw, record_sheet, source, sources,
};
