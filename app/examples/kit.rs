//! Writes the kit as one static page: `cargo run -p app --example kit --features ssr > target/kit.html`.
//!
//! The page links `style/main.css`, so it must be opened from the repository's root folder.

use std::io::Write;

use app::ui::kit::Kit;
use leptos::prelude::*;

const HEAD: &str = r##"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>The kit · Perigee</title>
<link rel="icon" href="style/static/favicon.svg"><link rel="stylesheet" href="style/main.css"></head><body>
<a class="skip" href="#main">Skip to content</a><div class="app"><header class="top">
<a class="brand" href="/"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
<ellipse cx="12" cy="10.5" rx="10" ry="6.6" transform="rotate(-24 12 10.5)"/><circle class="orbit-point" cx="9.12" cy="17.77" r="2.6"/></svg>Perigee</a>
<form role="search" action="/search"><input type="search" name="q" placeholder="Search or paste a reference" aria-label="Search"></form>
<span class="who">Acquisition officer</span>
<details class="rail-menu"><summary>Menu</summary><nav aria-label="Main menu"><ul><li><a href="/">Today <span class="count">6</span></a></li><li><a href="/kit" aria-current="page">Contracts</a></li></ul></nav></details></header>
<nav class="rail" aria-label="Main"><ul><li><a href="/">Today <span class="count">6</span></a></li><li><a href="/s">Solicitations</a></li><li><a href="/kit" aria-current="page">Contracts</a></li><li><a href="/m">Milestones</a></li><li><a href="/n">Nations</a></li></ul></nav>
<main class="page asof" id="main">"##;

fn main() -> std::io::Result<()> {
    let kit = Owner::new().with(|| view! { <Kit/> }.to_html());
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{HEAD}{kit}</main><footer class=\"foot\">Perigee</footer></div></body></html>"
    )
}
