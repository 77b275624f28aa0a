//! The life of an offer, from the draft to the award.

use super::machine::machine;

machine! {
    "offer" starts Draft, ends Withdrawn | Awarded | Lapsed | Replaced;

    /// Where an offer stands.
    states OfferState {
        Draft Neutral "draft" "Draft" "It is being written and only its provider sees it.",
        Submitted Sealed "submitted" "Submitted, sealed" "It is sealed; nobody can read it before closing.",
        Late Bad "late" "Received late" "It arrived after closing and waits for a decision.",
        Replaced Neutral "replaced" "Replaced" "A newer version took its place before closing.",
        Withdrawn Neutral "withdrawn" "Withdrawn" "The provider took it back.",
        Opened Attention "opened" "Opened" "It was opened after closing and waits for the administrative check.",
        AdminCompliant Neutral "admin_compliant" "Administratively compliant" "It is complete and takes no exception to the terms.",
        Clarifying Attention "clarifying" "Being clarified" "The authority has asked the bidder to clarify it.",
        TechnicallyAcceptable Good "technically_acceptable" "Technically acceptable" "Its technical score reaches the threshold.",
        TechnicallyUnacceptable Bad "technically_unacceptable" "Technically unacceptable" "Its technical score misses the threshold or a floor.",
        PriceOpened Neutral "price_opened" "Price opened" "The price volume was opened after the technical result was final.",
        Ranked Neutral "ranked" "Ranked" "It has its place in the ranking.",
        ApparentSuccessful Good "apparent_successful" "Apparent successful" "It is first in rank, before final checks and standstill.",
        Awarded Good "awarded" "Awarded" "The contract is signed on it.",
        Unsuccessful Bad "unsuccessful" "Unsuccessful" "It was not chosen; its bidder may ask for a debrief.",
        Excluded Bad "excluded" "Excluded" "It does not meet a mandatory condition.",
        Lapsed Neutral "lapsed" "Lapsed" "Its validity ended and was not extended.",
    }

    /// What can happen to an offer.
    events OfferEvent {
        Submit "submit" "Submit",
        SubmitLate "submit_late" "Submit after closing",
        Replace "replace" "Replace",
        Withdraw "withdraw" "Withdraw",
        Open "open" "Open",
        AcceptLate "accept_late" "Accept although late",
        RejectLate "reject_late" "Reject as late",
        PassCheck "pass_check" "Find administratively compliant",
        FailCheck "fail_check" "Find not compliant",
        Ask "ask" "Ask for clarification",
        Answer "answer" "Answer the clarification",
        Expire "expire" "Let expire",
        ScoreAcceptable "score_acceptable" "Score as acceptable",
        ScoreUnacceptable "score_unacceptable" "Score as unacceptable",
        Notify "notify" "Notify as unsuccessful",
        OpenPrice "open_price" "Open the price",
        Rank "rank" "Rank",
        RejectPrice "reject_price" "Reject the price",
        Select "select" "Select",
        Sign "sign" "Sign the contract",
        FallBack "fall_back" "Fall back to the next bidder",
        Reinstate "reinstate" "Take back into the ranking",
        ReinstateUnacceptable "reinstate_unacceptable" "Take back as technically unacceptable",
        Reevaluate "reevaluate" "Evaluate again",
        Readmit "readmit" "Reverse the exclusion",
    }

    /// Every lawful move of an offer (GBI 2.4, 2.13, 2.15, 3.3-3.5, 4.1; otherwise own design).
    /// `submit`, `check` and `score` of the reference list are two events each, one per outcome. When an award is annulled,
    /// the offers go back to where they stood before it; the ways back, and the reversal of an exclusion, are an addition.
    transitions {
        Draft + Submit => Submitted if "At or before the closing time; the content is sealed";
        Draft + SubmitLate => Late if "After the closing time";
        Submitted + Replace => Replaced if "Before closing; the new version is kept beside this one";
        Submitted + Withdraw => Withdrawn if "In writing, at any time";
        Submitted + Open => Opened if "After closing";
        Late + AcceptLate => Opened if "The authority decides so on one of the listed grounds";
        Late + RejectLate => Excluded;
        Opened + PassCheck => AdminCompliant if "Complete, no exception to the terms, no price in volumes 1 and 2";
        Opened + FailCheck => Excluded if "A mandatory condition is not met";
        Opened + Withdraw => Withdrawn;
        AdminCompliant + Ask => Clarifying if "Neither price nor substance may change";
        AdminCompliant + ScoreAcceptable => TechnicallyAcceptable if "The score reaches the threshold";
        AdminCompliant + ScoreUnacceptable => TechnicallyUnacceptable if "The score misses the threshold or the floor of a sub-criterion";
        AdminCompliant + Withdraw => Withdrawn;
        Clarifying + Answer => AdminCompliant if "Answered in time";
        Clarifying + Expire => Excluded if "No answer in time, and the authority decides so";
        TechnicallyUnacceptable + Notify => Unsuccessful if "The record is kept; the bidder may ask for a debrief";
        TechnicallyAcceptable + OpenPrice => PriceOpened if "Only with two-stage sealing";
        TechnicallyAcceptable + Rank => Ranked if "Only with single-stage sealing";
        PriceOpened + Rank => Ranked if "The price is realistic or its explanation is accepted";
        PriceOpened + RejectPrice => Excluded if "The explanation of the price does not convince";
        Ranked + Select => ApparentSuccessful;
        Ranked + Notify => Unsuccessful;
        Ranked + Withdraw => Withdrawn;
        Ranked + Expire => Lapsed if "The validity ended and its extension was refused";
        ApparentSuccessful + Sign => Awarded if "The validity is still running";
        ApparentSuccessful + FallBack => Ranked if "The next bidder takes its place";
        ApparentSuccessful + Expire => Lapsed;
        Unsuccessful + Reinstate => Ranked if "The award is annulled, and the offer had a rank";
        Unsuccessful + ReinstateUnacceptable => TechnicallyUnacceptable if "The award is annulled, and the offer had no rank";
        Ranked + Reevaluate => AdminCompliant if "The award is annulled and the evaluation is opened again";
        TechnicallyUnacceptable + Reevaluate => AdminCompliant if "As before";
        Excluded + Readmit => AdminCompliant if "Two persons find that every mandatory condition is met after all, while scores may still change";
    }
}
