//! Style sheets that hold together: they parse, their assets exist, and every custom property they read is set.

use std::collections::HashSet;
use std::fs;

use super::sources;
use crate::assets::Manifest;
use crate::error::{Error, Result, at};
use crate::places::Places;
use crate::stamp::files;
use crate::style::{Piece, Scanned, bundle, scan};

/// One finding per file that does not parse or that no import reaches, and per property that nothing sets.
pub fn check(places: &Places) -> Result<Vec<String>> {
    let folder = places.style();
    if !folder.join("main.css").exists() {
        return Ok(vec!["style/main.css:1: missing".into()]);
    }
    match bundle(&folder, &assets(places)?) {
        Err(Error::Style { path, line, reason }) => {
            Ok(vec![format!("{}:{line}: {reason}", path.display())])
        }
        Err(other) => Err(other),
        Ok(_) => Ok([unreached(places)?, unset(places)?].concat()),
    }
}

/// The assets that a style sheet may name.
fn assets(places: &Places) -> Result<Manifest> {
    let folders = [places.style().join("fonts"), places.style().join("static")];
    let mut names = Manifest::new();
    for folder in folders {
        names.extend(
            files(&folder)?
                .iter()
                .filter_map(|path| path.strip_prefix(&folder).ok())
                .map(|path| {
                    let name = path.to_string_lossy().into_owned();
                    (name.clone(), name)
                }),
        );
    }
    Ok(names)
}

/// Files that are never imported would silently style nothing.
fn unreached(places: &Places) -> Result<Vec<String>> {
    let main = fs::read_to_string(places.style().join("main.css")).map_err(at(&places.style()))?;
    let sheets = sources(&places.root, "style", "css")?;
    let names = sheets
        .iter()
        .filter_map(|path| path.strip_prefix("style").ok())
        .map(|path| path.to_string_lossy());
    let reached = |name: &str| {
        name == "main.css" || main.contains(&format!("\"{name}\"")) || name.starts_with("static/")
    };
    Ok(names
        .filter(|name| !reached(name))
        .map(|name| format!("style/{name}:1: main.css does not import it"))
        .collect())
}

/// Reads of custom properties that no sheet sets; `var(--a, fallback)` is free to be unset.
fn unset(places: &Places) -> Result<Vec<String>> {
    let (mut set, mut read) = (HashSet::new(), Vec::new());
    for path in sources(&places.root, "style", "css")? {
        let text = fs::read_to_string(places.root.join(&path)).map_err(at(&path))?;
        let pieces = scan(&text).map_err(|(line, reason)| Error::Style {
            path: path.clone(),
            line,
            reason: reason.into(),
        })?;
        let solid: Vec<_> = pieces
            .into_iter()
            .filter(|scanned| !scanned.piece.is_blank())
            .collect();
        set.extend(properties_set(&solid).map(str::to_owned));
        read.extend(
            properties_read(&solid).map(|(line, name)| (path.clone(), line, name.to_owned())),
        );
    }
    let unset = read.into_iter().filter(|(_, _, name)| !set.contains(name));
    Ok(unset
        .map(|(path, line, name)| format!("{}:{line}: nothing sets {name}", path.display()))
        .collect())
}

fn properties_set<'a>(pieces: &[Scanned<'a>]) -> impl Iterator<Item = &'a str> {
    pieces
        .windows(2)
        .filter_map(|pair| match [pair[0].piece, pair[1].piece] {
            [Piece::Plain(name), Piece::Mark(':')]
            | [Piece::Plain("@property"), Piece::Plain(name)] => {
                name.starts_with("--").then_some(name)
            }
            _ => None,
        })
}

fn properties_read<'a>(pieces: &[Scanned<'a>]) -> impl Iterator<Item = (usize, &'a str)> {
    pieces.windows(4).filter_map(|four| {
        match [four[0].piece, four[1].piece, four[2].piece, four[3].piece] {
            [
                Piece::Plain(word),
                Piece::Mark('('),
                Piece::Plain(name),
                Piece::Mark(')'),
            ] if word.ends_with("var") => Some((four[2].line, name)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            root: folder.path().into(),
            site: folder.path().join("site"),
        };
        fs::create_dir_all(places.style()).unwrap();
        for (name, css) in files {
            fs::write(places.style().join(name), css).unwrap();
        }
        check(&places).unwrap()
    }

    #[test]
    fn sound_sheets_have_no_findings() {
        let main =
            "@import \"a.css\"; :root { --ink: #000 } p { color: var(--ink); top: var(--gap, 0) }";
        assert_eq!(findings(&[("main.css", main), ("a.css", "")]), [""; 0]);
    }

    #[test]
    fn a_property_that_nothing_sets_is_found() {
        let css = ":root { --ink: #000 }\np { margin: 0 -var(--inc) }";
        assert_eq!(
            findings(&[("main.css", css)]),
            ["style/main.css:2: nothing sets --inc"]
        );
    }

    #[test]
    fn a_sheet_that_nothing_imports_is_found() {
        let found = findings(&[("main.css", ""), ("lost.css", "")]);
        assert_eq!(found, ["style/lost.css:1: main.css does not import it"]);
    }

    #[test]
    fn a_missing_asset_and_a_missing_sheet_are_found() {
        assert_eq!(
            findings(&[("main.css", "a { src: url(no.woff2) }")]).len(),
            1
        );
        assert_eq!(findings(&[]), ["style/main.css:1: missing"]);
    }
}
