//! The start page: by role, what needs that person today.

mod buyers;
mod living;
mod nation;
mod news;
mod oversight;
mod provider;

use crate::forms;
use crate::page::page;
use crate::pages::clocks;
use crate::post::PostRoute;
use crate::request::Rq;
use crate::ui::kit::Kit;
use crate::ui::{Countdown, Day, PageTitle, format};
use backend::Error;
use backend::home::{self, Today};
use backend::searches::{self, SavedSearch};
use chrono::{DateTime, NaiveDate, Utc};
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

/// The start page's form.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![("/", news::post)]
}

/// What needs the person today.
#[component]
fn Home() -> impl IntoView {
    page(
        async |rq| {
            let today = home::today(rq.ctx(), rq.actor()).await?;
            let kept = match today.provider {
                Some(_) => searches::mine(rq.ctx(), rq.actor()).await?,
                None => Vec::new(),
            };
            Ok((today, kept))
        },
        |rq, (today, kept)| draw(&rq, today, kept),
    )
}

fn draw(rq: &Rq, today: Today, kept: Vec<SavedSearch>) -> AnyView {
    let meta = format!("{} · {}", rq.actor().name(), format::date_time(rq.at()));
    let told = news::draw(rq, today.news);
    let sections = [
        today.officer.map(|day| buyers::officer(rq, day)),
        today.evaluator.map(buyers::evaluator),
        today.opener.map(|day| buyers::opener(rq, day)),
        today.provider.map(|day| provider::draw(rq, day, kept)),
        today.delegate.map(nation::draw),
        today.auditor.map(|day| oversight::auditor(rq, day)),
        today
            .administrator
            .map(|day| oversight::administrator(rq, day)),
    ];
    let sections = sections.into_iter().flatten().collect_view();
    view! {
        <Title text="Today"/>
        <PageTitle title="Today" meta=meta/>
        {sections}
        {told}
    }
    .into_any()
}

/// A deadline on its clocks, with how near it is.
fn deadline(at: DateTime<Utc>, zone: &str, now: DateTime<Utc>) -> AnyView {
    let shown = clocks::deadline(at, zone);
    view! { <Countdown at=at now=now shown=shown/> }.into_any()
}

/// A day, or that there is none.
fn day(day: Option<NaiveDate>) -> AnyView {
    match day {
        Some(day) => view! { <Day day=day/> }.into_any(),
        None => "no date".into_any(),
    }
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
