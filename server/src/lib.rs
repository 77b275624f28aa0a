//! The perigee program: configuration, wiring, middleware, background jobs and command line.

pub mod assets;
pub mod cli;
pub mod config;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod permissions;
