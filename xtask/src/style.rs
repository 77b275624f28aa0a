//! One style sheet out of the files that `style/main.css` imports, in its order.

mod minify;
mod scan;

use std::fs;
use std::path::Path;

pub use scan::{Piece, Scanned, scan};

use crate::assets::Manifest;
use crate::error::{Error, Result, at};

/// Inlines the imports, points `url(…)` to the hashed names and takes out what only people read.
pub fn bundle(folder: &Path, manifest: &Manifest) -> Result<String> {
    minified(&folder.join("main.css"), folder, manifest)
}

fn minified(path: &Path, folder: &Path, manifest: &Manifest) -> Result<String> {
    let text = fs::read_to_string(path).map_err(at(path))?;
    let sheet = Sheet {
        path,
        folder,
        manifest,
    };
    let mut pieces = sheet.scan(&text)?.into_iter().peekable();
    let mut out = minify::Writer::default();
    while let Some(Scanned { line, piece }) = pieces.next() {
        match piece {
            Piece::Plain("@import") => {
                let until_end = pieces
                    .by_ref()
                    .map(|scanned| scanned.piece)
                    .take_while(|piece| *piece != Piece::Mark(';'));
                out.raw(&sheet.imported(line, &until_end.collect::<Vec<_>>())?);
            }
            Piece::Url(url) => out.url(&sheet.resolved(line, url)?),
            piece => out.piece(&piece),
        }
    }
    Ok(out.finish())
}

/// One file of the bundle, and what its addresses are resolved against.
struct Sheet<'a> {
    path: &'a Path,
    folder: &'a Path,
    manifest: &'a Manifest,
}

impl Sheet<'_> {
    fn scan<'t>(&self, text: &'t str) -> Result<Vec<Scanned<'t>>> {
        scan(text).map_err(|(line, reason)| self.fault(line, reason))
    }

    fn fault(&self, line: usize, reason: impl Into<String>) -> Error {
        Error::Style {
            path: self.path.to_path_buf(),
            line,
            reason: reason.into(),
        }
    }

    /// The content of `@import "file.css";`, or of `@import "file.css" layer(name);`.
    fn imported(&self, line: usize, pieces: &[Piece<'_>]) -> Result<String> {
        let solid: Vec<_> = pieces.iter().filter(|piece| !piece.is_blank()).collect();
        let (name, layer) = match solid[..] {
            [Piece::Quoted(name)] => (name.trim_matches(['"', '\'']), None),
            [Piece::Url(name)] => (*name, None),
            [
                Piece::Quoted(name),
                Piece::Plain("layer"),
                Piece::Mark('('),
                Piece::Plain(layer),
                Piece::Mark(')'),
            ] => (name.trim_matches(['"', '\'']), Some(layer)),
            _ => {
                return Err(self.fault(
                    line,
                    "only @import \"file.css\" and @import \"file.css\" layer(name) are known",
                ));
            }
        };
        let css = minified(&self.folder.join(name), self.folder, self.manifest)?;
        Ok(layer.map_or_else(|| css.clone(), |layer| format!("@layer {layer}{{{css}}}")))
    }

    /// The address of an asset as seen from `pkg/`. Nothing may be fetched from another host.
    fn resolved(&self, line: usize, url: &str) -> Result<String> {
        if url.starts_with("data:") || url.starts_with('#') {
            return Ok(url.to_owned());
        }
        let name = url.trim_start_matches("./").trim_start_matches("../");
        let name = name
            .strip_prefix("fonts/")
            .or_else(|| name.strip_prefix("static/"))
            .unwrap_or(name);
        let address = self
            .manifest
            .get(name)
            .ok_or_else(|| self.fault(line, format!("no asset is called {url}")))?;
        Ok(address
            .strip_prefix("pkg/")
            .map_or_else(|| format!("../{address}"), str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle_of(files: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, css) in files {
            fs::write(folder.path().join(name), css).unwrap();
        }
        let assets = [
            ("inter.woff2", "pkg/inter.1a.woff2"),
            ("dot.svg", "dot.svg"),
        ];
        bundle(
            folder.path(),
            &assets
                .map(|(name, address)| (name.to_owned(), address.to_owned()))
                .into(),
        )
    }

    #[test]
    fn imports_are_inlined_in_their_order() {
        let main =
            "@layer base, parts;\n@import \"a.css\";\n@import 'b.css' layer(parts);\nc { top: 0 }";
        let css = bundle_of(&[
            ("main.css", main),
            ("a.css", "a { top: 0; }"),
            ("b.css", "b { top: 0; }"),
        ]);
        assert_eq!(
            css.unwrap(),
            "@layer base,parts;a{top:0}@layer parts{b{top:0}}c{top:0}"
        );
    }

    #[test]
    fn addresses_point_to_the_hashed_names() {
        let css = bundle_of(&[(
            "main.css",
            "a { src: url(../fonts/inter.woff2); mask: url(\"static/dot.svg\") }",
        )]);
        assert_eq!(
            css.unwrap(),
            "a{src:url(\"inter.1a.woff2\");mask:url(\"../dot.svg\")}"
        );
    }

    #[test]
    fn an_address_elsewhere_is_refused() {
        let refused = bundle_of(&[(
            "main.css",
            "a{}\nb { src: url(https://fonts.example/x.woff2) }",
        )]);
        assert!(
            matches!(refused, Err(Error::Style { line: 2, .. })),
            "{refused:?}"
        );
    }

    #[test]
    fn an_import_with_conditions_is_refused() {
        assert!(bundle_of(&[("main.css", "@import \"a.css\" print;"), ("a.css", "")]).is_err());
    }

    #[test]
    fn an_unbalanced_file_is_named() {
        let refused = bundle_of(&[
            ("main.css", "@import \"a.css\";"),
            ("a.css", "a {\n  b { top: 0 }\n"),
        ]);
        let Err(Error::Style { path, .. }) = refused else {
            panic!("{refused:?}")
        };
        assert!(path.ends_with("a.css"));
    }
}
