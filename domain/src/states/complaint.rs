//! The life of a complaint about an award, from its lodging to the end of the dispute.

use super::machine::machine;

machine! {
    "complaint" starts Lodged, ends Dismissed | Upheld | Final | Settled | Rejected;

    /// Where a complaint stands.
    states ComplaintState {
        Lodged Attention "lodged" "Lodged" "The authority has it and has not acknowledged it yet.",
        Acknowledged Attention "acknowledged" "Acknowledged" "The authority has confirmed that it has it.",
        Screened Attention "screened" "Screened" "Standing, time and form are checked.",
        RefileOpen Attention "refile_open" "May be filed again" "Its form is to be mended, once, within two days.",
        Considered Attention "considered" "Being considered" "The authority looks into its grounds.",
        Dismissed Bad "dismissed" "Dismissed" "It lacks standing, time or form, so its grounds are not looked into.",
        Upheld Good "upheld" "Upheld" "It is right: the award is annulled.",
        Rejected Bad "rejected" "Rejected" "It is wrong, and no further stage is open.",
        RejectedAppealable Bad "rejected_appealable" "Rejected, may go to the committee" "The bidder's delegation may bring it before the committee.",
        Committee Attention "committee" "Before the committee" "The delegations seek a settlement.",
        Settled Neutral "settled" "Settled" "The committee stage ended it.",
        Arbitration Attention "arbitration" "In arbitration" "A board of three decides, and its ruling binds.",
        Final Neutral "final" "Ruled" "The board of arbitration has ruled.",
    }

    /// What can happen to a complaint.
    events ComplaintEvent {
        Acknowledge "acknowledge" "Acknowledge",
        Screen "screen" "Screen",
        Dismiss "dismiss" "Dismiss",
        AskRefile "ask_refile" "Ask to file it again",
        Refile "refile" "File again",
        Expire "expire" "Let the time pass",
        Accept "accept" "Take up",
        Uphold "uphold" "Uphold",
        Reject "reject" "Reject",
        RejectAppealable "reject_appealable" "Reject, leaving the committee stage open",
        Escalate "escalate" "Bring before the committee",
        Settle "settle" "Settle",
        Refer "refer" "Refer to arbitration",
        Rule "rule" "Rule",
    }

    /// Every lawful move (DISP 3-4; NCP App.1 11-29). `decide` of the reference list is one event per outcome.
    transitions {
        Lodged + Acknowledge => Acknowledged if "Within two days as an aim";
        Acknowledged + Screen => Screened if "Standing, time and form";
        Screened + Dismiss => Dismissed;
        Screened + AskRefile => RefileOpen if "Not for lateness";
        RefileOpen + Refile => Screened if "Once, within two days";
        RefileOpen + Expire => Dismissed;
        Screened + Accept => Considered;
        Considered + Uphold => Upheld if "Within fourteen days as an aim";
        Considered + Reject => Rejected if "Up to EFL E the authority's decision is final";
        Considered + RejectAppealable => RejectedAppealable if "Above EFL E";
        RejectedAppealable + Escalate => Committee if "By a letter of the delegation within twenty days";
        RejectedAppealable + Expire => Rejected;
        Committee + Settle => Settled if "Within ten days, or at the meeting";
        Committee + Refer => Arbitration if "To a board of three";
        Arbitration + Rule => Final if "Fourteen to twenty-eight days after the first meeting";
    }
}
