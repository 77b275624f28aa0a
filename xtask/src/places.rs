//! Where things are.

use std::path::{Path, PathBuf};

/// The folders of the workspace that the build reads and writes.
#[derive(Debug, Clone)]
pub struct Places {
    /// The workspace.
    pub root: PathBuf,
    /// The assets: `PERIGEE_SITE` (set in `.cargo/config.toml`), which the server embeds when it is compiled.
    pub site: PathBuf,
}

impl Places {
    /// The workspace that this program was compiled in.
    pub fn find() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_path_buf();
        let site = std::env::var_os("PERIGEE_SITE")
            .map_or_else(|| root.join("target/site"), PathBuf::from);
        Self { root, site }
    }

    /// The style sheets, fonts and static files.
    pub fn style(&self) -> PathBuf {
        self.root.join("style")
    }

    /// What asset stands under which name; read by the server.
    pub fn manifest(&self) -> PathBuf {
        self.site.join("manifest.json")
    }

    /// What the assets were made from; beside the site, so that it is not shipped.
    pub fn stamp(&self) -> PathBuf {
        self.site.with_extension("stamp")
    }
}
