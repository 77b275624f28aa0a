//! Views carry no inline styles: the content security policy would drop them without a word.

use std::fs;
use std::path::Path;

use super::sources;
use crate::error::{Result, at};
use crate::places::Places;

/// One finding per inline style in a view.
pub fn check(places: &Places) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for path in [
        sources(&places.root, "app", "rs")?,
        sources(&places.root, "server", "rs")?,
    ]
    .concat()
    {
        let text = fs::read_to_string(places.root.join(&path)).map_err(at(&path))?;
        findings.extend(inline_styles(&path, &text));
    }
    Ok(findings)
}

fn inline_styles(path: &Path, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    let found =
        lines.filter(|(_, line)| !line.trim_start().starts_with("//") && has_inline_style(line));
    found
        .map(|(index, _)| {
            format!(
                "{}:{}: an inline style; use a class",
                path.display(),
                index + 1
            )
        })
        .collect()
}

/// `style="…"`, `style=move || …` and `style:width=…`, as they stand in a view; rustfmt puts spaces around `=` and
/// after `:` in ordinary code. A test that looks for one in a page is no view.
fn has_inline_style(line: &str) -> bool {
    if line.contains(r#".contains(" style=")"#) {
        return false;
    }
    line.match_indices("style").any(|(index, word)| {
        let (before, after) = (&line[..index], &line[index + word.len()..]);
        let attribute = after.starts_with('=') && !after.starts_with("==")
            || after
                .strip_prefix(':')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '-'));
        attribute && before.chars().next_back().is_none_or(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_styles_are_found() {
        for line in [
            r#"<p style="color:red">"#,
            "style=move || width()",
            "<i style:width=width />",
        ] {
            assert!(has_inline_style(line), "{line}");
        }
    }

    #[test]
    fn ordinary_code_is_left_alone() {
        for line in [
            "let style = Style::new();",
            "Chart { style: Style::Bar }",
            "if style == a {}",
            "data-style=\"a\"",
            r#"assert!(!page.contains(" style="));"#,
        ] {
            assert!(!has_inline_style(line), "{line}");
        }
    }

    #[test]
    fn a_finding_names_file_and_line() {
        let text = "// style=\"\" is not allowed\n<p style=\"top:0\">";
        assert_eq!(
            inline_styles(Path::new("a.rs"), text),
            ["a.rs:2: an inline style; use a class"]
        );
    }
}
