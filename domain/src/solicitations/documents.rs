//! What kinds of document a solicitation has.

use serde::{Deserialize, Serialize};

/// The kind of a document, so that offerors find what they must read first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// What is to be delivered.
    StatementOfWork,
    /// Instructions to offerors.
    Instructions,
    /// The contract that is intended.
    ProspectiveContract,
    /// Technical specification, interface, drawing.
    Specification,
    /// Security classification guide and aspects.
    Security,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// All kinds, in the order in which they are read.
    pub const ALL: [Self; 6] = [
        Self::StatementOfWork,
        Self::Instructions,
        Self::ProspectiveContract,
        Self::Specification,
        Self::Security,
        Self::Other,
    ];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StatementOfWork => "statement_of_work",
            Self::Instructions => "instructions",
            Self::ProspectiveContract => "prospective_contract",
            Self::Specification => "specification",
            Self::Security => "security",
            Self::Other => "other",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::StatementOfWork => "Statement of work",
            Self::Instructions => "Instructions to offerors",
            Self::ProspectiveContract => "Prospective contract",
            Self::Specification => "Specification",
            Self::Security => "Security requirements",
            Self::Other => "Other",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }
}
