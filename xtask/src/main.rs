//! The build of Perigee's browser side, and the quick checks that no compiler makes.
//!
//! `cargo xtask build [--release]` turns the `frontend` and `sealer` crates and the `style` folder into the assets that the server
//! carries: hashed names, compressed copies and a manifest that says which name stands for which.

mod assets;
mod check;
mod error;
mod places;
mod size;
mod stamp;
mod style;
mod wasm;

use std::path::Path;
use std::process::ExitCode;

use error::{Error, Result};
use places::Places;

const USAGE: &str = "\
usage: cargo xtask <command>

  build [--release]   the wasm modules, the style sheet and the other assets, into target/site
  size                how large the assets are; fails when a wasm module is over its budget
  proof <folder>      the wasm module of the crate `proof` for node, see scripts/proof
  check               file lengths, inline styles in views, and the style sheets";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    let places = Places::find();
    match words {
        ["build"] => assets::build(&places, wasm::Profile::Dev),
        ["build", "--release"] => assets::build(&places, wasm::Profile::Release),
        ["proof", folder] => wasm::for_node(&places, "proof", Path::new(folder)),
        ["size"] => size::check(&places),
        ["check"] => check::all(&places),
        _ => Err(Error::Usage(USAGE)),
    }
}
