//! The form around fields, its errors, its buttons, and help beside them.

use leptos::context::Provider;
use leptos::prelude::*;

use super::field::form_state;
use super::form_state::{ACT, FormState};
use super::words::Words;

/// A form that posts to the page's own address.
///
/// It gives its inputs their [`FormState`]: `state`, or the one the server put into context. On a page with several
/// forms give each an `act`; only the form that was sent shows its values and errors. The error summary comes with it.
#[component]
pub fn Form(
    /// Where to post; the page's own address when absent.
    #[prop(optional, into)]
    action: Words,
    /// Which of the page's forms this is.
    #[prop(optional, into)]
    act: Words,
    /// Idempotency key: the same form sent twice acts once.
    #[prop(optional, into)]
    key: Words,
    /// Version of the row that is edited, so that a lost race is noticed.
    #[prop(optional, into)]
    version: Words,
    /// Values and errors, when they are not the ones in context.
    #[prop(optional)]
    state: Option<FormState>,
    /// Whether files are sent along.
    #[prop(optional)]
    upload: bool,
    /// Name of the form for screen readers, on a page with several.
    #[prop(optional, into)]
    label: Words,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    let sent = state.or_else(use_context::<FormState>).unwrap_or_default();
    let state = match act.as_deref() {
        Some(act) => sent.for_act(act),
        None => sent,
    };
    let hidden = [(ACT, act), ("idempotency_key", key), ("version", version)]
        .into_iter()
        .filter_map(|(name, value)| {
            value
                .get()
                .map(|value| view! { <input type="hidden" name=name value=value/> })
        })
        .collect_view();
    view! {
        <form class="form" method="post" action=action.get() enctype=upload.then_some("multipart/form-data") novalidate aria-label=label.get()>
            <Provider value=state>
                <ErrorSummary/>
                {hidden}
                {children()}
            </Provider>
        </form>
    }
}

/// What was refused, each line a link to its field. [`Form`] brings it; it shows nothing when nothing was refused.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    form_state(|state| {
        state.has_errors().then(|| {
            let lines = state
                .errors()
                .iter()
                .map(|error| {
                    let target = format!("#{}", state.field_id(&error.field));
                    view! { <li><a href=target>{error.message.clone()}</a></li> }
                })
                .collect_view();
            let lines = (!state.errors().is_empty()).then(|| view! { <ul>{lines}</ul> });
            view! {
                <div class="error-summary" role="alert" tabindex="-1" autofocus>
                    <h2>"There is a problem"</h2>
                    {state.summary().map(|summary| view! { <p>{summary.to_owned()}</p> })}
                    {lines}
                </div>
            }
        })
    })
}

/// How much weight a button has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SubmitKind {
    /// The page's one main act.
    #[default]
    Primary,
    /// Any other act.
    Secondary,
    /// An act that takes something away; say the consequence.
    Danger,
}

impl SubmitKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Danger => "button danger",
        }
    }
}

/// A button that says the act: "Publish solicitation".
#[component]
pub fn Submit(
    /// The act.
    #[prop(into)]
    label: String,
    /// Its weight.
    #[prop(optional)]
    kind: SubmitKind,
    /// Name under which the button's value is sent.
    #[prop(optional, into)]
    name: Words,
    /// The value sent.
    #[prop(optional, into)]
    value: Words,
    /// What will follow, in words; required by custom for an act that takes something away.
    #[prop(optional, into)]
    consequence: Words,
    /// Name of the field at which the page that comes back is shown, for a button in the middle of a long form.
    #[prop(optional, into)]
    back_to: Words,
) -> impl IntoView {
    let field = |name: String| form_state(|state| format!("#{}", state.field_id(&name)));
    let place = back_to.get().map(field);
    view! {
        <div class="submit">
            {consequence.get().map(|text| view! { <p class="consequence">{text}</p> })}
            <button type="submit" class=kind.class() name=name.get() value=value.get() formaction=place>{label}</button>
        </div>
    }
}

/// A rule's text behind a fold, with its source.
#[component]
pub fn Help(
    /// The question it answers: "Why 28 days?".
    #[prop(into)]
    title: String,
    /// Document and paragraph.
    #[prop(optional, into)]
    source: Words,
    /// The rule in plain words.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="help">
            <summary>{title}</summary>
            <div>
                {children()}
                {source.get().map(|source| view! { <p class="meta">"Source: "{source}</p> })}
            </div>
        </details>
    }
}
