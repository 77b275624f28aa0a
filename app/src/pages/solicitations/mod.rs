//! Solicitations: written, checked against the rules, published.

mod amend;
mod documents;
mod form;
mod form_awarding;
mod form_method;
mod form_parts;
mod form_scheme;
mod guided;
mod input;
mod list;
mod lot_awards;
mod preview;
mod rehearsal;
mod requirements;
mod review;
mod rows;
mod schedule;
mod scheme_words;
mod searches;
mod sheet;
mod sheet_acts;
mod sheet_dates;
mod sheet_dialogue;
mod sheet_method;
mod sheet_openers;
mod sheet_parts;
mod sheet_scheme;
mod standing;
mod texts;
mod versions;
pub(super) mod words;

pub(super) use form_parts::{CURRENCIES, local, moment_field, named};
pub(super) use input::{day, moment as moment_typed};
pub(super) use rows::plain;
pub use searches::panel as searches_panel;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of solicitations.
#[component(transparent)]
pub fn SolicitationsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/solicitations") view=list::Solicitations ssr=SsrMode::Async/>
            <Route path=path!("/searches") view=searches::Searches ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/begin") view=guided::GuidedStart ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/new") view=form::NewSolicitation ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference") view=sheet::SolicitationSheet ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/documents") view=documents::Documents ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/edit") view=form::EditSolicitation ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/review") view=review::ReviewPage ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/rehearsal") view=rehearsal::Rehearsal ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/preview") view=preview::Preview ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/amend") view=amend::Amend ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/versions") view=versions::VersionsPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of solicitations.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/solicitations", searches::post_save),
        ("/searches", searches::post),
        ("/solicitations/begin", guided::post),
        ("/solicitations/new", form::post_new),
        ("/solicitations/{reference}", sheet_acts::post),
        ("/solicitations/{reference}/documents", documents::post),
        ("/solicitations/{reference}/edit", form::post_edit),
        ("/solicitations/{reference}/review", review::post),
        ("/solicitations/{reference}/amend", amend::post),
    ]
}
