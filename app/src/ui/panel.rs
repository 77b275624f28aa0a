//! Areas of a page: panels, bars, notices, the as-of banner and the page with nothing on it yet.

use leptos::prelude::*;

use super::tone::Tone;
use super::words::Words;

/// A section with a heading and a strong rule on top.
#[component]
pub fn Panel(
    /// The heading.
    #[prop(into)]
    title: String,
    /// One muted line under the heading.
    #[prop(optional, into)]
    meta: Words,
    /// Id, when something links here.
    #[prop(optional, into)]
    id: Words,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel" id=id.get()>
            <div class="panel-head">
                <h2>{title}</h2>
                {meta.get().map(|meta| view! { <p class="meta">{meta}</p> })}
            </div>
            {children()}
        </section>
    }
}

/// A row between two thin rules: tools of a figure, actions of a record.
#[component]
pub fn Bar(
    /// Name of the group for screen readers.
    #[prop(optional, into)]
    label: Words,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let role = label.is_some().then_some("group");
    view! { <div class="bar" role=role aria-label=label.get()>{children()}</div> }
}

/// A sentence or two that the reader should not miss, where it matters.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// A short heading.
    #[prop(optional, into)]
    title: Words,
    /// Whether it answers what the person just did, and is read out at once.
    #[prop(optional)]
    announced: bool,
    /// The text.
    children: Children,
) -> impl IntoView {
    let role = announced.then_some(if tone == Tone::Bad { "alert" } else { "status" });
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            {title.get().map(|title| view! { <p class="notice-title">{title}</p> })}
            {children()}
        </div>
    }
}

/// Says which past moment a page shows and how to come back to the present.
#[component]
pub fn Moment(
    /// The moment, zone named.
    #[prop(into)]
    at: String,
    /// How many later changes are hidden, in words.
    #[prop(optional, into)]
    hidden: Words,
    /// Where the differences to the present are listed.
    #[prop(optional, into)]
    changes: Words,
    /// The same page at the present.
    #[prop(into)]
    now: String,
) -> impl IntoView {
    let changes = changes
        .get()
        .map(|href| view! { <a href=href>"What changed since"</a>" · " });
    view! {
        <p class="moment" role="note">
            <strong>"As recorded on "{at}"."</strong>
            {hidden.get().map(|hidden| format!(" {hidden}"))}
            " "
            {changes}
            <a href=now>"Back to now"</a>
        </p>
    }
}

/// A place where something will be: the orbit before its first pass.
#[component]
pub fn EmptyState(
    /// What is not there yet, as a short sentence.
    #[prop(into)]
    title: String,
    /// Why, and what would bring it.
    #[prop(into)]
    text: String,
    /// Address and name of the act that brings it.
    #[prop(optional)]
    action: Option<(String, String)>,
) -> impl IntoView {
    let link = action.map(|(href, label)| view! { <p><a class="button" href=href>{label}</a></p> });
    view! {
        <div class="empty">
            <svg class="orbit" viewBox="0 0 120 80" aria-hidden="true">
                <ellipse class="orbit-path" cx="60" cy="36" rx="52" ry="27" transform="rotate(-24 60 36)"/>
                <circle class="orbit-point" cx="37.4" cy="68.5" r="4.5"/>
            </svg>
            <p class="empty-title">{title}</p>
            <p class="meta">{text}</p>
            {link}
        </div>
    }
}
