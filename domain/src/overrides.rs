//! Departures from a rule: one person asks with a reason, another decides.

use crate::states::{Tone, named::named_enum};

named_enum! {
    /// What kind of rule is departed from.
    pub enum OverrideKind {
        Method "method" "Method",
        Timetable "timetable" "Timetable",
        LateOffer "late_offer" "Late offer",
    }
}

named_enum! {
    /// Where the request for a departure stands.
    pub enum OverrideStatus {
        Requested "requested" "Waits for a second person" "Nobody has decided yet; publication, or the opening, waits.",
        Approved "approved" "Approved" "A second person agreed with the reason.",
        Refused "refused" "Refused" "A second person did not agree: the rule holds.",
        Withdrawn "withdrawn" "Withdrawn" "The draft no longer departs from the rule, or for another reason.",
    }
}

impl OverrideStatus {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Requested => Tone::Attention,
            Self::Approved => Tone::Good,
            Self::Refused => Tone::Bad,
            Self::Withdrawn => Tone::Neutral,
        }
    }
}
