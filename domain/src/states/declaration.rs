//! The life of a declaration of eligibility: asked for by a provider, decided by its nation.

use super::machine::machine;

machine! {
    "declaration" starts Requested, ends Rejected | Withdrawn;

    /// Where a declaration of eligibility stands. That an issued one has expired follows from its last day.
    states DeclarationState {
        Requested Attention "requested" "Requested" "The provider has asked its nation; the nation has not decided.",
        Issued Good "issued" "Issued" "The nation declares the provider eligible for this solicitation.",
        Rejected Bad "rejected" "Rejected" "The nation has refused, with a reason. The provider may ask again.",
        Withdrawn Bad "withdrawn" "Withdrawn" "The nation took its declaration back, or the provider its request.",
    }

    /// What can happen to a declaration of eligibility.
    events DeclarationEvent {
        Issue "issue" "Issue",
        Reject "reject" "Reject",
        Withdraw "withdraw" "Withdraw",
    }

    /// Every lawful move (own design after NCP 14 and GBI 1.4).
    transitions {
        Requested + Issue => Issued if "By a delegate of the nation, with the last day on which it holds";
        Requested + Reject => Rejected if "By a delegate of the nation, with a reason";
        Requested + Withdraw => Withdrawn if "By the provider";
        Issued + Withdraw => Withdrawn if "By a delegate of the nation, with a reason";
    }
}
