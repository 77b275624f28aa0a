//! Registrations of provider organisations: written by whoever has the secret of the address, step by step, and reviewed by
//! the Alliance.
//!
//! What the writer is answered never depends on what is registered already: whether an organisation or an address is known
//! is told to the reviewer alone.

mod decide;
mod list;
mod own;
mod review;
mod typed;
mod write;

pub use decide::{accept, ask_back, reject};
pub use list::{ListInput, Page, RegistrationRow, list};
pub use own::{Own, own};
pub use review::{Review, review};
pub use typed::{Answers, Contact, Typed};
pub use write::{save, start, submit};
