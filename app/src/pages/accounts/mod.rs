//! Signing in, one's own account, and keeping accounts.

mod account;
mod link;
mod list;
mod mail;
mod opening_key;
mod sign_in;
mod zone;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of accounts.
#[component(transparent)]
pub fn AccountRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
        <Route path=path!("/sign-in") view=sign_in::SignIn ssr=SsrMode::Async/>
        <Route path=path!("/link/:secret") view=link::Link ssr=SsrMode::Async/>
        <Route path=path!("/account") view=account::Account ssr=SsrMode::Async/>
        <Route path=path!("/account/opening-key") view=opening_key::OpeningKey ssr=SsrMode::Async/>
        <Route path=path!("/accounts") view=list::Accounts ssr=SsrMode::Async/>
        <Route path=path!("/accounts/new") view=list::NewAccount ssr=SsrMode::Async/>
        <Route path=path!("/accounts/:id") view=list::AccountSheet ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of accounts.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/sign-in", sign_in::post),
        ("/link/{secret}", link::post),
        ("/account", account::post),
        ("/account/opening-key", opening_key::post),
        ("/accounts/new", list::post_new),
        ("/accounts/{id}", list::post_sheet),
    ]
}
