//! On which grounds a standstill may be waived.

use crate::states::named::named_enum;

named_enum! {
    /// Why a standstill may be waived (NCP 28-29). Above EFL E a waiver is reported to the committee.
    pub enum WaiverGround {
        SingleBidder "single_bidder" "A single bidder" "Nobody else made an offer, so that nobody could complain.",
        Urgent "urgent" "An urgent and compelling reason" "Waiting would harm the purpose of the procurement.",
    }
}

/// A waiver for want of other bidders, where there are some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} offers were opened: a single bidder is no ground here (NCP 28-29)")]
pub struct OtherBidders(pub usize);

impl WaiverGround {
    /// Whether the ground holds where so many offers were opened.
    ///
    /// # Errors
    /// A single bidder is claimed where several offers were opened.
    pub const fn holds(self, opened_offers: usize) -> Result<(), OtherBidders> {
        match self {
            Self::SingleBidder if opened_offers > 1 => Err(OtherBidders(opened_offers)),
            Self::SingleBidder | Self::Urgent => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_bidder_is_a_ground_only_where_there_is_one() {
        assert_eq!(WaiverGround::SingleBidder.holds(1), Ok(()));
        assert_eq!(WaiverGround::SingleBidder.holds(2), Err(OtherBidders(2)));
        assert_eq!(WaiverGround::Urgent.holds(9), Ok(()));
    }
}
