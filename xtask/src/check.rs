//! The checks that need no compiler: seconds are better spent here than in a reviewer's head.

mod length;
mod sheets;
mod views;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::places::Places;
use crate::stamp::files;

/// Runs all checks and prints each finding as `file:line: what`.
pub fn all(places: &Places) -> Result<()> {
    let findings = [
        length::check(places)?,
        views::check(places)?,
        sheets::check(places)?,
    ]
    .concat();
    for finding in &findings {
        eprintln!("{finding}");
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Error::Findings(findings.len()))
    }
}

/// Files of one kind in a folder of the workspace, without what other tools put there.
fn sources(root: &Path, folder: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let foreign = ["node_modules", "artefacts", "test-results", "target"].map(OsStr::new);
    let is_ours = |path: &PathBuf| !path.iter().any(|part| foreign.contains(&part));
    let found = files(&root.join(folder))?
        .into_iter()
        .map(|path| path.strip_prefix(root).map(PathBuf::from).unwrap_or(path));
    Ok(found
        .filter(|path| path.extension() == Some(OsStr::new(extension)))
        .filter(is_ours)
        .collect())
}
