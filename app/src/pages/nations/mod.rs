//! The nations.

mod list;
mod sheet;

pub use list::{InProgrammes, sorted, within};

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of nations.
#[component(transparent)]
pub fn NationsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/nations") view=list::Nations ssr=SsrMode::Async/>
            <Route path=path!("/nations/:code") view=sheet::Sheet ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of nations.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
