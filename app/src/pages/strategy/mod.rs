//! The Strategy: objectives, lines, tenets and functional areas.

mod list;
mod sheet;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of strategy.
#[component(transparent)]
pub fn StrategyRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/strategy") view=list::Strategy ssr=SsrMode::Async/>
            <Route path=path!("/strategy/:code") view=sheet::Sheet ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of strategy.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![]
}
