//! A file that a reader can hold in the head.

use std::fs;
use std::path::Path;

use super::sources;
use crate::error::{Result, at};
use crate::places::Places;

/// Lines a file may have.
const LIMIT: usize = 400;

const FOLDERS: [&str; 10] = [
    "app", "backend", "domain", "end2end", "frontend", "sealer", "sealing", "server", "style",
    "xtask",
];
const KINDS: [&str; 4] = ["rs", "css", "ts", "mjs"];

/// One finding per file over the limit.
pub fn check(places: &Places) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (folder, kind) in FOLDERS
        .iter()
        .flat_map(|folder| KINDS.map(|kind| (folder, kind)))
    {
        for path in sources(&places.root, folder, kind)? {
            let text = fs::read_to_string(places.root.join(&path)).map_err(at(&path))?;
            findings.extend(finding(&path, &text));
        }
    }
    Ok(findings)
}

/// A file that says in its head that a program wrote it is not for reading.
fn finding(path: &Path, text: &str) -> Option<String> {
    let lines = text.lines().count();
    let is_generated = text.lines().take(5).any(|line| line.contains("@generated"));
    let too_long = lines > LIMIT && !is_generated;
    too_long.then(|| {
        format!(
            "{}:{lines}: {lines} lines, {LIMIT} are allowed: split it by action",
            path.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_have_four_hundred_lines() {
        assert_eq!(finding(Path::new("a.rs"), &"//\n".repeat(400)), None);
        assert!(finding(Path::new("a.rs"), &"//\n".repeat(401)).is_some());
    }

    #[test]
    fn a_generated_file_may_be_longer() {
        let text = format!("// @generated\n{}", "//\n".repeat(500));
        assert_eq!(finding(Path::new("a.rs"), &text), None);
    }
}
