//! The life of a nation's contribution, in money or in kind.

use super::machine::machine;

machine! {
    "contribution" starts Intended, ends Consumed | Withdrawn;

    /// Where a contribution stands.
    states ContributionState {
        Intended Neutral "intended" "Intended" "The nation has stated that it means to contribute.",
        Committed Good "committed" "Committed" "An agreement binds the nation.",
        Called Attention "called" "Called" "The amount or quantity is asked for, with a due date.",
        MadeAvailable Attention "made_available" "Made available" "The money has arrived or the asset can be used.",
        Verified Good "verified" "Verified" "The evidence was checked.",
        Consumed Good "consumed" "Consumed" "It is allocated to orders or contract lines.",
        Withdrawn Bad "withdrawn" "Withdrawn" "The nation took it back.",
    }

    /// What can happen to a contribution.
    events ContributionEvent {
        Commit "commit" "Commit",
        Withdraw "withdraw" "Withdraw",
        Amend "amend" "Amend",
        Call "call" "Call",
        Deliver "deliver" "Make available",
        Verify "verify" "Verify",
        Allocate "allocate" "Allocate",
    }

    /// Every lawful move of a contribution (own design).
    transitions {
        Intended + Commit => Committed if "A memorandum of understanding or another agreement";
        Intended + Withdraw => Withdrawn;
        Committed + Amend => Committed if "A new dated version";
        Committed + Call => Called if "An amount or a quantity, and a due date";
        Committed + Withdraw => Withdrawn;
        Called + Deliver => MadeAvailable if "The money is received, or the asset or data can be used";
        MadeAvailable + Verify => Verified if "Evidence is attached";
        Verified + Allocate => Consumed if "Allocated to orders or contract lines";
    }
}
