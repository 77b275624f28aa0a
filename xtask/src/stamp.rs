//! Whether anything changed since the last build.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

use crate::error::{Result, at};
use crate::places::Places;
use crate::wasm::Profile;

/// Everything the assets depend on. The lock file stands for all crates from outside.
const INPUTS: [&str; 11] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "app",
    "domain",
    "sealer",
    "sealing",
    "frontend",
    "rust-toolchain.toml",
    "style",
    "xtask",
];

/// A fingerprint of all inputs of a build.
pub fn of(places: &Places, profile: Profile) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(profile.name());
    hash.update([u8::from(crate::wasm::optimizer(places).is_some())]);
    for file in INPUTS
        .iter()
        .map(|input| files(&places.root.join(input)))
        .collect::<Result<Vec<_>>>()?
        .concat()
    {
        hash.update(
            file.strip_prefix(&places.root)
                .unwrap_or(&file)
                .to_string_lossy()
                .as_bytes(),
        );
        hash.update(fs::read(&file).map_err(at(&file))?);
    }
    Ok(hex::encode(hash.finalize()))
}

/// Whether the site was built from exactly these inputs and is still there.
pub fn is_fresh(places: &Places, stamp: &str) -> bool {
    places.manifest().exists() && fs::read_to_string(places.stamp()).is_ok_and(|last| last == stamp)
}

/// Remembers what the site was built from.
pub fn write(places: &Places, stamp: &str) -> Result<()> {
    fs::write(places.stamp(), stamp).map_err(at(&places.stamp()))
}

/// All files under a path in a stable order; nothing where the path does not exist.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let mut entries = match fs::read_dir(path) {
        Ok(entries) => entries
            .map(|entry| entry.map(|e| e.path()))
            .collect::<io::Result<Vec<_>>>()
            .map_err(at(path))?,
        Err(_) if path.is_file() => return Ok(vec![path.to_path_buf()]),
        Err(_) => return Ok(Vec::new()),
    };
    entries.sort();
    Ok(entries
        .iter()
        .map(|entry| files(entry))
        .collect::<Result<Vec<_>>>()?
        .concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> (tempfile::TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            root: folder.path().into(),
            site: folder.path().join("site"),
        };
        fs::create_dir_all(places.style()).unwrap();
        fs::create_dir_all(&places.site).unwrap();
        fs::write(places.style().join("main.css"), "a{}").unwrap();
        (folder, places)
    }

    #[test]
    fn an_unchanged_workspace_keeps_its_stamp() {
        let (_folder, places) = workspace();
        assert_eq!(
            of(&places, Profile::Dev).unwrap(),
            of(&places, Profile::Dev).unwrap()
        );
    }

    #[test]
    fn a_changed_file_or_profile_changes_the_stamp() {
        let (_folder, places) = workspace();
        let before = of(&places, Profile::Dev).unwrap();
        assert_ne!(before, of(&places, Profile::Release).unwrap());
        fs::write(places.style().join("main.css"), "b{}").unwrap();
        assert_ne!(before, of(&places, Profile::Dev).unwrap());
    }

    #[test]
    fn a_stamp_without_its_site_is_not_fresh() {
        let (_folder, places) = workspace();
        write(&places, "one").unwrap();
        assert!(!is_fresh(&places, "one"));
        fs::write(places.manifest(), "{}").unwrap();
        assert!(is_fresh(&places, "one"));
        assert!(!is_fresh(&places, "two"));
    }
}
