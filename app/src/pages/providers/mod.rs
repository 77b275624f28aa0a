//! Provider organisations.

mod dossier;
mod dossier_forms;
mod form;
mod list;
mod merge;
mod people;
mod profile;
mod profile_forms;
mod references;
mod sheet;

pub use list::input as list_input;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of providers.
#[component(transparent)]
pub fn ProvidersRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/providers") view=list::Providers ssr=SsrMode::Async/>
            <Route path=path!("/providers/new") view=form::NewProvider ssr=SsrMode::Async/>
            <Route path=path!("/providers/:reference") view=sheet::ProviderSheet ssr=SsrMode::Async/>
            <Route path=path!("/providers/:reference/edit") view=form::EditProvider ssr=SsrMode::Async/>
            <Route path=path!("/providers/:reference/dossier") view=dossier::DossierPage ssr=SsrMode::Async/>
            <Route path=path!("/providers/:reference/people") view=people::People ssr=SsrMode::Async/>
            <Route path=path!("/providers/:reference/merge") view=merge::MergePage ssr=SsrMode::Async/>
            <Route path=path!("/providers/:reference/profile") view=profile::ProfilePage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of providers.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/providers/new", form::post_new),
        ("/providers/{reference}/edit", form::post_edit),
        ("/providers/{reference}/dossier", dossier_forms::post),
        ("/providers/{reference}/people", people::post),
        ("/providers/{reference}/merge", merge::post),
        ("/providers/{reference}/profile", profile_forms::post),
    ]
}
