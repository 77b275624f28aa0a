//! The keys with which offers are opened: those of the parts of a solicitation, split among persons, and those of the
//! persons, each behind a passphrase that is stored nowhere.

mod guard;
mod named;
mod own;
mod parts;

pub use named::{Holder, Holders, Openers, OpenersInput, holders};
pub use own::{KeyInput, KeyRow, make_key, own_keys, retire_key};

pub(crate) use guard::unlock;
pub(crate) use parts::{RECOVERERS, make_parts};
