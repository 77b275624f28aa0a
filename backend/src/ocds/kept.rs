//! What is kept beside the raw text of a release.

use serde::{Deserialize, Serialize};

/// What is kept beside the raw text of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseNotes {
    /// Where it stood in its file.
    pub pointer: String,
    /// The version of OCDS that it is written in.
    pub version: String,
    /// The fields of its package but the releases, as JSON text.
    pub package: Option<String>,
    /// What was corrected, not understood or has no table.
    pub notes: Vec<KeptNote>,
    /// Paths of the fields that are not known here.
    pub unknown: Vec<String>,
}

/// A note on one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptNote {
    /// The field's JSON path.
    pub path: String,
    /// What was found, and what was done about it.
    pub reason: String,
}
