//! The style sheet without what only people read. Nothing is rewritten, so nothing can change its meaning.

use super::Piece;

/// Collects pieces and leaves out white space and comments wherever they separate nothing.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    blank: Option<Blank>,
}

/// What stood between the last piece and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    Comment,
    Space,
}

impl Writer {
    /// Adds a piece.
    pub fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Space => self.blank = Some(Blank::Space),
            Piece::Comment => self.blank = self.blank.or(Some(Blank::Comment)),
            Piece::Mark('}') => self.closing(),
            Piece::Mark(mark @ ('{' | ';' | ',' | ')')) => self.after_nothing(*mark),
            Piece::Mark(mark) => self.solid(mark.encode_utf8(&mut [0; 4])),
            Piece::Quoted(text) | Piece::Plain(text) => self.solid(text),
            Piece::Url(url) => self.url(url),
        }
    }

    /// Adds an address, always in quotes.
    pub fn url(&mut self, url: &str) {
        self.solid(&format!("url(\"{}\")", url.replace('"', "%22")));
    }

    /// Adds a style sheet that has been through a writer of its own.
    pub fn raw(&mut self, css: &str) {
        self.blank = None;
        self.out.push_str(css);
    }

    /// The style sheet.
    pub fn finish(self) -> String {
        self.out
    }

    fn solid(&mut self, text: &str) {
        let separated = !self.out.is_empty() && !self.out.ends_with(['{', '}', ';', ',', ':', '(']);
        match self.blank.take() {
            Some(Blank::Space) if separated => self.out.push(' '),
            // `a/**/b` is two names and not one, and `.a/**/.b` is not `.a .b`.
            Some(Blank::Comment) if separated => self.out.push_str("/**/"),
            _ => {}
        }
        self.out.push_str(text);
    }

    fn after_nothing(&mut self, mark: char) {
        self.blank = None;
        self.out.push(mark);
    }

    fn closing(&mut self) {
        if self.out.ends_with(';') {
            self.out.pop();
        }
        self.after_nothing('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::scan;

    fn minified(css: &str) -> String {
        let mut writer = Writer::default();
        scan(css)
            .unwrap()
            .iter()
            .for_each(|scanned| writer.piece(&scanned.piece));
        writer.finish()
    }

    #[test]
    fn rules_lose_their_layout() {
        let css = "/* why */\n.a ,\n.b > .c {\n  color: red;\n  margin: 0 auto;\n}\n";
        assert_eq!(minified(css), ".a,.b > .c{color:red;margin:0 auto}");
    }

    #[test]
    fn space_that_means_something_stays() {
        for css in [
            "a :hover{}",
            "a{width:calc(1px + (2px - 3px) * 4)}",
            "@media (width >= 40rem) and (hover){}",
            "a{b:c !important}",
        ] {
            assert_eq!(minified(css), css);
        }
    }

    #[test]
    fn strings_keep_every_character() {
        assert_eq!(
            minified("a::before { content : \" ;  } /* */ \" }"),
            "a::before{content :\" ;  } /* */ \"}"
        );
    }

    #[test]
    fn comments_never_join_or_part_what_they_stood_between() {
        assert_eq!(minified(".a/* x */.b{}"), ".a/**/.b{}");
        assert_eq!(minified("a /* x */ b{}"), "a b{}");
        assert_eq!(minified("a{/* x */b:c/* y */}"), "a{b:c}");
    }

    #[test]
    fn nested_rules_keep_their_selectors() {
        let css = ".card {\n  & + & { margin: 1px }\n  &:is(:hover, :focus-visible) { top: 0; }\n}";
        assert_eq!(
            minified(css),
            ".card{& + &{margin:1px}&:is(:hover,:focus-visible){top:0}}"
        );
    }

    #[test]
    fn minifying_twice_changes_nothing() {
        let once = minified("a { b: url( x.svg ) ; } /* c */ @media print { d { e: f(1 , 2) } }");
        assert_eq!(minified(&once), once);
    }
}
