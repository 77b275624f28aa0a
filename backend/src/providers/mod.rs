//! Provider organisations.

mod certify;
mod dossier;
mod keep;
mod keep_own;
mod keep_profile;
mod merge;
mod people;
mod performance;
mod profile;
mod read;
mod references;
mod remind;
mod size;
mod twins;
mod zone;

pub use dossier::{CertificateRow, Dossier, IdentifierRow, PersonRow, StatementRow, dossier};

pub use certify::{CERTIFICATE_KINDS, CertificateInput, certify, end_certificate};
pub(crate) use keep::insert;
pub use keep::{NewProvider, ProviderInput, add, change};
pub use keep_own::{OwnershipInput, identify, read_ownership, state_ownership};
pub(crate) use keep_own::{insert_identifier, not_taken, read_identifiers, store_statement};
pub use keep_profile::{SystemInput, add_system, drop_value, end_system, state_value};
pub use merge::{MergeRow, MergeSheet, decide_merge, merge_sheet, propose_merge};
pub use people::{InviteInput, change_person, invite, renew_link};
pub use performance::Performance;
pub use profile::{Profile, SYSTEM_KINDS, Stated, System, profile};
pub(crate) use profile::{capabilities, stated, systems};
pub use read::{
    AccountRow, ContractRow, ListInput, OfferRow, Page, ProviderRow, ProviderSheet, SortBy, export,
    list, nations, own_sheet, sheet,
};
pub use references::{ReferenceInput, ReferenceRow, add_reference, end_reference};
pub use remind::remind;
pub use size::state_size;
pub use twins::Twin;
pub(crate) use twins::{Known, twins};
pub use zone::choose_house_zone;
