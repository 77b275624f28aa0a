//! Finding a record by words or reference.

use crate::forms;
use crate::page::NotFound;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of search.
#[component(transparent)]
pub fn SearchRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/search") view=NotFound ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of search.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
