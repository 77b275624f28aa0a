//! Readiness: what can be called up in crisis and in conflict, over all contracts. Terms and surges stand under their contract.

mod board;
pub mod question;
pub mod words;

use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of readiness.
#[component(transparent)]
pub fn ReadinessRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/readiness") view=board::Readiness ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
