//! The life of a solicitation, from the draft to the signed contract or the cancellation.

use super::machine::machine;

machine! {
    "solicitation" starts Draft, ends Concluded | Cancelled | Reissued;

    /// Where a solicitation stands.
    states SolicitationState {
        Draft Neutral "draft" "Draft" "It is being written and nothing is fixed yet.",
        Approved Neutral "approved" "Approved" "Evaluation plan, criteria and weights are frozen; it is not public yet.",
        Announced Neutral "announced" "Announced" "The nations' delegations have been told that it will come.",
        Published Good "published" "Published" "Providers can read it, ask questions and submit offers.",
        Closed Sealed "closed" "Closed" "The closing time has passed; the offers are still sealed.",
        Evaluating Attention "evaluating" "In evaluation" "The offers are open and being evaluated.",
        AwardDecided Attention "award_decided" "Award decided" "The decision is made; the bidders do not know it yet.",
        Standstill Attention "standstill" "In standstill" "The bidders have been told and may complain before signature.",
        Suspended Bad "suspended" "Suspended" "It is paused until someone resumes or cancels it.",
        Failed Bad "failed" "No award possible" "No offer can be awarded.",
        Concluded Good "concluded" "Concluded" "The contract is signed.",
        Cancelled Bad "cancelled" "Cancelled" "It ended without an award.",
        Reissued Neutral "reissued" "Reissued" "A new solicitation has taken its place.",
    }

    /// What can happen to a solicitation.
    events SolicitationEvent {
        Approve "approve" "Approve",
        TakeBack "take_back" "Take the approval back",
        Announce "announce" "Announce",
        Publish "publish" "Publish",
        Amend "amend" "Amend",
        Close "close" "Close",
        OpenOffers "open_offers" "Open offers",
        Decide "decide" "Decide the award",
        DeclareFailed "declare_failed" "Declare that no award is possible",
        Reissue "reissue" "Reissue",
        NotifyAll "notify_all" "Notify all bidders",
        Sign "sign" "Sign the contract",
        Reevaluate "reevaluate" "Evaluate again",
        Suspend "suspend" "Suspend",
        ResumeBidding "resume_bidding" "Resume bidding",
        ResumeEvaluation "resume_evaluation" "Resume the evaluation",
        ResumeStandstill "resume_standstill" "Resume the standstill",
        Cancel "cancel" "Cancel",
    }

    /// Every lawful move of a solicitation (NCP 5.2.1, 7, 28-29; otherwise own design).
    /// `take_back` is an addition: what is edited was not approved.
    /// `resume` is three events because the state before the suspension decides where it leads.
    transitions {
        Draft + Approve => Approved if "Evaluation plan, criteria and weights are frozen";
        Draft + Cancel => Cancelled;
        Approved + TakeBack => Draft if "The draft is edited after its approval";
        Approved + Announce => Announced if "Above EFL E: delegations are told 10 days (20 with clearances) before publication";
        Approved + Publish => Published if "No announcement is required";
        Approved + Cancel => Cancelled;
        Announced + Publish => Published if "The notice period has passed";
        Announced + Cancel => Cancelled;
        Published + Amend => Published if "Before closing; everyone who holds the documents is told";
        Published + Close => Closed if "The closing time is reached, at least 35 days (20 for operations) after publication";
        Published + Suspend => Suspended;
        Published + Cancel => Cancelled;
        Closed + OpenOffers => Evaluating if "Only after closing";
        Closed + Cancel => Cancelled;
        Evaluating + Decide => AwardDecided if "The evaluation report is approved";
        Evaluating + DeclareFailed => Failed if "No offer can be awarded";
        Evaluating + Suspend => Suspended;
        Evaluating + Cancel => Cancelled if "Before the award";
        Failed + Reissue => Reissued;
        Failed + Cancel => Cancelled;
        AwardDecided + NotifyAll => Standstill if "Every bidder is notified";
        AwardDecided + Cancel => Cancelled if "Before signature";
        Standstill + Sign => Concluded if "The standstill has passed or is waived with a reason, and no dispute is open without an override";
        Standstill + Reevaluate => Evaluating if "A complaint is upheld, or the award is annulled";
        Standstill + Suspend => Suspended if "A dispute is open";
        Suspended + ResumeBidding => Published if "It was published when suspended";
        Suspended + ResumeEvaluation => Evaluating if "It was in evaluation when suspended";
        Suspended + ResumeStandstill => Standstill if "It was in standstill when suspended";
        Suspended + Cancel => Cancelled;
    }
}
