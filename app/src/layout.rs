//! What stands around a page: the top bar with search, the rail by role, and the way to the content.

use crate::request::Rq;
use domain::actor::{Actor, Role};
use leptos::prelude::*;

/// The frame around every page.
#[component]
pub fn Layout(
    /// The page.
    children: Children,
) -> impl IntoView {
    let rq = Rq::current();
    let person = rq.as_ref().and_then(|rq| rq.actor().person()).cloned();
    let path = rq
        .as_ref()
        .map(|rq| rq.path().to_owned())
        .unwrap_or_default();
    let signed_in = person.is_some();
    let links = rq.as_ref().map(|rq| rail(rq.actor())).unwrap_or_default();
    let query = rq
        .as_ref()
        .filter(|_| path == "/search")
        .and_then(|rq| rq.query("q").map(str::to_owned));
    view! {
        <a class="skip" href="#main">"Skip to the content"</a>
        <div class=if signed_in { "app" } else { "app plain" }>
            <header class="top">
                <a class="brand" href="/"><Mark/>"Perigee"</a>
                {signed_in.then(|| view! { <Search query=query.unwrap_or_default()/> })}
                {person.map(|person| view! { <Who name=person.name.clone() roles=person.roles/> })}
            </header>
            {signed_in.then(|| view! { <Rail links=links path=path/> })}
            <main class="page" id="main" tabindex="-1">{children()}</main>
        </div>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
            <ellipse cx="12" cy="10.5" rx="10" ry="6.6" transform="rotate(-24 12 10.5)"/>
            <circle class="mark-point" cx="13.6" cy="17" r="2.5" stroke="none"/>
        </svg>
    }
}

#[component]
fn Search(query: String) -> impl IntoView {
    view! {
        <form class="search" action="/search" method="get" role="search">
            <input type="search" name="q" value=query placeholder="Search or paste a reference" aria-label="Search"/>
        </form>
    }
}

#[component]
fn Who(name: String, roles: Vec<Role>) -> impl IntoView {
    let roles = roles
        .into_iter()
        .map(Role::label)
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <div class="who">
            <a href="/account"><span class="who-name">{name}</span>" "<span class="meta">{roles}</span></a>
        </div>
    }
}

#[component]
fn Rail(links: Vec<(&'static str, &'static str)>, path: String) -> impl IntoView {
    let items = || {
        let item = |(href, label): &(&'static str, &'static str)| {
            let here = if *href == "/" {
                path == "/"
            } else {
                path == *href || path.starts_with(&format!("{href}/"))
            };
            view! { <li><a href=*href aria-current=here.then_some("page")>{*label}</a></li> }
        };
        links.iter().map(item).collect_view()
    };
    view! {
        <nav class="rail" aria-label="Main"><ul>{items()}</ul></nav>
        <details class="rail-menu"><summary>"Menu"</summary><nav aria-label="Main menu"><ul>{items()}</ul></nav></details>
    }
}

/// At most eight words, by role; a person with several roles sees the union in the journey's order.
fn rail(actor: &Actor) -> Vec<(&'static str, &'static str)> {
    use Role::{Administrator, Auditor, Delegate, Evaluator, Officer, Opener, Provider};
    let table: [(&str, &str, &[Role]); 11] = [
        ("/", "Today", &Role::ALL),
        ("/solicitations", "Solicitations", &Role::ALL),
        ("/offers", "Our offers", &[Provider]),
        (
            "/contracts",
            "Contracts",
            &[
                Officer,
                Evaluator,
                Opener,
                Provider,
                Delegate,
                Auditor,
                Administrator,
            ],
        ),
        (
            "/milestones",
            "Milestones",
            &[Officer, Provider, Delegate, Auditor],
        ),
        (
            "/providers",
            "Providers",
            &[Officer, Auditor, Administrator],
        ),
        (
            "/contributions",
            "Contributions",
            &[Officer, Delegate, Auditor],
        ),
        (
            "/programmes",
            "Programmes",
            &[Officer, Delegate, Evaluator, Opener, Provider],
        ),
        (
            "/strategy",
            "Strategy",
            &[Officer, Delegate, Provider, Evaluator, Opener],
        ),
        ("/audit", "Audit", &[Auditor, Administrator]),
        ("/accounts", "Accounts", &[Administrator]),
    ];
    table
        .into_iter()
        .filter(|(_, _, roles)| roles.iter().any(|role| actor.has(*role)))
        .map(|(href, label, _)| (href, label))
        .collect()
}
