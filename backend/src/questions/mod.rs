//! Questions of bidders and the answers that everybody gets (GBI 2.8).
//!
//! Who asks is kept for the log and shown to nobody but the asker: the officer's list has words and days alone.

mod answer;
mod ask;
mod kind;
mod list;
mod read;
mod withdraw;

pub(crate) use answer::publish_answer;
pub use answer::{Answer, answer};
pub use ask::ask;
pub use kind::Kind;
pub use list::{AnswerRow, ListInput, export};
pub use read::{OwnQuestion, Sheet, Waiting, sheet};
pub use withdraw::withdraw;
