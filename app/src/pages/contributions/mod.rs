//! What nations pledge, pay and fund.

use crate::forms;
use crate::page::NotFound;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of contributions.
#[component(transparent)]
pub fn ContributionsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/contributions") view=NotFound ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of contributions.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
