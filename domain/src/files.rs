//! What kinds of file are kept, told by their content and never by their name.

/// The largest file, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// A kind of file that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Portable document format.
    Pdf,
    /// Portable network graphics.
    Png,
    /// JPEG picture.
    Jpeg,
    /// A ZIP archive, as which office documents are stored.
    Zip,
    /// UTF-8 text without control characters, tables with commas included.
    Text,
}

/// Why a file is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFile {
    /// Nothing in it.
    #[error("the file is empty: choose another one")]
    Empty,
    /// Too large.
    #[error("the file is larger than 20 MB: send a smaller one, or several")]
    TooLarge,
    /// Of no kind that is kept.
    #[error("this is no PDF, PNG, JPEG, office document or plain text: send one of these")]
    Unknown,
}

impl FileKind {
    /// Tells the kind of a content.
    ///
    /// # Errors
    /// [`NotAFile`] says why it is not kept.
    pub fn of(content: &[u8]) -> Result<Self, NotAFile> {
        if content.len() > LARGEST {
            return Err(NotAFile::TooLarge);
        }
        let mut teller = Teller::default();
        teller.push(content)?;
        teller.finish()
    }

    fn by_signature(begin: &[u8]) -> Option<Self> {
        match begin {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'P', b'K', 3, 4, ..] => Some(Self::Zip),
            _ => None,
        }
    }

    /// Every kind.
    const ALL: [Self; 5] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Zip, Self::Text];

    /// The kind that is sent with a media type.
    #[must_use]
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.media_type() == media_type)
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Zip => "ZIP or office document",
            Self::Text => "text",
        }
    }

    /// The media type with which it is sent.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Zip => "application/zip",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

/// The length of the longest signature.
const SIGNATURE: usize = 8;

/// Tells the kind of a content that comes piece by piece.
pub enum Teller {
    /// Fewer bytes than a signature has.
    Begin(Vec<u8>),
    /// Known by its signature.
    Known(FileKind),
    /// Text so far; what is kept is the begin of a character.
    Text(Vec<u8>),
}

impl Default for Teller {
    fn default() -> Self {
        Self::Begin(Vec::new())
    }
}

impl Teller {
    /// Looks at the next piece.
    ///
    /// # Errors
    /// [`NotAFile::Unknown`] as soon as it can be none of the kinds.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), NotAFile> {
        match self {
            Self::Known(_) => Ok(()),
            Self::Text(cut) => text(cut, piece),
            Self::Begin(begin) => {
                begin.extend_from_slice(piece);
                if begin.len() < SIGNATURE {
                    return Ok(());
                }
                let begin = std::mem::take(begin);
                self.decide(&begin)
            }
        }
    }

    fn decide(&mut self, begin: &[u8]) -> Result<(), NotAFile> {
        if let Some(kind) = FileKind::by_signature(begin) {
            *self = Self::Known(kind);
            return Ok(());
        }
        let mut cut = Vec::new();
        text(&mut cut, begin)?;
        *self = Self::Text(cut);
        Ok(())
    }

    /// The kind of what was looked at.
    ///
    /// # Errors
    /// [`NotAFile::Empty`] when nothing was, [`NotAFile::Unknown`] when it is none of the kinds.
    pub fn finish(mut self) -> Result<FileKind, NotAFile> {
        if let Self::Begin(begin) = &mut self {
            let begin = std::mem::take(begin);
            if begin.is_empty() {
                return Err(NotAFile::Empty);
            }
            self.decide(&begin)?;
        }
        match self {
            Self::Known(kind) => Ok(kind),
            Self::Text(cut) if cut.is_empty() => Ok(FileKind::Text),
            Self::Text(_) | Self::Begin(_) => Err(NotAFile::Unknown),
        }
    }
}

/// Refuses what is not UTF-8 or a control character. A character that is cut at the end waits for the next piece.
fn text(cut: &mut Vec<u8>, piece: &[u8]) -> Result<(), NotAFile> {
    cut.extend_from_slice(piece);
    let valid = match std::str::from_utf8(cut) {
        Ok(text) => text.len(),
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        Err(_) => return Err(NotAFile::Unknown),
    };
    let text = std::str::from_utf8(&cut[..valid]).map_err(|_| NotAFile::Unknown)?;
    let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    if !text.chars().all(is_plain) {
        return Err(NotAFile::Unknown);
    }
    cut.drain(..valid);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_the_kind() {
        assert_eq!(FileKind::of(b"%PDF-1.7 x"), Ok(FileKind::Pdf));
        assert_eq!(FileKind::of(b"day,value\n1,2\n"), Ok(FileKind::Text));
        assert_eq!(FileKind::of(b"PK\x03\x04rest"), Ok(FileKind::Zip));
        assert_eq!(FileKind::of(&[0xff, 0xd8, 0xff, 0xe0]), Ok(FileKind::Jpeg));
    }

    #[test]
    fn the_kind_is_the_same_however_the_content_is_cut() {
        let contents: [&[u8]; 5] = [
            b"%PDF-1.7 x",
            b"a",
            "Übersicht der Ärzte, 1 €\n".as_bytes(),
            b"\x7fELF\x02\x01\x01\0\0",
            b"half a character \xc3",
        ];
        for content in contents {
            for length in 1..content.len() {
                let mut teller = Teller::default();
                let mut pieces = content.chunks(length);
                let told = pieces.try_for_each(|piece| teller.push(piece));
                let told = told.and_then(|()| teller.finish());
                assert_eq!(told, FileKind::of(content), "{content:?} by {length}");
            }
        }
    }

    #[test]
    fn a_media_type_names_its_kind_and_no_other() {
        assert_eq!(
            FileKind::from_media_type("application/pdf"),
            Some(FileKind::Pdf)
        );
        assert_eq!(FileKind::from_media_type("text/html"), None);
    }

    #[test]
    fn programs_and_empty_or_huge_files_are_refused() {
        assert_eq!(FileKind::of(b"\x7fELF\x02\x01"), Err(NotAFile::Unknown));
        assert_eq!(FileKind::of(b""), Err(NotAFile::Empty));
        assert_eq!(
            FileKind::of(&vec![b'a'; LARGEST + 1]),
            Err(NotAFile::TooLarge)
        );
        assert_eq!(FileKind::of(&vec![b'a'; LARGEST]), Ok(FileKind::Text));
    }
}
