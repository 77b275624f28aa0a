//! The thin bar under a score.

use leptos::prelude::*;

use super::scale::px;

/// A bar three pixels high. It repeats the number beside it, so it is hidden from screen readers.
#[component]
pub fn ScoreBar(
    /// Filled part, percent 0–100; anything outside is cut.
    percent: f64,
) -> impl IntoView {
    let filled = px(percent.clamp(0.0, 100.0));
    view! {
        <svg class="score-bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
            <rect class="ground" width="100" height="3"/>
            <rect class="c1" width=filled height="3"/>
        </svg>
    }
}
