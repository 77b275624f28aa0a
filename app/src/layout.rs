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
    let menu = links.clone();
    let here = path.clone();
    view! {
        <a class="skip" href="#main">"Skip to content"</a>
        <div class=if signed_in { "app" } else { "app plain" }>
            <header class="top">
                <a class="brand" href="/"><Mark/>"Perigee"</a>
                {signed_in.then(|| view! { <Search query=query.unwrap_or_default()/> })}
                {person.map(|person| view! { <Who name=person.name.clone() roles=person.roles/> })}
                {signed_in.then(|| view! {
                    <details class="rail-menu"><summary>"Menu"</summary><nav aria-label="Main menu"><RailLinks links=menu path=here/></nav></details>
                })}
            </header>
            {signed_in.then(|| view! { <nav class="rail" aria-label="Main"><RailLinks links=links path=path/></nav> })}
            <main class="page" id="main" tabindex="-1">{children()}</main>
            <footer class="foot"><a href="/verify">"Check a receipt"</a></footer>
        </div>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
            <ellipse cx="12" cy="10.5" rx="10" ry="6.6" transform="rotate(-24 12 10.5)"/>
            <circle class="orbit-point" cx="9.12" cy="17.77" r="2.6" stroke="none"/>
        </svg>
    }
}

#[component]
fn Search(query: String) -> impl IntoView {
    view! {
        <form action="/search" method="get" role="search">
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
    view! { <a class="who" href="/account">{name}" · "{roles}</a> }
}

#[component]
fn RailLinks(links: Vec<(&'static str, &'static str)>, path: String) -> impl IntoView {
    let item = |(href, label): (&'static str, &'static str)| {
        let here = if href == "/" {
            path == "/"
        } else {
            path == href || path.starts_with(&format!("{href}/"))
        };
        view! { <li><a href=href aria-current=here.then_some("page")>{label}</a></li> }
    };
    view! { <ul>{links.into_iter().map(item).collect_view()}</ul> }
}

/// At most nine words, by role; a person with several roles sees the union in the journey's order.
fn rail(actor: &Actor) -> Vec<(&'static str, &'static str)> {
    use Role::{Administrator, Auditor, Delegate, Evaluator, Officer, Opener, Provider};
    let table: [(&str, &str, &[Role]); 15] = [
        ("/", "Today", &Role::ALL),
        ("/needs", "Needs", &[Officer, Provider, Delegate]),
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
        ("/providers/own", "Our organisation", &[Provider]),
        ("/eligibility/declarations", "Eligibility", &[Delegate]),
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
        ("/imports", "Imports", &[Auditor, Administrator]),
        ("/audit", "Audit", &[Auditor, Administrator]),
        ("/accounts", "Accounts", &[Administrator]),
    ];
    table
        .into_iter()
        .filter(|(_, _, roles)| roles.iter().any(|role| actor.has(*role)))
        .map(|(href, label, _)| (href, label))
        .collect()
}
