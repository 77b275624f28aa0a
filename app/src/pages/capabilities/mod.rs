//! Capabilities: what the force can use and when, apart from the contracts that serve it.

mod declare_forms;
mod form;
mod list;
mod milestone;
mod milestone_forms;
pub mod parts;
mod sheet;
mod sheet_forms;
mod tables;
mod words;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of capabilities.
#[component(transparent)]
pub fn CapabilitiesRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/capabilities") view=list::Capabilities ssr=SsrMode::Async/>
            <Route path=path!("/capabilities/new") view=form::NewCapability ssr=SsrMode::Async/>
            <Route path=path!("/capabilities/:reference") view=sheet::Capability ssr=SsrMode::Async/>
            <Route path=path!("/capabilities/:reference/edit") view=form::EditCapability ssr=SsrMode::Async/>
            <Route path=path!("/capabilities/:reference/milestones/:number") view=milestone::MilestonePage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of capabilities.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/capabilities/new", form::post_new),
        ("/capabilities/{reference}", sheet_forms::post),
        ("/capabilities/{reference}/edit", form::post_edit),
        (
            "/capabilities/{reference}/milestones/{number}",
            milestone_forms::post
        ),
    ]
}
