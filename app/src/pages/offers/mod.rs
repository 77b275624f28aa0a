//! Offers: written, sealed, opened.

mod amended;
mod attached;
mod attachments;
mod ceremony;
mod changed;
mod content;
mod content_price;
mod declared;
mod late;
mod list;
mod new;
mod opening;
mod own_files;
mod partners;
mod price;
mod receipt;
mod rows;
mod seal;
mod sheet;
mod submit;
mod typed;
mod volume;
pub(super) mod words;

pub(super) use attached::link as attachment_link;
pub use list::input as list_input;

use crate::forms;
use crate::post::{Incoming, Keeping, Post, PostRoute};
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of offers. The volumes are named one by one, so that other pages of an offer keep their addresses.
#[component(transparent)]
pub fn OffersRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/offers") view=list::Offers ssr=SsrMode::Async/>
            <Route path=path!("/offers/new") view=new::NewOffer ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference") view=sheet::OfferPage ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/administration") view=volume::VolumePage ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/technical") view=volume::VolumePage ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/experience") view=volume::VolumePage ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/price") view=volume::VolumePage ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/attachments") view=attachments::Attachments ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/submit") view=submit::SubmitPage ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/receipt") view=receipt::ReceiptPage ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/opening") view=opening::Opening ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/late") view=late::LateOffersPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of offers.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    let mut routes = forms![
        ("/offers/new", new::post),
        ("/offers/{reference}", sheet::post),
        ("/offers/{reference}/administration", volume::post),
        ("/offers/{reference}/technical", volume::post),
        ("/offers/{reference}/experience", volume::post),
        ("/offers/{reference}/price", volume::post),
        ("/offers/{reference}/submit", submit::post),
        ("/solicitations/{reference}/opening", opening::post),
        ("/solicitations/{reference}/late", late::post),
    ];
    let files = forms![("/offers/{reference}/attachments", attachments::post)].into_iter();
    let keep: fn(Post, Incoming) -> Keeping = |post, file| Box::pin(attachments::keep(post, file));
    routes.extend(files.map(|route| route.keeping(keep)));
    routes
}
