//! The interactive parts. Each is useful as plain HTML before, or without, its script.

pub mod ranking;
#[cfg(feature = "ssr")]
pub mod wake;
