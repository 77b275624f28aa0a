//! The life of a contract, from the draft to the closed file.

use super::machine::machine;

machine! {
    "contract" starts Draft, ends Closed | Abandoned;

    /// Where a contract stands.
    states ContractState {
        Draft Neutral "draft" "Draft" "It is being written.",
        ContractorSigned Attention "contractor_signed" "Signed by the contractor" "It waits for the purchaser's signature.",
        Signed Good "signed" "Signed" "Both have signed; the effective start date is still to come.",
        Performing Good "performing" "Performing" "Work is under way.",
        Stopped Bad "stopped" "Work stopped" "The purchaser ordered a pause.",
        CureNotice Bad "cure_notice" "Cure notice" "The contractor must mend a serious failure in time.",
        ConvenienceNotice Attention "convenience_notice" "Notice of termination" "The purchaser has given notice that it will end the contract.",
        ForceMajeure Bad "force_majeure" "Force majeure" "An outside cause prevents performance.",
        OrderingClosed Neutral "ordering_closed" "Ordering closed" "No new orders can be placed; running ones continue.",
        Completing Neutral "completing" "Completing" "The last deliveries are being finished.",
        Terminated Bad "terminated" "Terminated" "It ended early; the settlement is open.",
        Closeout Attention "closeout" "Closing out" "Final invoice, property and audit are being settled.",
        Closed Neutral "closed" "Closed" "All claims are released.",
        Abandoned Neutral "abandoned" "Abandoned" "It was given up before both had signed.",
    }

    /// What can happen to a contract.
    events ContractEvent {
        SignContractor "sign_contractor" "Sign for the contractor",
        SignPurchaser "sign_purchaser" "Sign for the purchaser",
        Abandon "abandon" "Abandon",
        EffectiveDate "effective_date" "Reach the effective start date",
        StopWork "stop_work" "Stop work",
        Resume "resume" "Resume work",
        Terminate "terminate" "Terminate",
        NoticeOfDefault "notice_of_default" "Give notice of default",
        Cured "cured" "Confirm the cure",
        TerminateDefault "terminate_default" "Terminate for default",
        NoticeOfTermination "notice_of_termination" "Give notice of termination for convenience",
        Effective "effective" "Let the termination take effect",
        Declare "declare" "Declare force majeure",
        Ends "ends" "End force majeure",
        Mutual "mutual" "Terminate by agreement",
        Novate "novate" "Novate to another party",
        OrderingPeriodEnd "ordering_period_end" "End the ordering period",
        LastOrderOpen "last_order_open" "Start completing the last orders",
        PopEnd "pop_end" "End the period of performance",
        AllAccepted "all_accepted" "Confirm that everything is accepted",
        Settle "settle" "Settle the termination",
        ReleaseOfClaims "release_of_claims" "Record the release of claims",
    }

    /// Every lawful move of a contract (GTC A.1.6, A.2.4, A.4.12-A.4.18, A.4.23; otherwise own design).
    transitions {
        Draft + SignContractor => ContractorSigned;
        Draft + Abandon => Abandoned;
        ContractorSigned + SignPurchaser => Signed;
        ContractorSigned + Abandon => Abandoned;
        Signed + EffectiveDate => Performing if "The effective start date is reached";
        Performing + StopWork => Stopped if "In writing, for at most 90 days unless agreed";
        Performing + NoticeOfDefault => CureNotice if "One month to cure, with the listed exceptions";
        Performing + NoticeOfTermination => ConvenienceNotice if "At least 30 days ahead unless urgent";
        Performing + Declare => ForceMajeure if "With notice; war is in principle not unforeseeable";
        Performing + Mutual => Terminated if "Both parties agree";
        Performing + Novate => Performing if "By modification only";
        Performing + OrderingPeriodEnd => OrderingClosed if "No new orders from now on";
        Performing + PopEnd => Completing if "Not a vehicle for orders";
        Stopped + Resume => Performing if "A claim for adjustment within 30 days";
        Stopped + Terminate => Terminated;
        CureNotice + Cured => Performing;
        CureNotice + TerminateDefault => Terminated;
        ConvenienceNotice + Effective => Terminated;
        ForceMajeure + Ends => Performing;
        ForceMajeure + Terminate => Terminated if "After at least 60 days";
        OrderingClosed + LastOrderOpen => Completing;
        Completing + AllAccepted => Closeout;
        Terminated + Settle => Closeout if "The termination settlement is agreed";
        Closeout + ReleaseOfClaims => Closed if "Final invoice within 60 days, property and audit settled";
    }
}
