//! Acceptance in stages: test, provisional acceptance, warranty, final acceptance.

use super::machine::machine;

machine! {
    "acceptance" starts Submitted, ends Final | Terminated;

    /// Where the acceptance of a delivery stands.
    states AcceptanceState {
        Submitted Neutral "submitted" "Received" "The delivery is received; its test has not begun.",
        Testing Attention "testing" "In test" "The purchaser tests it against the criteria.",
        Provisional Good "provisional" "Provisionally accepted" "It is accepted and payable; its warranty has not begun.",
        Conditional Attention "conditional" "Accepted with conditions" "It is accepted once a binding plan is carried out or a price cut is settled.",
        Rejected Bad "rejected" "Rejected" "The contractor answers within 2 days and corrects free of charge.",
        Warranty Good "warranty" "In warranty" "Defects that show themselves are corrected free of charge.",
        Final Good "final" "Finally accepted" "The warranty has ended and every defect is corrected.",
        Terminated Bad "terminated" "Ended without acceptance" "It was rejected repeatedly; the purchaser no longer takes it.",
    }

    /// What can happen to the acceptance of a delivery.
    events AcceptanceEvent {
        Start "start" "Start the test",
        Accept "accept" "Accept provisionally",
        Reject "reject" "Reject with defects",
        Resubmit "resubmit" "Submit again",
        AcceptWithReservations "accept_with_reservations" "Accept with conditions",
        Clear "clear" "Note that the conditions are met",
        FailPlan "fail_plan" "Note that the conditions are not met",
        StartWarranty "start_warranty" "Start the warranty",
        AcceptFinal "accept_final" "Accept finally",
        Terminate "terminate" "End without acceptance",
    }

    /// Every lawful move (GTC B.6, B.8).
    transitions {
        Submitted + Start => Testing if "A test period; 90 days where none is agreed";
        Testing + Accept => Provisional if "A signed statement, and no blocking defect is open";
        Testing + Reject => Rejected if "A notice that lists the defects; the contractor answers within 2 days";
        Rejected + Resubmit => Submitted;
        Testing + AcceptWithReservations => Conditional if "A binding remedy plan or a price cut";
        Conditional + Clear => Provisional if "No blocking defect is open";
        Conditional + FailPlan => Rejected if "A notice that says what is missing";
        Provisional + StartWarranty => Warranty if "A warranty of 12 months where nothing else is agreed";
        Warranty + AcceptFinal => Final if "Every defect is corrected, and the warranty has ended or goes on as a residual one";
        Rejected + Terminate => Terminated if "It was rejected at least twice";
    }
}
