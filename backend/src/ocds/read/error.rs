use thiserror::Error;

/// Why a whole file is refused. The store must then stay as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}: {path}: {reason}")]
pub struct ReadError {
    /// The file's name as it was given.
    pub file: String,
    /// JSON path (`$.releases`), with the line first in JSON lines (`line 17 $`).
    pub path: String,
    /// What is wrong, in one sentence for the person who runs the import.
    pub reason: String,
}

/// Why one process of a file is refused while the others are read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: {reason}")]
pub struct Refusal {
    /// JSON path of the process or of the field that makes it unreadable.
    pub path: String,
    /// What is wrong.
    pub reason: String,
}

/// What the iterator over a [`Document`](super::Document) gives instead of a process.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Trouble {
    /// One process is left out; iteration goes on.
    #[error(transparent)]
    Process(#[from] Refusal),
    /// The file broke while it was read; iteration ends, and what was read before must not be stored.
    #[error(transparent)]
    File(#[from] ReadError),
}

/// A field that was not understood, or was corrected, while the rest of its process was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// JSON path of the field, for example `$.releases[3].tender.value.amount`.
    pub path: String,
    /// What was found and what was done about it.
    pub reason: String,
}
