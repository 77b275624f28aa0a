use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::error::ReadError;

/// The most bytes of text (unpacked) of a file that is not JSON lines: it is held whole, once.
pub const MAX_FILE: u64 = 512 * 1024 * 1024;

/// The most bytes of one line of JSON lines.
pub const MAX_LINE: u64 = 64 * 1024 * 1024;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Unpacked bytes of one file, line by line or whole, with the count of packed bytes taken so far.
pub(super) struct Source {
    pub(super) file: String,
    pub(super) consumed: Arc<AtomicU64>,
    reader: Box<dyn BufRead + Send>,
    line: usize,
}

struct Counted<R> {
    inner: R,
    consumed: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.consumed.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Source {
    pub(super) fn new(file: &str, inner: impl Read + Send + 'static) -> Result<Self, ReadError> {
        let consumed = Arc::new(AtomicU64::new(0));
        let counted = Counted {
            inner,
            consumed: Arc::clone(&consumed),
        };
        let reader = unpacked(counted).map_err(|error| unreadable(file, &error))?;
        Ok(Self {
            file: file.to_owned(),
            consumed,
            reader,
            line: 0,
        })
    }

    /// A refusal of the whole file.
    pub(super) fn refuse(&self, path: &str, reason: String) -> ReadError {
        ReadError {
            file: self.file.clone(),
            path: path.to_owned(),
            reason,
        }
    }

    /// From here on the source is at its end.
    pub(super) fn close(&mut self) {
        self.reader = Box::new(io::empty());
    }

    /// The next line with its number (from 1) and its line break; `None` at the end.
    pub(super) fn line(&mut self, limit: u64) -> Result<Option<(usize, Vec<u8>)>, ReadError> {
        let mut bytes = Vec::new();
        let taken = (&mut self.reader)
            .take(limit + 1)
            .read_until(b'\n', &mut bytes);
        taken.map_err(|error| unreadable(&self.file, &error))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line += 1;
        if bytes.len() as u64 > limit {
            let reason = format!("longer than {} MiB", limit / 1024 / 1024);
            return Err(self.refuse(&format!("line {} $", self.line), reason));
        }
        Ok(Some((self.line, bytes)))
    }

    /// Everything up to the end, behind what was read already.
    pub(super) fn rest(&mut self, mut head: Vec<u8>) -> Result<Vec<u8>, ReadError> {
        let room = MAX_FILE.saturating_sub(head.len() as u64);
        let taken = (&mut self.reader).take(room + 1).read_to_end(&mut head);
        taken.map_err(|error| unreadable(&self.file, &error))?;
        if head.len() as u64 > MAX_FILE {
            let reason = "more than 512 MiB of text; split it, or publish it as JSON lines";
            return Err(self.refuse("$", reason.to_owned()));
        }
        Ok(head)
    }
}

fn unpacked<R: Read + Send + 'static>(mut packed: R) -> io::Result<Box<dyn BufRead + Send>> {
    let mut start = Vec::new();
    (&mut packed).take(2).read_to_end(&mut start)?;
    let is_gzip = start == GZIP;
    let whole: Chain<Cursor<Vec<u8>>, R> = Cursor::new(start).chain(packed);
    Ok(match is_gzip {
        true => Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(whole)))),
        false => Box::new(BufReader::new(whole)),
    })
}

fn unreadable(file: &str, error: &io::Error) -> ReadError {
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "the gzip data ends too early; the file is cut off".to_owned()
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the gzip data is damaged ({error})")
        }
        _ => format!("cannot be read ({error})"),
    };
    ReadError {
        file: file.to_owned(),
        path: "$".to_owned(),
        reason,
    }
}

/// Text in UTF-8, with or without a byte order mark. Another encoding is refused: which one it is would be a guess,
/// and a wrong guess spoils names for good.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("the text is UTF-16; save it as UTF-8".to_owned());
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        format!("byte {offset} is not UTF-8 (perhaps ISO-8859-1); save it as UTF-8")
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}
