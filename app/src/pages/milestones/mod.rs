//! Milestones: forecasts, evidence, acceptance. One milestone's page stands under its contract.

mod list;
pub mod plan;

pub use list::filter as list_filter;

use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of milestones.
#[component(transparent)]
pub fn MilestonesRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/milestones") view=list::Milestones ssr=SsrMode::Async/>
            <Route path=path!("/milestones/plan") view=plan::PlanPage ssr=SsrMode::Async/>
            <Route path=path!("/milestones/what-if") view=plan::WhatIfPage ssr=SsrMode::Async/>
            <Route path=path!("/milestones/proposals/:id") view=plan::Proposal ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of milestones.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    plan::forms()
}
