//! Marks that the keyboard reaches, and the two lines that say what the one in focus shows.

use leptos::prelude::*;

use super::scale::px;

/// What is said of a mark: its name, and its figures.
pub(super) struct Said {
    pub(super) name: String,
    pub(super) figures: String,
}

/// A mark that can be focused and pointed at. While it is, the picture's readout at `(x, y)` says what it shows; the same
/// words name it for a screen reader.
pub(super) fn mark(said: Said, (x, y): (f64, f64), shape: AnyView) -> AnyView {
    let label = format!("{}: {}", said.name, said.figures);
    view! {
        <g class="mark" tabindex="0" role="img" aria-label=label>
            {shape}
            <text class="tip" x=px(x) y=px(y) aria-hidden="true">
                <tspan class="lab">{said.name}</tspan>
                <tspan x=px(x) dy="15">{said.figures}</tspan>
            </text>
        </g>
    }
    .into_any()
}
