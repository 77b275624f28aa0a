//! The log, timelines and verification.

mod desk;
mod event;
pub mod moment;
mod timeline;
mod verify;

pub use desk::{badge, log_input, row as event_row, table as event_table};

use crate::forms;
use crate::post::PostRoute;
use domain::reference::Series;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of audit.
#[component(transparent)]
pub fn AuditRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/audit") view=desk::Desk ssr=SsrMode::Async/>
            <Route path=path!("/audit/verify") view=verify::Verify ssr=SsrMode::Async/>
            <Route path=path!("/audit/events/:id") view=event::Event ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/timeline") view=timeline::ContractTimeline ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/timeline") view=timeline::SolicitationTimeline ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of audit.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![("/audit/verify", verify::post)]
}

/// A reference, linked where what it names has a page.
fn subject(reference: String) -> AnyView {
    match Series::address(&reference) {
        Some(address) => view! { <crate::ui::Ref reference=reference href=address/> }.into_any(),
        None => view! { <span class="anywhere">{reference}</span> }.into_any(),
    }
}
