//! What people see: the kit, the pages, and the few interactive islands.
//!
//! Pages are drawn on the server only. In the browser's wasm there is nothing but the islands and what they use.
#![recursion_limit = "512"]

pub mod charts;
pub mod islands;
pub mod ui;

#[cfg(feature = "ssr")]
mod layout;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod post;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod script;
#[cfg(feature = "ssr")]
mod shell;

#[cfg(feature = "ssr")]
pub use shell::shell;
