//! The life of a contract modification.

use super::machine::machine;

machine! {
    "modification" starts Requested, ends Executed | Settled | Rejected | Withdrawn;

    /// Where a modification stands.
    states ModificationState {
        Requested Neutral "requested" "Requested" "Someone asked for a change.",
        Priced Neutral "priced" "Priced" "The contractor has proposed a price.",
        Negotiated Attention "negotiated" "Negotiated" "Both sides agree on the content; it waits for approval.",
        Approved Attention "approved" "Approved" "It waits for the signatures.",
        Ordered Attention "ordered" "Ordered" "The purchaser ordered it alone.",
        AdjustmentClaimed Attention "adjustment_claimed" "Adjustment claimed" "The contractor asks for more money or time.",
        Disputed Bad "disputed" "Disputed" "The parties disagree on the adjustment; the work goes on.",
        Executed Good "executed" "Executed" "It is part of the contract.",
        Settled Good "settled" "Settled" "The adjustment is agreed.",
        Rejected Bad "rejected" "Rejected" "It will not be made.",
        Withdrawn Neutral "withdrawn" "Withdrawn" "Whoever asked for it took it back.",
    }

    /// What can happen to a modification.
    events ModificationEvent {
        Price "price" "Propose a price",
        Negotiate "negotiate" "Negotiate",
        Approve "approve" "Approve",
        SignBoth "sign_both" "Sign by both parties",
        Order "order" "Order",
        Issue "issue" "Issue",
        Claim "claim" "Claim an adjustment",
        Settle "settle" "Settle",
        Disagree "disagree" "Record the disagreement",
        Resolve "resolve" "Resolve the dispute",
        Reject "reject" "Reject",
        Withdraw "withdraw" "Withdraw",
    }

    /// Every lawful move of a modification (NSPA 10.9, 16.2; otherwise own design).
    transitions {
        Requested + Price => Priced if "The proposal comes within 30 days after the order";
        Requested + Order => Ordered if "One-sided: administrative, an option, or a change within scope";
        Requested + Reject => Rejected;
        Requested + Withdraw => Withdrawn;
        Priced + Negotiate => Negotiated;
        Negotiated + Approve => Approved if "The scope test and the cumulative percentage test are passed";
        Negotiated + Reject => Rejected;
        Approved + SignBoth => Executed if "Both parties sign";
        Ordered + Issue => Executed;
        Ordered + Claim => AdjustmentClaimed if "Within 30 days";
        AdjustmentClaimed + Settle => Settled;
        AdjustmentClaimed + Disagree => Disputed if "The work goes on";
        Disputed + Resolve => Settled;
    }
}
