//! Checking receipts, for everybody.

mod commitments;
mod opening;
mod verify;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of receipts.
#[component(transparent)]
pub fn ReceiptsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/solicitations/:reference/commitments") view=commitments::Commitments ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/opening/check") view=opening::CheckOpening ssr=SsrMode::Async/>
            <Route path=path!("/verify") view=verify::VerifyReceipt ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of receipts.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![("/verify", verify::post)]
}
