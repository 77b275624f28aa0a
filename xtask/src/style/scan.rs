//! Style sheets cut into the few kinds of pieces that the build needs to tell apart.

/// A piece of a style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// White space.
    Space,
    /// A comment.
    Comment,
    /// A string with its quotes.
    Quoted(&'a str),
    /// The address inside `url(…)`, without quotes.
    Url(&'a str),
    /// One of `{}()[];:,`.
    Mark(char),
    /// Anything else up to one of the above.
    Plain(&'a str),
}

impl Piece<'_> {
    /// Whether it only separates other pieces.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Space | Self::Comment)
    }
}

/// A piece and the line it starts on, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned<'a> {
    /// The line.
    pub line: usize,
    /// The piece.
    pub piece: Piece<'a>,
}

/// The line of a fault and what is wrong there.
pub type Fault = (usize, &'static str);

/// Cuts a style sheet into pieces.
///
/// # Errors
/// A comment, string or address without an end, and brackets that do not pair up.
pub fn scan(text: &str) -> Result<Vec<Scanned<'_>>, Fault> {
    let (mut rest, mut line) = (text, 1);
    let (mut pieces, mut open) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let (piece, length) = first(rest).map_err(|reason| (line, reason))?;
        match_brackets(piece, line, &mut open)?;
        pieces.push(Scanned { line, piece });
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    match open.pop() {
        Some((_, line)) => Err((line, "this bracket is never closed")),
        None => Ok(pieces),
    }
}

/// The first piece and its length in bytes.
fn first(text: &str) -> Result<(Piece<'_>, usize), &'static str> {
    let start = text.chars().next().unwrap_or_default();
    if start.is_whitespace() {
        return Ok((Piece::Space, text.len() - text.trim_start().len()));
    }
    if text.starts_with("/*") {
        return Ok((
            Piece::Comment,
            text.find("*/").ok_or("this comment has no end")? + 2,
        ));
    }
    if is_quote(start) {
        let end = end_of_string(text).ok_or("this string has no end")?;
        return Ok((Piece::Quoted(&text[..end]), end));
    }
    if text.starts_with("url(") {
        return url(text);
    }
    if is_mark(start) {
        return Ok((Piece::Mark(start), start.len_utf8()));
    }
    let end = end_of_plain(text);
    Ok((Piece::Plain(&text[..end]), end))
}

fn url(text: &str) -> Result<(Piece<'_>, usize), &'static str> {
    const NO_END: &str = "this address has no end";
    let inside = text["url(".len()..].trim_start();
    let start = text.len() - inside.len();
    if inside.starts_with(is_quote) {
        let end = start + end_of_string(inside).ok_or(NO_END)?;
        let close = end + text[end..].find(')').ok_or(NO_END)? + 1;
        return Ok((Piece::Url(&text[start + 1..end - 1]), close));
    }
    let end = start + inside.find(')').ok_or(NO_END)?;
    Ok((Piece::Url(text[start..end].trim_end()), end + 1))
}

/// Where a string ends that starts here; strings do not span lines.
fn end_of_string(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut escaped = false;
    for (index, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            _ if char == quote => return Some(index + 1),
            _ => {}
        }
    }
    None
}

fn end_of_plain(text: &str) -> usize {
    let mut escaped = false;
    for (index, char) in text.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char.is_whitespace()
                || is_mark(char)
                || is_quote(char)
                || text[index..].starts_with("/*") =>
            {
                return index;
            }
            _ => {}
        }
    }
    text.len()
}

fn match_brackets(
    piece: Piece<'_>,
    line: usize,
    open: &mut Vec<(char, usize)>,
) -> Result<(), Fault> {
    let expected = match piece {
        Piece::Mark(mark @ ('{' | '(' | '[')) => {
            open.push((mark, line));
            return Ok(());
        }
        Piece::Mark('}') => '{',
        Piece::Mark(')') => '(',
        Piece::Mark(']') => '[',
        _ => return Ok(()),
    };
    match open.pop() {
        Some((bracket, _)) if bracket == expected => Ok(()),
        _ => Err((line, "this bracket closes nothing")),
    }
}

fn is_mark(char: char) -> bool {
    "{}()[];:,".contains(char)
}

fn is_quote(char: char) -> bool {
    matches!(char, '"' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<Piece<'_>> {
        scan(text)
            .unwrap()
            .into_iter()
            .map(|scanned| scanned.piece)
            .collect()
    }

    #[test]
    fn marks_in_strings_and_addresses_are_not_marks() {
        assert_eq!(pieces(r#""a;}\"b""#), [Piece::Quoted(r#""a;}\"b""#)]);
        assert_eq!(
            pieces("url( data:image/svg+xml;x,{ )"),
            [Piece::Url("data:image/svg+xml;x,{")]
        );
        assert_eq!(pieces("url('a)b.svg')"), [Piece::Url("a)b.svg")]);
    }

    #[test]
    fn an_escaped_mark_belongs_to_the_name() {
        assert_eq!(pieces(r".sm\:wide"), [Piece::Plain(r".sm\:wide")]);
    }

    #[test]
    fn faults_name_their_line() {
        assert_eq!(scan("a {\n\n"), Err((1, "this bracket is never closed")));
        assert_eq!(scan("a {}\n}"), Err((2, "this bracket closes nothing")));
        assert_eq!(
            scan("a { b: (1] }"),
            Err((1, "this bracket closes nothing"))
        );
        assert_eq!(scan("\n/* open"), Err((2, "this comment has no end")));
        assert_eq!(scan("a { b: 'c\n' }"), Err((1, "this string has no end")));
        assert_eq!(scan("a { b: url(c"), Err((1, "this address has no end")));
    }
}
