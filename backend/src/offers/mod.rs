//! Offers: written, sealed, opened.
//!
//! A draft is stored only sealed to the server's key, a submitted offer only sealed to its solicitation's key. Until
//! two opening officers open, no read path, no event and no log line holds what an offer says.

mod draft;
mod envelope;
mod input;
mod opening;
mod read;
mod record;
mod submit;

pub use draft::{save_volume, start};
pub use input::VolumeInput;
pub use opening::{Consent, Opened, OpeningSheet, consent, opening_sheet};
pub use read::{
    OfferListInput, OfferPage, OfferRow, OfferSheet, OpenedOffer, SealedRow, offers, opened_offers,
    own_offer_of, sheet,
};
pub use record::{Missing, OfferRecord, completeness};
pub use submit::{Receipt, receipt, submit, withdraw};
