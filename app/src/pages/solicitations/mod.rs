//! Solicitations: written, checked against the rules, published.

use crate::forms;
use crate::page::NotFound;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of solicitations.
#[component(transparent)]
pub fn SolicitationsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/solicitations") view=NotFound ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of solicitations.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
