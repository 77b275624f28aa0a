//! Exchange rates: the list, proposing and deciding on one, and importing a publisher's file.

mod decide;
mod import;
mod list;
mod propose;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of exchange rates.
#[component(transparent)]
pub fn RatesRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/rates") view=list::Rates ssr=SsrMode::Async/>
            <Route path=path!("/rates/import") view=import::Import ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of exchange rates.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![("/rates", list::post), ("/rates/import", import::post)]
}
