//! What kinds of file are kept, told by their content and never by their name.

/// The largest file, in bytes.
pub(super) const LARGEST: usize = 20 * 1024 * 1024;

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
        if content.is_empty() {
            return Err(NotAFile::Empty);
        }
        if content.len() > LARGEST {
            return Err(NotAFile::TooLarge);
        }
        match content {
            [b'%', b'P', b'D', b'F', b'-', ..] => Ok(Self::Pdf),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Ok(Self::Jpeg),
            [b'P', b'K', 3, 4, ..] => Ok(Self::Zip),
            _ if is_text(content) => Ok(Self::Text),
            _ => Err(NotAFile::Unknown),
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

fn is_text(content: &[u8]) -> bool {
    std::str::from_utf8(content).is_ok_and(|text| {
        text.chars()
            .all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
    })
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
