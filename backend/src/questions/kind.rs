//! What a question asks for.

/// What a question asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Something about the solicitation (GBI 2.8).
    #[default]
    Question,
    /// A later closing, because documents are translated (NCP 7; GBI 1.10).
    Translation,
}

impl Kind {
    /// Both kinds, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Question, Self::Translation];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Translation => "translation",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Question => "Question",
            Self::Translation => "Request for time to translate",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }
}
