//! What the officers' and the bidder's page of inquiries share.

use super::tone;
use crate::ui::{Tag, format};
use backend::evaluation::Inquiry;
use domain::states::InquiryState;
use leptos::prelude::*;

/// Where an inquiry stands.
pub fn state_tag(state: InquiryState) -> AnyView {
    let (tone, label) = (tone(state.tone()), state.label());
    view! { <Tag tone=tone label=label/> }.into_any()
}

/// What the bidder answered, and whether in time.
pub fn answered(inquiry: &Inquiry) -> Option<AnyView> {
    let (answer, at) = inquiry.answer.clone().zip(inquiry.answered_at)?;
    let late = at.date_naive() > inquiry.answer_by;
    let when = format!(
        "{}, {}{}",
        inquiry.answerer.clone().unwrap_or_default(),
        format::date_time(at),
        if late { ", after the last day" } else { "" }
    );
    let view =
        view! { <h3>"The answer"</h3><p class="quote">{answer}</p><p class="meta">{when}</p> };
    Some(view.into_any())
}
