//! The start page: by role, what needs that person today.

use crate::page::page;
use crate::ui::PageTitle;
use crate::ui::kit::Kit;
use backend::Error;
use domain::policy::Refused;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The start page's route.
#[component(transparent)]
pub fn HomeRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/") view=Home ssr=SsrMode::Async/>
            <Route path=path!("/kit") view=KitPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// What needs the person today.
#[component]
fn Home() -> impl IntoView {
    page(
        async |rq| Ok(rq.actor().person().ok_or(Refused::SignIn)?.name.clone()),
        |_, name| {
            view! {
                <Title text="Today"/>
                <PageTitle title="Today" meta=name/>
            }
            .into_any()
        },
    )
}

/// Every part of the kit in every state; for developers.
#[component]
fn KitPage() -> impl IntoView {
    page(
        async |rq| {
            if rq.development() {
                Ok(())
            } else {
                Err(Error::NotFound)
            }
        },
        |_, ()| view! { <Title text="The kit"/> <Kit/> }.into_any(),
    )
}
