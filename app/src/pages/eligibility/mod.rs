//! Who may bid: the question for a solicitation, declarations of nations, exclusions.

mod case;
mod case_forms;
mod declaration;
mod declarations;
mod exclusions;
mod fit;
mod named;
mod words;

pub use case::input as case_input;
pub use declarations::input as declarations_input;
pub use exclusions::input as exclusions_input;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of eligibility.
#[component(transparent)]
pub fn EligibilityRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/solicitations/:reference/eligibility") view=case::Case ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/fit") view=fit::FitPage ssr=SsrMode::Async/>
            <Route path=path!("/eligibility/declarations") view=declarations::Declarations ssr=SsrMode::Async/>
            <Route path=path!("/eligibility/declarations/:reference") view=declaration::Declaration ssr=SsrMode::Async/>
            <Route path=path!("/eligibility/exclusions") view=exclusions::Exclusions ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of eligibility.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/solicitations/{reference}/eligibility", case_forms::post),
        ("/eligibility/declarations/{reference}", declaration::post),
        ("/eligibility/exclusions", exclusions::post),
    ]
}
