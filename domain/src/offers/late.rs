//! On what ground an offer that came after closing may be taken.

use crate::states::named::named_enum;

named_enum! {
    /// A case in which a rule takes an offer that came after closing (GBI 2.4).
    pub enum LateGround {
        WithoutDelay "without_delay" "No award yet, no undue delay" "Nothing is awarded and the procedure is not held up.",
        PurchaserFault "purchaser_fault" "The purchaser is at fault" "It came late because of something that the purchaser did or left undone.",
        OnlyOffer "only_offer" "It is the only offer" "Nobody may know this while the offers are sealed: the opening itself checks it, and refuses the offer where there is another.",
    }
}
