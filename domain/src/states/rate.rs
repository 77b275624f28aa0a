//! The life of an exchange rate: typed by one person and approved by another, or taken from what its publisher published.

use super::machine::machine;

machine! {
    "rate" starts Proposed, ends Refused | Replaced;

    /// Where a recorded rate stands. Its figure never changes; only this does.
    states RateState {
        Proposed Attention "proposed" "Waits for a second person" "One officer typed it; until another approves, it converts nothing.",
        InForce Good "in_force" "In force" "It converts amounts of its day, and of later days without a rate of their own.",
        Refused Bad "refused" "Refused" "A second person did not agree: it never converted anything.",
        Replaced Neutral "replaced" "Replaced" "A correction took its place; what was computed with it keeps it.",
    }

    /// What can happen to a recorded rate.
    events RateEvent {
        Approve "approve" "Approve",
        Refuse "refuse" "Refuse",
        Take "take" "Take from the publisher's file",
        Replace "replace" "Replace by a correction",
    }

    /// Every lawful move (own design).
    transitions {
        Proposed + Approve => InForce if "By another person than who typed it, and the rate that it corrects is still in force";
        Proposed + Refuse => Refused if "By another person than who typed it, with a reason";
        Proposed + Take => InForce if "It stands in a file of the publisher, and its day has no rate yet";
        InForce + Replace => Replaced if "A correction of it is approved";
    }
}
