//! What brings a page's islands to life. Only pages that hold islands carry it.

use crate::request::Rq;
use leptos::prelude::*;

/// Loads the module and hydrates every island of the page; put at the page's end.
#[component]
pub fn WakeIslands() -> impl IntoView {
    Rq::current().map(|rq| {
        let (js, wasm) = (rq.asset("app.js"), rq.asset("app.wasm"));
        let nonce = rq.nonce().to_owned();
        let script = script(&js, &wasm);
        view! {
            <link rel="modulepreload" href=js/>
            <link rel="preload" r#as="fetch" type="application/wasm" crossorigin="anonymous" href=wasm/>
            <script type="module" nonce=nonce inner_html=script></script>
        }
    })
}

/// Addresses of assets are made by the build from letters, digits, points and slashes, so they need no escaping.
fn script(js: &str, wasm: &str) -> String {
    format!(
        "import * as mod from \"{js}\";\
         await mod.default({{ module_or_path: \"{wasm}\" }});\
         mod.hydrate();\
         for (const island of document.querySelectorAll(\"leptos-island\")) mod[island.dataset.component]?.(island);"
    )
}
