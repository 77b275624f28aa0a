//! Where imported records come from.

mod record;
mod sources;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of imported records.
#[component(transparent)]
pub fn ImportsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
        <Route path=path!("/imports") view=sources::Sources ssr=SsrMode::Async/>
        <Route path=path!("/imports/:id") view=sources::SourcePage ssr=SsrMode::Async/>
        <Route path=path!("/solicitations/:reference/source") view=record::RecordPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of imported records: they have none.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
