//! The life of an order placed under a vehicle.

use super::machine::machine;

machine! {
    "order" starts Draft, ends Closed | Returned | Cancelled;

    /// Where an order stands.
    states OrderState {
        Draft Neutral "draft" "Draft" "It is being written and binds nobody.",
        Competed Attention "competed" "In competition" "The holders of the vehicle compete for it.",
        Selected Attention "selected" "Holder selected" "A holder is chosen; the order is not issued yet.",
        Issued Good "issued" "Issued" "It binds the contractor.",
        Performing Good "performing" "Performing" "Work is under way.",
        Delivered Attention "delivered" "Delivered" "It waits for acceptance.",
        Accepted Good "accepted" "Accepted" "The delivery meets the order; payment is due.",
        Paid Good "paid" "Paid" "It is paid.",
        Closed Neutral "closed" "Closed" "Nothing remains to be done.",
        Returned Bad "returned" "Returned" "The contractor sent back an order above the maximum.",
        Cancelled Bad "cancelled" "Cancelled" "It will not be performed.",
    }

    /// What can happen to an order.
    events OrderEvent {
        Invite "invite" "Invite the holders to compete",
        Select "select" "Select a holder",
        Issue "issue" "Issue",
        Start "start" "Start work",
        Return "return" "Return to the purchaser",
        Deliver "deliver" "Deliver",
        Reject "reject" "Reject the delivery",
        Accept "accept" "Accept the delivery",
        Pay "pay" "Pay",
        Close "close" "Close",
        Cancel "cancel" "Cancel",
    }

    /// Every lawful move of an order (STC B.6, G.1-G.4; otherwise own design).
    transitions {
        Draft + Invite => Competed if "Several holders, and above the value from which they compete";
        Draft + Issue => Issued if "The allocation rule allows a direct order";
        Draft + Cancel => Cancelled;
        Competed + Select => Selected;
        Competed + Cancel => Cancelled;
        Selected + Issue => Issued if "In scope, in the ordering period, within the remaining ceiling, not below the minimum order, money committed";
        Issued + Start => Performing;
        Issued + Return => Returned if "Above the maximum order, within 5 days";
        Issued + Cancel => Cancelled;
        Performing + Deliver => Delivered;
        Delivered + Accept => Accepted;
        Delivered + Reject => Performing;
        Accepted + Pay => Paid;
        Paid + Close => Closed;
    }
}
