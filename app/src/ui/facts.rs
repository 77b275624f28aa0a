//! Facts about one thing: the large ones on top of a record, and the long list of all of them.

use leptos::prelude::*;

use super::words::Words;

/// The few numbers that matter most, in one row under the title. Holds [`Fact`]s.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact of [`Facts`].
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    label: String,
    /// A smaller line under the value: its date, its source.
    #[prop(optional, into)]
    note: Words,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{children()}</dd>
            {note.get().map(|note| view! { <dd class="meta">{note}</dd> })}
        </div>
    }
}

/// A list of keys and values, for a record's facts or for checking answers. Holds [`KeyValue`]s.
#[component]
pub fn SummaryList(
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <dl class="summary">{children()}</dl> }
}

/// One row of a [`SummaryList`], with a link that changes it when `change` is given.
#[component]
pub fn KeyValue(
    /// What it is.
    #[prop(into)]
    key: String,
    /// Where it can be changed.
    #[prop(optional, into)]
    change: Words,
    /// The value.
    children: Children,
) -> impl IntoView {
    let named = key.to_lowercase();
    let link = change.get().map(|href| {
        view! { <dd class="change"><a href=href>"Change"<span class="hidden">" "{named}</span></a></dd> }
    });
    view! { <div><dt>{key}</dt><dd>{children()}</dd>{link}</div> }
}
