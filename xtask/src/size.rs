//! How much a browser has to fetch.

use std::fs;
use std::path::Path;

use crate::assets::Manifest;
use crate::error::{Error, Result, at};
use crate::places::Places;
use crate::wasm;

/// What a wasm module may weigh in brotli, in bytes.
const WASM_BUDGET: u64 = 120_000;

/// Prints the sizes and fails when a module is over its budget, or is missing.
pub fn check(places: &Places) -> Result<()> {
    report(places)?;
    let mut manifest = manifest(places)?;
    for source in wasm::SOURCES {
        let name = format!("{}.wasm", source.name);
        let module = manifest.remove(&name).unwrap_or_default();
        let actual = length(&places.site.join(module).with_added_extension("br"))?;
        if actual > WASM_BUDGET {
            return Err(Error::TooLarge {
                name,
                actual,
                budget: WASM_BUDGET,
            });
        }
    }
    Ok(())
}

/// Prints what each asset weighs, as it is and compressed.
pub fn report(places: &Places) -> Result<()> {
    for (name, address) in manifest(places)? {
        let path = places.site.join(address);
        let compressed = path.with_added_extension("br");
        let brotli = if compressed.exists() {
            kilobytes(length(&compressed)?)
        } else {
            "-".into()
        };
        eprintln!(
            "{name:<32} {:>12} raw {brotli:>12} brotli",
            kilobytes(length(&path)?)
        );
    }
    Ok(())
}

fn manifest(places: &Places) -> Result<Manifest> {
    let path = places.manifest();
    let damaged = |reason: String| Error::Manifest {
        path: path.clone(),
        reason,
    };
    let json = fs::read(&path).map_err(|error| damaged(error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))
}

fn length(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path).map_err(at(path))?.len())
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site_with_module_of(bytes: usize) -> (tempfile::TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            root: folder.path().into(),
            site: folder.path().into(),
        };
        let manifest = r#"{"app.wasm":"app_bg.wasm","sealer.wasm":"sealer_bg.wasm"}"#;
        fs::write(places.manifest(), manifest).unwrap();
        for (name, bytes) in [("app_bg.wasm", 1), ("sealer_bg.wasm", bytes)] {
            fs::write(places.site.join(name), "module").unwrap();
            fs::write(places.site.join(format!("{name}.br")), vec![0; bytes]).unwrap();
        }
        (folder, places)
    }

    #[test]
    fn a_module_within_the_budget_passes() {
        let (_folder, places) = site_with_module_of(120_000);
        assert!(check(&places).is_ok());
    }

    #[test]
    fn a_module_over_the_budget_fails() {
        let (_folder, places) = site_with_module_of(120_001);
        assert!(matches!(
            check(&places),
            Err(Error::TooLarge {
                actual: 120_001,
                ..
            })
        ));
    }

    #[test]
    fn sizes_are_printed_in_kilobytes() {
        assert_eq!(kilobytes(1_476_252), "1476.2 kB");
    }
}
