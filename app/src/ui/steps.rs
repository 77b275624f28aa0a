//! The procurement tracker: where a procedure stands.

use leptos::prelude::*;

use super::words::Words;

/// How far one step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Done,
    /// Under way.
    Current,
    /// Ahead.
    Ahead,
    /// Left out by decision.
    Skipped,
}

impl StepState {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Current => "current",
            Self::Ahead => "ahead",
            Self::Skipped => "skipped",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Current => "under way",
            Self::Ahead => "ahead",
            Self::Skipped => "left out",
        }
    }
}

/// One step of a procedure.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// How far it is.
    pub state: StepState,
    /// Its date or target, and who holds it.
    pub note: Words,
}

impl Step {
    /// A step without a note.
    pub fn new(label: impl Into<String>, state: StepState) -> Self {
        Self {
            label: label.into(),
            state,
            note: Words::default(),
        }
    }

    /// Adds a date, a target, a name.
    #[must_use]
    pub fn note(mut self, note: impl Into<Words>) -> Self {
        self.note = note.into();
        self
    }
}

/// The steps of a procedure in order, the present one marked.
#[component]
pub fn Steps(
    /// The steps.
    steps: Vec<Step>,
    /// What they are the steps of.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let items = steps
        .into_iter()
        .map(|step| {
            let here = (step.state == StepState::Current).then_some("step");
            view! {
                <li class=step.state.class() aria-current=here>
                    <span class="step-label">{step.label}</span>
                    <span class="hidden">", "{step.state.word()}</span>
                    {step.note.get().map(|note| view! { <span class="meta">{note}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps" aria-label=label>{items}</ol> }
}
