//! What can go wrong in a build, said so that the reader knows where to look.

use std::io;
use std::path::{Path, PathBuf};

/// The result of every step.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line was not understood.
    #[error("{0}")]
    Usage(&'static str),
    /// A file could not be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// Another program could not be run, or failed.
    #[error("{program} failed: {reason}")]
    Program {
        /// The program as it was called.
        program: &'static str,
        /// What it said, or that it could not be started.
        reason: String,
    },
    /// The module could not be prepared for the browser.
    #[error("wasm-bindgen: {0}")]
    Bindgen(String),
    /// A style sheet is not well formed.
    #[error("{}:{line}: {reason}", .path.display())]
    Style {
        /// The style sheet.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// The manifest of the last build is missing or damaged.
    #[error("{}: {reason}; run `cargo xtask build` first", .path.display())]
    Manifest {
        /// Where it should be.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A wasm module has outgrown its budget.
    #[error("{name} is {actual} bytes in brotli, {budget} are allowed")]
    TooLarge {
        /// The module.
        name: String,
        /// Bytes now.
        actual: u64,
        /// Bytes allowed.
        budget: u64,
    },
    /// One of the quick checks found something; each finding has been printed.
    #[error("{0} to mend")]
    Findings(usize),
}

/// Turns an I/O error into one that names the file.
pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
    move |source| Error::File {
        path: path.to_path_buf(),
        source,
    }
}
