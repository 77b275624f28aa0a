//! Every part of the kit in every state.

use leptos::prelude::*;

/// The gallery.
#[component]
pub fn Kit() -> impl IntoView {
    view! { <super::PageTitle title="The kit"/> }
}
