//! Pictures of data, each beside the words that say the same.

use leptos::prelude::*;

#[component]
pub fn Pictures() -> impl IntoView {}
