//! The life of an invoice: received, checked, scheduled 30 days after it was proper, paid.

use super::machine::machine;

machine! {
    "invoice" starts Draft, ends Paid | Rejected;

    /// Where an invoice stands.
    states InvoiceState {
        Draft Neutral "draft" "Draft" "It is being written.",
        Received Attention "received" "Received" "It waits for the officer's decision; the clock of 30 days runs.",
        Held Attention "held" "Held" "Something is missing; its clock stands still until the contractor completes it.",
        Approved Good "approved" "Approved" "It is right; its payment is to be scheduled.",
        Scheduled Good "scheduled" "Scheduled" "It will be paid by its due day.",
        Paid Good "paid" "Paid" "It is paid.",
        Disputed Bad "disputed" "In dispute" "The purchaser disputes an amount of it.",
        Rejected Bad "rejected" "Rejected" "It will not be paid; the contractor may send another.",
    }

    /// What can happen to an invoice.
    events InvoiceEvent {
        Submit "submit" "Send",
        Hold "hold" "Hold as incomplete",
        Complete "complete" "Complete",
        Return "return" "Give back as never completed",
        Dispute "dispute" "Dispute an amount",
        ResolveApprove "resolve_approve" "Settle the dispute and approve",
        ResolveReject "resolve_reject" "Settle the dispute and reject",
        Approve "approve" "Approve",
        Schedule "schedule" "Schedule the payment",
        Pay "pay" "Pay",
    }

    /// Every lawful move (GTC A.2.4).
    transitions {
        Draft + Submit => Received if "What it is about is accepted";
        Received + Hold => Held if "What is missing is named; the clock stands still";
        Held + Complete => Received if "The clock goes on";
        Held + Return => Rejected if "It was held for 7 days and not completed";
        Received + Dispute => Disputed if "The amount in dispute, and why";
        Disputed + ResolveApprove => Approved if "The amount that both sides agree on";
        Disputed + ResolveReject => Rejected if "A reason";
        Received + Approve => Approved if "Not above what is accepted";
        Approved + Schedule => Scheduled if "Due 30 days after the proper invoice was received";
        Scheduled + Pay => Paid if "Late payment bears interest";
    }
}
