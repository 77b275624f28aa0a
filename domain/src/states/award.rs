//! The life of an award, from the recommendation to its publication.

use super::machine::machine;

machine! {
    "award" starts Recommended, ends Published | Annulled;

    /// Where an award stands.
    states AwardState {
        Recommended Neutral "recommended" "Recommended" "An officer recommends it; a second officer decides.",
        Approved Attention "approved" "Approved" "It is approved; the bidders do not know it yet.",
        Notified Attention "notified" "Notified" "Every bidder knows the result.",
        Standstill Attention "standstill" "In standstill" "Bidders may complain; nothing may be signed.",
        Suspended Bad "suspended" "Suspended" "A dispute holds the award.",
        Cleared Good "cleared" "Cleared for signature" "Nothing stands against signature any more.",
        Signed Good "signed" "Signed" "The contract is signed.",
        Published Good "published" "Published" "The award notice is public.",
        Annulled Bad "annulled" "Annulled" "The award is void.",
    }

    /// What can happen to an award.
    events AwardEvent {
        Approve "approve" "Approve",
        Notify "notify" "Notify all bidders",
        Start "start" "Start the standstill",
        Waive "waive" "Waive the standstill",
        Dispute "dispute" "Open a dispute",
        Resume "resume" "Resume the standstill",
        Override "override" "Override the suspension",
        Annul "annul" "Annul",
        Elapse "elapse" "End the standstill",
        Sign "sign" "Sign the contract",
        Publish "publish" "Publish the award",
    }

    /// Every lawful move of an award (NCP 28-29, NCP App.1 13-16; otherwise own design).
    transitions {
        Recommended + Approve => Approved if "Within the delegated authority";
        Recommended + Annul => Annulled;
        Approved + Notify => Notified if "Every bidder is notified";
        Approved + Annul => Annulled;
        Notified + Start => Standstill if "As long as the complaint period";
        Notified + Waive => Cleared if "A single bidder, or an urgent and compelling reason; reported above EFL E";
        Standstill + Waive => Cleared if "A single bidder, or an urgent and compelling reason; reported above EFL E";
        Standstill + Dispute => Suspended;
        Standstill + Annul => Annulled if "A mistake is found before signature; a second person decides, and every bidder is told";
        Standstill + Elapse => Cleared if "The last day has passed and no dispute is open";
        Suspended + Resume => Standstill if "The dispute ended in favour of the authority";
        Suspended + Override => Cleared if "Urgent and compelling, approved at the level of the award, and reported";
        Suspended + Annul => Annulled if "The complaint is upheld";
        Cleared + Annul => Annulled if "As before";
        Cleared + Dispute => Suspended if "A complaint in time although the standstill was waived";
        Cleared + Sign => Signed if "The offer is still valid";
        Signed + Publish => Published;
    }
}
