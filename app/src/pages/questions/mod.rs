//! Questions of bidders and the answers that everybody gets.

mod answer;
mod ask;
mod list;

use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of questions.
#[component(transparent)]
pub fn QuestionsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/solicitations/:reference/questions") view=list::Questions ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/questions/answer") view=answer::AnswerPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of questions.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/solicitations/{reference}/questions", ask::post),
        ("/solicitations/{reference}/questions/answer", answer::post),
    ]
}
