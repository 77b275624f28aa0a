//! The start page: by role, what needs that person today.

use crate::page::page;
use crate::ui::PageTitle;
use domain::policy::Refused;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// The start page's route.
#[component(transparent)]
pub fn HomeRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/") view=Home ssr=SsrMode::Async/> }.into_inner()
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
