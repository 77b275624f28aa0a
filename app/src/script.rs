//! Small scripts that make a page more comfortable; each page says everything without them.

use crate::request::Rq;
use leptos::prelude::*;

/// A script of this program inside the page, under the nonce of its content security policy.
pub fn inline(text: &'static str) -> Option<AnyView> {
    let nonce = Rq::current()?.nonce().to_owned();
    Some(view! { <script type="module" nonce=nonce inner_html=text></script> }.into_any())
}

/// Keeps the page's countdowns going, by the server's clock; put at the page's end.
#[component]
pub fn TickingCountdowns() -> impl IntoView {
    inline(include_str!("countdown.js"))
}
