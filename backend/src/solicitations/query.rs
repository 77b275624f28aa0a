//! What is asked of a list of solicitations.

use crate::address::Asked;
use chrono::NaiveDate;
use domain::states::SolicitationState;

/// Where a solicitation stands, as people look for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Being written or announced, not public yet.
    Writing,
    /// Published and before closing.
    Open,
    /// Closed, and offers not opened.
    Closed,
    /// In evaluation, award decided, standstill, or suspended.
    Deciding,
    /// The contract is signed.
    Concluded,
    /// Ended without an award.
    Ended,
}

impl Stage {
    /// Every stage, in the order of the procedure.
    pub const ALL: [Self; 6] = [
        Self::Writing,
        Self::Open,
        Self::Closed,
        Self::Deciding,
        Self::Concluded,
        Self::Ended,
    ];

    /// The code in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Deciding => "deciding",
            Self::Concluded => "concluded",
            Self::Ended => "ended",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Writing => "Being written",
            Self::Open => "Open for offers",
            Self::Closed => "Closed, not opened",
            Self::Deciding => "In evaluation to standstill",
            Self::Concluded => "Concluded",
            Self::Ended => "Ended without award",
        }
    }

    /// Reads the code of an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == code)
    }

    pub(super) const fn states(self) -> &'static [SolicitationState] {
        use SolicitationState as S;
        match self {
            Self::Writing => &[S::Draft, S::Approved, S::Announced],
            Self::Open => &[S::Published],
            Self::Closed => &[S::Published, S::Closed],
            Self::Deciding => &[S::Evaluating, S::AwardDecided, S::Standstill, S::Suspended],
            Self::Concluded => &[S::Concluded],
            Self::Ended => &[S::Failed, S::Cancelled, S::Reissued],
        }
    }
}

/// By what a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Closing moment; records without one come last.
    #[default]
    Closes,
    /// Title.
    Title,
    /// Estimate in minor units as recorded; records without one come last.
    Estimate,
    /// When it was recorded.
    Created,
}

/// What is asked of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// Words of the title, or the beginning of a reference.
    pub text: String,
    /// Where it stands.
    pub stage: Option<Stage>,
    /// Code of the method.
    pub method: Option<String>,
    /// Code of the functional area.
    pub functional_area: Option<String>,
    /// Code of the programme.
    pub programme: Option<String>,
    /// Code of the Strategy's objective or line that it serves.
    pub strategy: Option<String>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: Option<String>,
    /// Closing on this day (UTC) or later.
    pub closes_from: Option<NaiveDate>,
    /// Closing on this day (UTC) or earlier.
    pub closes_to: Option<NaiveDate>,
    /// Code of a nation whose vendors may bid.
    pub bidders: Option<String>,
    /// Only those that the person wrote.
    pub mine: bool,
    /// Sorted by.
    pub sort: SortBy,
    /// The largest first.
    pub descending: bool,
    /// The key that the page before ended with.
    pub after: Option<String>,
}

impl ListInput {
    /// Reads the query of an address: `q`, `stage`, `method`, `area`, `programme`, `strategy`, `origin`, `bidders`, `from`, `to`,
    /// `mine`, `sort`
    /// (`closes`, `title`, `estimate`, `created`; a minus before it for the largest first) and `after`. Without an order
    /// the open ones that close soonest come first, and of all others those that closed last.
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        let stage = asked.get("stage").and_then(Stage::from_code);
        let (column, descending) = asked.order(if stage == Some(Stage::Open) {
            "closes"
        } else {
            "-closes"
        });
        Self {
            text: asked.text("q").unwrap_or_default(),
            stage,
            method: asked.text("method"),
            functional_area: asked.text("area"),
            programme: asked.text("programme"),
            strategy: asked.text("strategy"),
            origin: asked.text("origin"),
            bidders: asked.text("bidders"),
            closes_from: asked.parsed("from"),
            closes_to: asked.parsed("to"),
            mine: asked.get("mine").is_some(),
            sort: match column {
                "title" => SortBy::Title,
                "estimate" => SortBy::Estimate,
                "created" => SortBy::Created,
                _ => SortBy::Closes,
            },
            descending,
            after: asked.text("after"),
        }
    }
}
