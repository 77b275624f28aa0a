//! The four meanings a state can have, and the tag that shows one.

use leptos::prelude::*;

/// What a state means to the reader. It is never told by colour alone: each has a glyph and comes with a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to look at: planned, draft, closed. A hollow ring.
    #[default]
    Neutral,
    /// As it should be: met, verified, accepted. A filled disc.
    Good,
    /// Somebody should look: due, late soon, open question. A hollow diamond.
    Attention,
    /// Wrong or refused: overdue, failed. A filled square.
    Bad,
    /// Hidden by rule until a moment. Used for sealed things only. A hollow rounded square.
    Sealed,
}

impl Tone {
    /// The class that gives a part this tone.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
            Self::Sealed => "sealed",
        }
    }
}

/// A state: glyph, word and colour.
#[component]
pub fn Tag(
    /// What the state means.
    #[prop(optional)]
    tone: Tone,
    /// The state in one or two words, sentence case.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class=format!("tag {}", tone.class())>{label}</span> }
}
