//! The life of a milestone. Overdue, late forecast and missed key date are computed, not states.

use super::machine::machine;

machine! {
    "milestone" starts Planned, ends Accepted | Waived;

    /// Where a milestone stands.
    states MilestoneState {
        Planned Neutral "planned" "Planned" "It has no approved date yet.",
        Baselined Neutral "baselined" "Date approved" "Its date is approved; work has not started.",
        InProgress Neutral "in_progress" "In progress" "Work towards it is under way.",
        Submitted Attention "submitted" "Submitted" "The contractor says it is met; it waits for acceptance.",
        Accepted Good "accepted" "Accepted" "It is met and accepted.",
        Waived Neutral "waived" "Waived" "It is no longer required.",
    }

    /// What can happen to a milestone.
    events MilestoneEvent {
        Baseline "baseline" "Approve the date",
        Start "start" "Start work",
        Rebaseline "rebaseline" "Approve a new date",
        Forecast "forecast" "Forecast a new date",
        Submit "submit" "Submit for acceptance",
        Accept "accept" "Accept",
        Reject "reject" "Reject",
        Waive "waive" "Waive",
    }

    /// Every lawful move of a milestone (GTC B.6 for acceptance; otherwise own design).
    transitions {
        Planned + Baseline => Baselined;
        Planned + Waive => Waived if "Approved";
        Baselined + Start => InProgress;
        Baselined + Rebaseline => Baselined if "An approved modification; earlier dates are kept";
        Baselined + Waive => Waived if "An approved modification";
        InProgress + Rebaseline => InProgress if "An approved modification; earlier dates are kept";
        InProgress + Forecast => InProgress if "A new date and a reason";
        InProgress + Submit => Submitted if "Evidence is attached";
        InProgress + Waive => Waived if "The contract ended and is settled";
        Submitted + Waive => Waived if "The contract ended and is settled";
        Submitted + Accept => Accepted if "A signed acceptance";
        Submitted + Reject => InProgress if "A notice that lists the defects";
    }
}
