//! Registering a provider organisation: the public steps, and the review.

mod answers;
mod check;
mod list;
mod review;
mod start;
mod steps;

pub(super) use review::twin_table;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of registrations.
#[component(transparent)]
pub fn RegistrationsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/register") view=start::Start ssr=SsrMode::Async/>
            <Route path=path!("/register/:secret") view=start::Status ssr=SsrMode::Async/>
            <Route path=path!("/register/:secret/organisation") view=steps::Organisation ssr=SsrMode::Async/>
            <Route path=path!("/register/:secret/identifiers") view=steps::Identifiers ssr=SsrMode::Async/>
            <Route path=path!("/register/:secret/ownership") view=steps::Ownership ssr=SsrMode::Async/>
            <Route path=path!("/register/:secret/contact") view=steps::Contact ssr=SsrMode::Async/>
            <Route path=path!("/register/:secret/check") view=check::Check ssr=SsrMode::Async/>
            <Route path=path!("/registrations") view=list::Registrations ssr=SsrMode::Async/>
            <Route path=path!("/registrations/:reference") view=review::ReviewPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of registrations.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/register", start::post),
        ("/register/{secret}/organisation", steps::post_organisation),
        ("/register/{secret}/identifiers", steps::post_identifiers),
        ("/register/{secret}/ownership", steps::post_ownership),
        ("/register/{secret}/contact", steps::post_contact),
        ("/register/{secret}/check", check::post),
        ("/registrations/{reference}", review::post),
    ]
}
