//! Mail on its way: written in the transaction of what causes it, sent by a job of the server at least once.
//!
//! A message holds a sentence that its reader may know, and addresses of pages; what is secret in it is at most its own one-time
//! link. Bodies are sealed to the server's key, so that who has only the database reads none, and forgotten once they are sent.

mod deliver;
mod digest;
mod read;
mod write;

pub use deliver::{Outgoing, failed, lease, sent, tidy};
pub use digest::write_due;
pub use read::{Discarded, KindWaiting, Outbox, Stuck, discard, outbox, retry};
pub(crate) use read::{MailHealth, WAITING};
pub(crate) use write::{Letter, news, write};
