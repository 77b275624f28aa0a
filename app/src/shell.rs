//! The document around every page.

use crate::layout::Layout;
use crate::request::Rq;
use crate::routes::AppRoutes;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};

/// The whole document.
pub fn shell() -> impl IntoView {
    provide_meta_context();
    let asset = |name: &str| Rq::current().map(|rq| rq.asset(name));
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content="Perigee: where an alliance buys space capability from companies."/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="preload" r#as="font" type="font/woff2" crossorigin="anonymous" href=asset("inter-latin-wght-normal.woff2")/>
                <link rel="stylesheet" href=asset("main.css")/>
                <MetaTags/>
            </head>
            <body>
                <Title formatter=|text: String| if text.is_empty() { "Perigee".to_owned() } else { format!("{text} · Perigee") }/>
                <Layout>
                    <AppRoutes/>
                </Layout>
            </body>
        </html>
    }
}
