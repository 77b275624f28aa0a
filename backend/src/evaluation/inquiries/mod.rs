//! Asking one bidder about its opened offer during the evaluation: a clarification, or the explanation of a low price.
//!
//! An officer asks, the bidder answers in the product, an officer concludes. An inquiry changes neither the offer nor its
//! standing: an exclusion is a decision on compliance of its own, with its own reason.

mod answer;
mod ask;
mod conclude;
mod page;
mod read;
mod screen;

pub use answer::answer_inquiry;
pub use ask::{InquiryInput, ask_inquiry};
pub use conclude::conclude_inquiry;
pub use page::{InquiriesPage, OwnInquiries, inquiries_page, own_inquiries};
pub use read::Inquiry;
pub(super) use read::of_process;
pub use screen::{ScreenLine, Screens};

use super::sheet::Process;
use crate::audit::Happening;

/// What the log is told of an inquiry: it happens to the offer, so that its bidder sees the question and the own answer.
fn happening(process: &Process, inquiry: &Inquiry, verb: &str) -> Happening {
    let kind = inquiry.kind.label().to_lowercase();
    let words = format!("{verb} inquiry {}: {kind}", inquiry.number);
    Happening::to("offer", inquiry.offer_id.0, &inquiry.offer, words).within(process.id.0)
}
