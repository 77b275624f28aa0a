//! The pipeline of coming needs, and requests for information.

mod form;
mod form_rows;
mod list;
mod request;
mod request_amend;
mod request_new;
mod sheet;
mod words;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of needs and requests.
#[component(transparent)]
pub fn NeedsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/needs") view=list::Needs ssr=SsrMode::Async/>
            <Route path=path!("/needs/new") view=form::NewNeed ssr=SsrMode::Async/>
            <Route path=path!("/needs/:reference") view=sheet::NeedSheet ssr=SsrMode::Async/>
            <Route path=path!("/needs/:reference/edit") view=form::EditNeed ssr=SsrMode::Async/>
            <Route path=path!("/needs/:reference/ask") view=request_new::AskMarket ssr=SsrMode::Async/>
            <Route path=path!("/requests/:reference") view=request::RequestSheet ssr=SsrMode::Async/>
            <Route path=path!("/requests/:reference/amend") view=request_amend::AmendRequestPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of needs and requests.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/needs/new", form::post_new),
        ("/needs/{reference}", sheet::post),
        ("/needs/{reference}/edit", form::post_edit),
        ("/needs/{reference}/ask", request_new::post),
        ("/requests/{reference}", request::post),
        ("/requests/{reference}/amend", request_amend::post),
    ]
}
