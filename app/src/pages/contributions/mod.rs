//! What nations pledge, pay and fund.

mod board;
mod matrix;
mod new;
pub(crate) mod parts;
mod sheet;
mod sheet_forms;

pub use board::chosen_nation;
pub(crate) use parts::day;
pub use parts::sorted as sorted_pledges;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of contributions.
#[component(transparent)]
pub fn ContributionsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/contributions") view=board::Contributions ssr=SsrMode::Async/>
            <Route path=path!("/contributions/new") view=new::New ssr=SsrMode::Async/>
            <Route path=path!("/contributions/:reference") view=sheet::Sheet ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of contributions.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/contributions/new", new::post),
        ("/contributions/{reference}", sheet_forms::post),
    ]
}
