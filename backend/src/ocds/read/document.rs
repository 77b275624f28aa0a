use std::collections::VecDeque;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::Ordering;

use super::error::{ReadError, Refusal, Trouble};
use super::outline::{Page, Shape, is_whole, outline};
use super::process::{Process, process};
use super::source::{MAX_FILE, MAX_LINE, Source, text};

/// A line with its number, from 1.
type Line = (usize, Vec<u8>);

/// An OCDS file that is being read. Iterating gives its processes in file order, and in place of a process what was
/// wrong with it. After [`Trouble::File`] the iteration is over.
pub struct Document {
    source: Source,
    shape: Shape,
    /// The text whose processes come next: the whole file, or the line at hand.
    page: Option<Page>,
    /// Lines that were read ahead to find out the shape.
    ahead: VecDeque<Line>,
    progress: Progress,
    read: u64,
    first_refusal: Option<Refusal>,
}

/// How far the reading is: in packed bytes for JSON lines, in processes otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How much is read.
    pub done: u64,
    /// How much there is.
    pub total: u64,
}

/// Opens the file at `path`, whatever its shape.
///
/// # Errors
/// When the file cannot be read as OCDS at all; see the module for what is refused and what is only noted.
pub fn open(path: &Path) -> Result<Document, ReadError> {
    let name = path.display().to_string();
    let refuse = |reason| ReadError {
        file: name.clone(),
        path: "$".to_owned(),
        reason,
    };
    let unopened = |error: std::io::Error| refuse(format!("cannot be opened ({error})"));
    let file = fs::File::open(path).map_err(unopened)?;
    let metadata = file.metadata().map_err(unopened)?;
    if metadata.is_dir() {
        return Err(refuse("is a folder, not a file".to_owned()));
    }
    from_reader(&name, file, metadata.len())
}

/// Reads `reader`, which holds `size` bytes as far as is known. `file` is the name for messages; when it ends in
/// `.jsonl` or `.ndjson` (with `.gz` or not), every line is taken on its own even if the first is broken. Otherwise
/// it is taken for JSON lines when its first line is a whole JSON value and another one follows.
///
/// # Errors
/// As for [`open`].
pub fn from_reader(
    file: &str,
    reader: impl Read + Send + 'static,
    size: u64,
) -> Result<Document, ReadError> {
    let mut source = Source::new(file, reader)?;
    let mut blank = Vec::new();
    let first = loop {
        match source.line(MAX_FILE)? {
            None => return Err(source.refuse("$", "the file is empty".to_owned())),
            Some((_, line)) if is_blank(&line) => blank.extend(line),
            Some(line) => break line,
        }
    };
    let next = if is_whole(&first.1) {
        filled_line(&mut source)?
    } else {
        None
    };
    if next.is_none() && !is_named_lines(file) {
        blank.extend(first.1);
        let bytes = source.rest(blank)?;
        return Document::whole(source, bytes);
    }
    let ahead = [Some(first), next].into_iter().flatten().collect();
    Ok(Document::lines(source, ahead, size))
}

fn is_named_lines(file: &str) -> bool {
    let name = file.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.ends_with(".jsonl") || name.ends_with(".ndjson")
}

fn is_blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(line)
        .trim_ascii()
        .is_empty()
}

fn filled_line(source: &mut Source) -> Result<Option<Line>, ReadError> {
    loop {
        match source.line(MAX_LINE)? {
            Some((_, line)) if is_blank(&line) => {}
            other => return Ok(other),
        }
    }
}

impl Document {
    fn whole(source: Source, bytes: Vec<u8>) -> Result<Self, ReadError> {
        let text = text(bytes).map_err(|reason| source.refuse("$", reason))?;
        let page = outline(text, "$").map_err(|(path, reason)| source.refuse(&path, reason))?;
        let total = page.entries.len() as u64;
        Ok(Self {
            source,
            shape: page.shape,
            page: Some(page),
            ahead: VecDeque::new(),
            progress: Progress { done: 0, total },
            read: 0,
            first_refusal: None,
        })
    }

    fn lines(source: Source, ahead: VecDeque<Line>, size: u64) -> Self {
        Self {
            source,
            shape: Shape::Lines,
            page: None,
            ahead,
            progress: Progress {
                done: 0,
                total: size,
            },
            read: 0,
            first_refusal: None,
        }
    }

    /// What kind of file it is.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// How far the reading is.
    pub fn progress(&self) -> Progress {
        if self.shape != Shape::Lines {
            return self.progress;
        }
        let done = self
            .source
            .consumed
            .load(Ordering::Relaxed)
            .min(self.progress.total);
        Progress {
            done,
            ..self.progress
        }
    }

    /// Reads the rest without looking into it.
    ///
    /// # Errors
    /// When the file breaks off, is damaged, or has a line that is too long.
    pub fn to_the_end(mut self) -> Result<(), ReadError> {
        while self.source.line(MAX_LINE)?.is_some() {}
        Ok(())
    }

    fn advance(&mut self) -> Result<Option<Process>, Trouble> {
        loop {
            if let Some(found) = self.page_process() {
                return found.map(Some).map_err(Trouble::from);
            }
            if self.shape != Shape::Lines {
                return Ok(None);
            }
            let line = match self.ahead.pop_front() {
                Some(line) => Some(line),
                None => filled_line(&mut self.source)?,
            };
            match line {
                Some(line) => self.page = Some(paged(line)?),
                None => return self.conclude(),
            }
        }
    }

    fn page_process(&mut self) -> Option<Result<Process, Refusal>> {
        let page = self.page.as_mut()?;
        let entry = page.entries.next()?;
        Some(process(
            &page.text[entry.range],
            entry.path,
            entry.publication,
        ))
    }

    /// A file of refused lines only is no OCDS file.
    fn conclude(&mut self) -> Result<Option<Process>, Trouble> {
        match self.first_refusal.take() {
            Some(first) if self.read == 0 => {
                let reason = format!(
                    "not OCDS: no line can be read; the first says {}",
                    first.reason
                );
                Err(self.source.refuse(&first.path, reason).into())
            }
            _ => Ok(None),
        }
    }

    fn count(&mut self, found: &Result<Process, Trouble>) {
        match found {
            Ok(_) => self.read += 1,
            Err(Trouble::Process(refusal)) => {
                self.first_refusal.get_or_insert_with(|| refusal.clone());
            }
            Err(Trouble::File(_)) => self.end(),
        }
        if self.shape != Shape::Lines {
            self.progress.done += 1;
        }
    }

    /// Nothing more can be said about a file that broke, nor about one that is read.
    fn end(&mut self) {
        self.page = None;
        self.ahead.clear();
        self.source.close();
        self.first_refusal = None;
    }
}

fn paged((number, bytes): Line) -> Result<Page, Refusal> {
    let root = format!("line {number} $");
    let text = text(bytes).map_err(|reason| Refusal {
        path: root.clone(),
        reason,
    })?;
    outline(text, &root).map_err(|(path, reason)| Refusal { path, reason })
}

impl Iterator for Document {
    type Item = Result<Process, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.advance().transpose()?;
        self.count(&found);
        Some(found)
    }
}
