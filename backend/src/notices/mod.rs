//! News: what a person or a provider organisation is told, until each person has read it.
//!
//! A use case tells in its own transaction, so nobody hears of what did not happen.

mod concerned;
mod read;
mod settle;
mod tell;

pub use concerned::{concerned, delegates, other_officers};
pub(crate) use read::told_between;
pub use read::{MOST_SHOWN, News, read, unread};
pub use settle::settle;
pub use tell::{To, address, tell};
