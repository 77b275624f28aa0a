//! The wasm module of the pages: it finds the islands in the document and brings them to life.

use app as _;

/// Called once by the page's script after the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
