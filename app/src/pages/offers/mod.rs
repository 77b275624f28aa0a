//! Offers: the provider's task list, the four volumes, submission, the receipt, and the opening.

mod content;
mod list;
mod opening;
mod receipt;
mod sheet;
mod start;
mod volume;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of offers.
#[component(transparent)]
pub fn OffersRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/offers") view=list::Offers ssr=SsrMode::Async/>
            <Route path=path!("/offers/new") view=start::Start ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference") view=sheet::Offer ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/submit") view=sheet::CheckAnswers ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/receipt") view=receipt::Receipt ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/volumes/:volume") view=volume::Volume ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/opening") view=opening::Opening ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of offers.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/offers/new", start::post),
        ("/offers/{reference}", sheet::post),
        ("/offers/{reference}/submit", sheet::post_submit),
        ("/offers/{reference}/volumes/{volume}", volume::post),
        ("/solicitations/{reference}/opening", opening::post),
    ]
}
