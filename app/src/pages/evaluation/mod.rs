//! Evaluating opened offers, comparing them, and deciding on an award.

use crate::forms;
use crate::page::NotFound;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of evaluation.
#[component(transparent)]
pub fn EvaluationRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/solicitations/:reference/compare") view=NotFound ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of evaluation.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
