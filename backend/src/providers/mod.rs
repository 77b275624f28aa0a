//! Provider organisations.

mod keep;
mod read;

pub use keep::{NewProvider, ProviderInput, add, change};
pub use read::{
    AccountRow, ContractRow, ListInput, OfferRow, Page, ProviderRow, ProviderSheet, SortBy, export,
    list, nations, sheet,
};
