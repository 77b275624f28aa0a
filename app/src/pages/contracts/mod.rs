//! Contracts: made from an award, with lines, options, orders, modifications and payments.

use crate::forms;
use crate::page::NotFound;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of contracts.
#[component(transparent)]
pub fn ContractsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/contracts") view=NotFound ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of contracts.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
