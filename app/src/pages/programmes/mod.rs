//! Programmes, their participants and public facts.

mod list;
pub(crate) mod parts;
mod sheet;

pub use list::sorted;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of programmes.
#[component(transparent)]
pub fn ProgrammesRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/programmes") view=list::Programmes ssr=SsrMode::Async/>
            <Route path=path!("/programmes/:code") view=sheet::Sheet ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of programmes.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
