//! Frameworks of several holders, and call-offs under them.

mod call_off;
mod holders;
mod list;
mod manage;
mod moment;
mod new;
mod request;
mod request_forms;
mod sheet;
mod words;

pub use list::filter;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of frameworks.
#[component(transparent)]
pub fn FrameworksRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/frameworks") view=list::Frameworks ssr=SsrMode::Async/>
            <Route path=path!("/frameworks/new") view=new::NewFramework ssr=SsrMode::Async/>
            <Route path=path!("/frameworks/:reference") view=sheet::Framework ssr=SsrMode::Async/>
            <Route path=path!("/frameworks/:reference/holders") view=manage::Holders ssr=SsrMode::Async/>
            <Route path=path!("/frameworks/:reference/requests/new") view=call_off::NewCallOff ssr=SsrMode::Async/>
            <Route path=path!("/frameworks/:reference/requests/:number") view=request::RequestPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of frameworks.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/frameworks/new", new::post),
        ("/frameworks/{reference}/holders", manage::post),
        ("/frameworks/{reference}/requests/new", call_off::post),
        (
            "/frameworks/{reference}/requests/{number}",
            request_forms::post
        ),
    ]
}
