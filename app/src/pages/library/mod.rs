//! The library: templates and texts from which solicitations are written.

mod edit;
mod list;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of the library.
#[component(transparent)]
pub fn LibraryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/library") view=list::LibraryPage ssr=SsrMode::Async/>
            <Route path=path!("/library/new") view=edit::NewSnippet ssr=SsrMode::Async/>
            <Route path=path!("/library/:id") view=edit::EditSnippet ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of the library.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/library", list::post),
        ("/library/new", edit::post_new),
        ("/library/{id}", edit::post_edit),
    ]
}
