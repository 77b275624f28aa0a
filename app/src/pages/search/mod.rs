//! Finding a record by words or reference.

use crate::forms;
use crate::page::{page, see_other};
use crate::post::PostRoute;
use crate::request::{Rq, address};
use crate::ui::{EmptyState, PageTitle, Panel, Ref, Tag, format};
use backend::search::{EACH, Found, Group, Hit, Kind, search};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of search.
#[component(transparent)]
pub fn SearchRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/search") view=Search ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of search.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}

/// What was found; a reference goes straight to its page.
#[component]
fn Search() -> impl IntoView {
    page(
        async |rq| search(rq.ctx(), rq.actor(), rq.query("q").unwrap_or_default()).await,
        |rq, found| match found {
            Found::Address(address) => {
                see_other(&address);
                view! { <p><a href=address.clone()>"Go there"</a></p> }.into_any()
            }
            Found::Groups(groups) => draw(&rq, groups),
        },
    )
}

fn draw(rq: &Rq, groups: Vec<Group>) -> AnyView {
    let question = rq.query("q").unwrap_or_default().trim().to_owned();
    let title = if question.is_empty() {
        "Search".to_owned()
    } else {
        format!("Search: {question}")
    };
    let empty = groups.is_empty().then(|| nothing(&question));
    let groups = groups
        .into_iter()
        .map(|one| group(one, &question))
        .collect_view();
    view! {
        <Title text=title.clone()/>
        <PageTitle title=title meta="Words are looked for in titles and names, whatever their case and accents. A pasted reference goes straight to its page."/>
        {empty}
        {groups}
    }
    .into_any()
}

fn nothing(question: &str) -> AnyView {
    if question.is_empty() {
        return view! { <EmptyState title="What are you looking for?" text="Type a few words or paste a reference such as SOL-2026-0007 into the box above."/> }.into_any();
    }
    view! { <EmptyState title="Nothing fits" text="Every word must occur in the title. Try fewer words, or a part of a word."/> }.into_any()
}

/// The kind in words, and the folder of its pages.
const fn place(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Solicitation => ("Solicitations", "/solicitations"),
        Kind::Contract => ("Contracts", "/contracts"),
        Kind::Provider => ("Providers", "/providers"),
        Kind::Offer => ("Offers", "/offers"),
        Kind::Programme => ("Programmes", "/programmes"),
        Kind::Nation => ("Nations", "/nations"),
        Kind::Strategy => ("Strategy", "/strategy"),
    }
}

fn group(group: Group, question: &str) -> AnyView {
    let (title, folder) = place(group.kind);
    let each = i64::try_from(EACH).unwrap_or(i64::MAX);
    let all = group.more.then(|| {
        let href = match group.kind {
            Kind::Solicitation | Kind::Contract | Kind::Provider => address(folder, &[("q", question)]),
            _ => folder.to_owned(),
        };
        view! { <p><a href=href>"All "{title.to_lowercase()}</a><span class="meta">" · the first "{format::thousands(each)}" are shown"</span></p> }
    });
    let lines = group
        .hits
        .into_iter()
        .map(|one| hit(one, folder))
        .collect_view();
    view! { <Panel title=title><ul class="queue">{lines}</ul>{all}</Panel> }.into_any()
}

fn hit(one: Hit, folder: &str) -> AnyView {
    let href = format!("{folder}/{}", crate::request::encoded(&one.reference));
    let origin = one
        .origin
        .filter(|origin| origin != "perigee")
        .map(|label| view! { <Tag label=label/> });
    view! { <li><a href=href>{one.title}</a>{origin}<span class="meta"><Ref reference=one.reference/></span></li> }.into_any()
}
