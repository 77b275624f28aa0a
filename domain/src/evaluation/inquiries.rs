//! What is asked of one bidder during the evaluation, and what the authority finds.

use crate::states::named::named_enum;

named_enum! {
    /// What an inquiry is about.
    pub enum InquiryKind {
        Clarification "clarification" "Clarification" "Something in the offer is not clear. The answer changes nothing that was offered.",
        LowPrice "low_price" "Explanation of the price" "The price seems too low for the work: the bidder explains it before it may count against the offer.",
    }
}

named_enum! {
    /// What the authority finds when an inquiry ends. It excludes nobody: that is a decision on compliance of its own.
    pub enum InquiryFinding {
        Explained "explained" "Explained" "The answer settles it.",
        NotExplained "not_explained" "Not explained" "The answer, or that there is none, does not settle it.",
    }
}
