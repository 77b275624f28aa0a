//! The site: every asset under a name that changes with its content, compressed copies beside it, and the manifest.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result, at};
use crate::places::Places;
use crate::wasm::{self, Module, Profile};
use crate::{size, stamp, style};

/// Which address, relative to the site, holds which asset: `main.css` → `pkg/main.0f3c….css`.
pub type Manifest = BTreeMap<String, String>;

/// Builds the site, unless it was built from the same inputs before.
pub fn build(places: &Places, profile: Profile) -> Result<()> {
    let stamp = stamp::of(places, profile)?;
    if stamp::is_fresh(places, &stamp) {
        return Ok(());
    }
    fs::create_dir_all(&places.site).map_err(at(&places.site))?;
    let modules = wasm::SOURCES
        .into_iter()
        .map(|source| wasm::build(places, profile, source))
        .collect::<Result<Vec<_>>>()?;
    let mut site = Site::empty(places)?;
    for module in &modules {
        site.add_module(module)?;
    }
    site.add_style()?;
    site.finish()?;
    stamp::write(places, &stamp)?;
    size::report(places)
}

/// The site while it is being written.
struct Site<'a> {
    places: &'a Places,
    manifest: Manifest,
}

impl<'a> Site<'a> {
    /// An empty folder: nothing of an earlier build may be embedded.
    fn empty(places: &'a Places) -> Result<Self> {
        fs::remove_dir_all(&places.site).map_err(at(&places.site))?;
        fs::create_dir_all(places.site.join("pkg")).map_err(at(&places.site))?;
        Ok(Self {
            places,
            manifest: Manifest::new(),
        })
    }

    /// Script and module share one hash and keep wasm-bindgen's naming, because leptos derives both from one name.
    fn add_module(&mut self, module: &Module) -> Result<()> {
        for (name, script) in &module.snippets {
            self.add(name, format!("pkg/{name}"), script.as_bytes())?;
        }
        let hash = hash_of(&[&module.script, &module.wasm]);
        let name = module.name;
        let (script, wasm) = (format!("{name}.js"), format!("{name}.wasm"));
        self.add(&script, format!("pkg/{name}.{hash}.js"), &module.script)?;
        self.add(&wasm, format!("pkg/{name}.{hash}_bg.wasm"), &module.wasm)
    }

    /// Fonts first, since the style sheet names them; static files keep their names, since others link to them.
    fn add_style(&mut self) -> Result<()> {
        let folder = self.places.style();
        for path in stamp::files(&folder.join("fonts"))? {
            let (name, content) = read(&path, &folder.join("fonts"))?;
            self.add(&name, hashed(&name, &content), &content)?;
        }
        for path in stamp::files(&folder.join("static"))? {
            let (name, content) = read(&path, &folder.join("static"))?;
            self.add(&name, name.clone(), &content)?;
        }
        let css = style::bundle(&folder, &self.manifest)?.into_bytes();
        self.add("main.css", hashed("main.css", &css), &css)
    }

    fn add(&mut self, name: &str, address: String, content: &[u8]) -> Result<()> {
        let path = self.places.site.join(&address);
        write(&path, content)?;
        if is_compressible(&address) {
            write(
                &path.with_added_extension("br"),
                &brotli_of(content).map_err(at(&path))?,
            )?;
            write(
                &path.with_added_extension("gz"),
                &gzip_of(content).map_err(at(&path))?,
            )?;
        }
        self.manifest.insert(name.to_owned(), address);
        Ok(())
    }

    fn finish(self) -> Result<()> {
        let path = self.places.manifest();
        let json = serde_json::to_vec_pretty(&self.manifest).map_err(|error| Error::Manifest {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        write(&path, &json)
    }
}

fn read(path: &Path, folder: &Path) -> Result<(String, Vec<u8>)> {
    let name = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/");
    Ok((name, fs::read(path).map_err(at(path))?))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    fs::write(path, content).map_err(at(path))
}

/// `main.css` → `pkg/main.0f3c….css`.
fn hashed(name: &str, content: &[u8]) -> String {
    let hash = hash_of(&[content]);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("pkg/{stem}.{hash}.{extension}"),
        None => format!("pkg/{name}.{hash}"),
    }
}

/// Ten hexadecimal digits: enough to tell the versions of one file apart.
fn hash_of(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hex::encode(&hash.finalize()[..5])
}

/// Fonts and pictures are compressed already.
fn is_compressible(address: &str) -> bool {
    let text = [
        "css",
        "html",
        "js",
        "json",
        "svg",
        "txt",
        "wasm",
        "webmanifest",
        "xml",
    ];
    address
        .rsplit_once('.')
        .is_some_and(|(_, extension)| text.contains(&extension))
}

fn brotli_of(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    writer.write_all(content)?;
    drop(writer);
    Ok(out)
}

fn gzip_of(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(content)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn site_of(files: &[(&str, &str)]) -> (tempfile::TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            root: folder.path().into(),
            site: folder.path().join("site"),
        };
        for (path, content) in files {
            write(&places.style().join(path), content.as_bytes()).unwrap();
        }
        fs::create_dir_all(&places.site).unwrap();
        let mut site = Site::empty(&places).unwrap();
        site.add_module(&Module {
            name: "app",
            script: b"export {}".to_vec(),
            wasm: b"\0asm".to_vec(),
            snippets: vec![("snippets/a-1/inline0.js".into(), String::new())],
        })
        .unwrap();
        site.add_style().unwrap();
        site.finish().unwrap();
        (folder, places)
    }

    fn manifest(places: &Places) -> Manifest {
        serde_json::from_slice(&fs::read(places.manifest()).unwrap()).unwrap()
    }

    #[test]
    fn script_and_module_share_the_name_that_leptos_expects() {
        let (_folder, places) = site_of(&[("main.css", "a{}")]);
        let manifest = manifest(&places);
        let stem = manifest["app.js"].strip_suffix(".js").unwrap();
        assert_eq!(manifest["app.wasm"], format!("{stem}_bg.wasm"));
    }

    #[test]
    fn scripts_of_other_crates_stand_where_the_script_imports_them() {
        let (_folder, places) = site_of(&[("main.css", "")]);
        assert!(places.site.join("pkg/snippets/a-1/inline0.js").exists());
    }

    #[test]
    fn a_style_sheet_names_the_hashed_font() {
        let (_folder, places) = site_of(&[
            ("main.css", "@font-face { src: url('fonts/inter.woff2') }"),
            ("fonts/inter.woff2", "font"),
        ]);
        let manifest = manifest(&places);
        let css = fs::read_to_string(places.site.join(&manifest["main.css"])).unwrap();
        let font = manifest["inter.woff2"].strip_prefix("pkg/").unwrap();
        assert_eq!(css, format!("@font-face{{src:url(\"{font}\")}}"));
    }

    #[test]
    fn static_files_keep_their_names() {
        let (_folder, places) =
            site_of(&[("main.css", ""), ("static/robots.txt", "User-agent: *")]);
        assert_eq!(manifest(&places)["robots.txt"], "robots.txt");
        assert!(places.site.join("robots.txt.br").exists());
    }

    #[test]
    fn text_is_compressed_and_fonts_are_not() {
        let (_folder, places) =
            site_of(&[("main.css", "a{color:red}"), ("fonts/inter.woff2", "font")]);
        let manifest = manifest(&places);
        let css = places.site.join(&manifest["main.css"]);
        assert!(css.with_added_extension("br").exists() && css.with_added_extension("gz").exists());
        assert!(
            !places
                .site
                .join(&manifest["inter.woff2"])
                .with_added_extension("br")
                .exists()
        );
    }

    #[test]
    fn compressed_copies_unpack_to_the_original() {
        let text = "repeated ".repeat(1000).into_bytes();
        let (mut from_brotli, mut from_gzip) = (Vec::new(), Vec::new());
        brotli::Decompressor::new(&brotli_of(&text).unwrap()[..], 4096)
            .read_to_end(&mut from_brotli)
            .unwrap();
        flate2::read::GzDecoder::new(&gzip_of(&text).unwrap()[..])
            .read_to_end(&mut from_gzip)
            .unwrap();
        assert_eq!((&from_brotli, &from_gzip), (&text, &text));
    }

    #[test]
    fn a_name_changes_with_the_content_only() {
        assert_eq!(hashed("main.css", b"a"), hashed("main.css", b"a"));
        assert_ne!(hashed("main.css", b"a"), hashed("main.css", b"b"));
    }
}
