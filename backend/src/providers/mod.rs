//! Provider organisations.

mod certify;
mod dossier;
mod keep;
mod keep_own;
mod read;

pub use dossier::{CertificateRow, Dossier, IdentifierRow, PersonRow, StatementRow, dossier};

pub use certify::{CERTIFICATE_KINDS, CertificateInput, certify, end_certificate};
pub use keep::{NewProvider, ProviderInput, add, change};
pub use keep_own::{OwnershipInput, identify, read_ownership, state_ownership};
pub use read::{
    AccountRow, ContractRow, ListInput, OfferRow, Page, ProviderRow, ProviderSheet, SortBy, export,
    list, nations, sheet,
};
