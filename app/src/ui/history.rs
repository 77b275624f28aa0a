//! What happened: dated entries, and the differences each one made.

use leptos::prelude::*;

use super::words::Words;

/// One field before and after.
#[derive(Clone, Debug)]
pub struct Change {
    /// The field as people call it.
    pub field: String,
    /// Its value before; absent when it had none.
    pub before: Words,
    /// Its value after; absent when it was removed.
    pub after: Words,
}

impl Change {
    /// A field's change.
    pub fn new(
        field: impl Into<String>,
        before: impl Into<Words>,
        after: impl Into<Words>,
    ) -> Self {
        Self {
            field: field.into(),
            before: before.into(),
            after: after.into(),
        }
    }
}

/// Differences field by field, before beside after.
#[component]
pub fn Diff(
    /// What changed.
    changes: Vec<Change>,
    /// Caption of the table.
    #[prop(into)]
    caption: String,
    /// Head of the first column of values.
    #[prop(default = "Before".to_owned(), into)]
    before: String,
    /// Head of the second column of values.
    #[prop(default = "After".to_owned(), into)]
    after: String,
) -> impl IntoView {
    let rows = changes
        .into_iter()
        .map(|change| {
            let old = change.before.get().map(|text| view! { <del>{text}</del> });
            let new = change.after.get().map(|text| view! { <ins>{text}</ins> });
            view! {
                <tr>
                    <th scope="row">{change.field}</th>
                    <td data-label=before.clone()>{old.map_or_else(nothing, IntoAny::into_any)}</td>
                    <td data-label=after.clone()>{new.map_or_else(nothing, IntoAny::into_any)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table cards diff">
            <caption>{caption}</caption>
            <thead>
                <tr><th scope="col">"Field"</th><th scope="col">{before.clone()}</th><th scope="col">{after.clone()}</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn nothing() -> AnyView {
    view! { <span class="meta">"none"</span> }.into_any()
}

/// A thing's history, newest or oldest first as the page decides. Holds [`TimelineEntry`]s.
#[component]
pub fn Timeline(
    /// What it is the history of, for screen readers.
    #[prop(into)]
    label: String,
    /// The entries.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline" aria-label=label>{children()}</ol> }
}

/// One entry: when, who, what, and the differences behind a fold.
#[component]
pub fn TimelineEntry(
    /// The moment as printed, zone named.
    #[prop(into)]
    when: String,
    /// The moment for machines, RFC 3339.
    #[prop(optional, into)]
    datetime: Words,
    /// Who did it, by role and body.
    #[prop(into)]
    actor: String,
    /// What was done, as a sentence.
    #[prop(into)]
    what: String,
    /// The differences it made.
    #[prop(optional)]
    changes: Vec<Change>,
    /// Reasons, links, values under the sentence.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let count = changes.len();
    let noun = if count == 1 { "field" } else { "fields" };
    let caption = format!("Changed on {when}");
    let diff = (count > 0).then(|| {
        view! {
            <details>
                <summary>{count}" "{noun}" changed"</summary>
                <Diff changes=changes caption=caption/>
            </details>
        }
    });
    view! {
        <li>
            <p class="timeline-when"><time datetime=datetime.get()>{when}</time>" · "{actor}</p>
            <p class="timeline-what">{what}</p>
            {children.map(|children| view! { <div class="meta">{children()}</div> })}
            {diff}
        </li>
    }
}
