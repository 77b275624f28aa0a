//! What stands on top of a page: where it is, what it is called, in which state.

use leptos::prelude::*;

use super::tone::{Tag, Tone};
use super::words::Words;

/// Title line of a page: reference, title, state; then one line that says what this is and what happens next.
#[component]
pub fn PageTitle(
    /// The thing's name, or the page's.
    #[prop(into)]
    title: String,
    /// The thing's reference.
    #[prop(optional, into)]
    reference: Words,
    /// The thing's state in words.
    #[prop(optional, into)]
    state: Words,
    /// What that state means.
    #[prop(optional)]
    tone: Tone,
    /// What this is and what happens next, in one line.
    #[prop(optional, into)]
    meta: Words,
    /// Links or buttons that belong to the page as a whole.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="title">
            <div class="title-line">
                {reference.get().map(|reference| view! { <span class="ref">{reference}</span> })}
                <h1>{title}</h1>
                {state.get().map(|label| view! { <Tag tone=tone label=label/> })}
            </div>
            {meta.get().map(|meta| view! { <p class="meta">{meta}</p> })}
            {children.map(|children| view! { <div class="title-actions">{children()}</div> })}
        </header>
    }
}

/// One step of the way down to a page.
#[derive(Clone, Debug)]
pub struct BreadcrumbLink {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub label: String,
}

impl<H: Into<String>, L: Into<String>> From<(H, L)> for BreadcrumbLink {
    fn from((href, label): (H, L)) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// The way from the start to this page; the page itself comes last and is not a link.
#[component]
pub fn Breadcrumbs(
    /// The pages above this one, the highest first.
    links: Vec<BreadcrumbLink>,
    /// This page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let above = links
        .into_iter()
        .map(|link| view! { <li><a href=link.href>{link.label}</a></li> })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label="Breadcrumbs">
            <ol>{above}<li aria-current="page">{here}</li></ol>
        </nav>
    }
}

/// One tab: a link with its own address.
#[derive(Clone, Debug)]
pub struct TabLink {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub label: String,
    /// Number of things behind it, shown after the name.
    pub count: Option<usize>,
}

impl<H: Into<String>, L: Into<String>> From<(H, L)> for TabLink {
    fn from((href, label): (H, L)) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            count: None,
        }
    }
}

impl<H: Into<String>, L: Into<String>> From<(H, L, usize)> for TabLink {
    fn from((href, label, count): (H, L, usize)) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            count: Some(count),
        }
    }
}

/// Tabs of one record. They are links, so each has an address and the back button works.
#[component]
pub fn Tabs(
    /// The tabs in order.
    tabs: Vec<TabLink>,
    /// Address of the one that is shown.
    #[prop(into)]
    current: String,
    /// What the tabs are parts of, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let items = tabs
        .into_iter()
        .map(|tab| {
            let here = (tab.href == current).then_some("page");
            let count = tab
                .count
                .map(|count| view! { " " <span class="count">{count}</span> });
            view! { <li><a href=tab.href aria-current=here>{tab.label}{count}</a></li> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=label><ul>{items}</ul></nav> }
}
