//! Closed lists of frameworks.

use crate::states::named::named_enum;

named_enum! {
    /// How a call-off finds its holder (STC M.2; EU-24 art. 33; ESA-PR 8, 27). As announced in the competition; it never changes.
    pub enum AllocationRule {
        Direct "direct" "Direct" "The purchaser chooses a holder; above a set value it writes why, so that every holder has a fair opportunity.",
        Rotation "rotation" "Rotation" "The holder that has waited longest is next; whoever departs from the turn writes why.",
        Cascade "cascade" "Cascade" "The first in rank is asked first; the next one only when the one before declined.",
        MiniCompetition "mini_competition" "Mini-competition" "All holders are invited to offer on the framework’s terms; the best offer gets the order.",
    }
}

named_enum! {
    /// What came of asking a holder in a cascade.
    pub enum CallOffAnswer {
        Accepted "accepted" "Accepted" "The holder takes the order.",
        Declined "declined" "Declined" "The holder does not take it and says why.",
        Silent "silent" "No answer in time" "The day passed without an answer; it counts as declining (own reading).",
        Passed "passed" "Passed over" "The holder’s contract could not take the order; it does not count as declining.",
    }
}

impl CallOffAnswer {
    /// Whether it counts towards declining in a row (ESA-PR 8, 27).
    #[must_use]
    pub const fn counts_as_declined(self) -> bool {
        matches!(self, Self::Declined | Self::Silent)
    }
}

named_enum! {
    /// On what ground a holder leaves a framework. An officer decides; nothing ends by itself.
    pub enum OffRampGround {
        Window "window" "Off-ramp window" "The framework’s terms let holders leave now.",
        DeclinedInARow "declined_in_a_row" "Declined three requests in a row" "Declining three requests in a row can end it (ESA-PR 8, 27).",
        ContractEnded "contract_ended" "Its contract ended" "The holder’s contract takes no orders any more.",
        Agreed "agreed" "Agreed with the holder" "Both parties want it; the reason names the letter.",
    }
}
