//! Every page and every form, by feature. A feature adds its routes and its forms in its own folder.

use crate::page::NotFound;
use crate::pages;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Router, Routes};

/// The routes of every page.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=NotFound>
                <pages::home::HomeRoutes/>
                <pages::accounts::AccountRoutes/>
            </Routes>
        </Router>
    }
}

/// The forms of every page.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    [pages::accounts::forms()].concat()
}
