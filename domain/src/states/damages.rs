//! The life of an assessment of delay damages: proposed by one officer, decided by another.

use super::machine::machine;

machine! {
    "damages" starts Proposed, ends Confirmed | Waived;

    /// Where an assessment of delay damages stands. Its figures never change; only this does.
    states DamagesState {
        Proposed Attention "proposed" "Waits for a second person" "One officer assessed it; another confirms or waives it.",
        Confirmed Bad "confirmed" "Confirmed" "It is set off against the next invoices.",
        Waived Neutral "waived" "Waived" "The purchaser does not ask for it, for the reason on record.",
    }

    /// What can happen to an assessment.
    events DamagesEvent {
        Confirm "confirm" "Confirm",
        Waive "waive" "Waive",
    }

    /// Every lawful move (own design).
    transitions {
        Proposed + Confirm => Confirmed if "By another person than who assessed it";
        Proposed + Waive => Waived if "By another person than who assessed it, with a reason";
    }
}
