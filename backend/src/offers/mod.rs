//! Offers: written, sealed, opened.
//!
//! A draft is kept sealed to the server's key. A submission is sealed to the solicitation's own keys, which are split
//! among the named opening officers: neither the store nor the server's keys open it. They open together, after closing, all at once.

mod attachments;
mod changes;
mod consent;
mod copied_files;
mod copy;
mod envelope;
mod hands;
mod hashes;
mod holding;
mod input;
mod input_partners;
mod input_price;
mod lapse;
mod late;
mod list;
mod load;
mod names;
mod open;
mod open_prices;
mod opening;
mod price_sheet;
mod process;
mod read;
mod save;
mod start;
mod submit;
mod unseal;
mod withdraw;

pub use attachments::{
    Arriving, AttachmentsSheet, OpenedFile, SealedPiece, Sending, arriving, attach, attach_sealed,
    attachment, attachments, begin_sealed, remove_attachment, sealed_attachment, sweep_files,
};
pub use changes::{Amended, ChangedDocument, Changes, note_changes};
pub use consent::{Consent, Secrets, WINDOW, consent};
pub use copy::{copy, restore};
pub use hashes::PartHash;
pub use input::{
    AdministrationInput, DeclaredInput, ExperienceInput, PastContractInput, TechnicalInput,
    VolumeInput,
};
pub use input_partners::PartnerInput;
pub use input_price::{PriceInput, PriceLineInput, ScheduledInput};
pub use lapse::forget_lapsed_shares;
pub use late::{LateRow, LateSheet, decide_late, late_sheet, propose_late};
pub use list::{ListInput, ListRow, Page, export, list, own_offers};
pub(crate) use load::lock;
pub use load::{OfferRecord, Sought};
pub(crate) use names::{SEEING, only_evaluates, show as show_names, veil};
pub(crate) use open_prices::PRICES_OPENED;
pub use opening::{
    OpenedRow, OpeningSheet, ParticipantRow, RefusedTry, opened_offers, opening_sheet,
};
pub(crate) use price_sheet::table_of;
pub use price_sheet::{PriceFile, SheetFormat, import_prices, price_file};
pub(crate) use read::own_offer;
pub use read::{OfferSheet, sheet};
pub use save::save_volume;
pub use start::{Invitation, invitation, start};
pub use submit::{AfterSubmission, Receipt, order, submit, submit_late, submit_sealed};
pub use withdraw::withdraw;
