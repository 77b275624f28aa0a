//! The life of a registration: written by an organisation that has no account yet, decided by the Alliance.

use super::machine::machine;

machine! {
    "registration" starts Writing, ends Accepted | Rejected;

    /// Where the registration of a provider organisation stands.
    states RegistrationState {
        Writing Neutral "writing" "Being written" "The organisation is writing; nobody else reads it.",
        Submitted Attention "submitted" "Waits for review" "The organisation has sent it; a reviewer has not decided.",
        AskedBack Attention "asked_back" "Asked back" "The reviewer asks for something; the organisation can change it and send it again.",
        Accepted Good "accepted" "Accepted" "The organisation is registered, and its contact person has an account.",
        Rejected Bad "rejected" "Rejected" "The organisation is not registered, for the reason that was given.",
    }

    /// What can happen to a registration.
    events RegistrationEvent {
        Submit "submit" "Send",
        AskBack "ask_back" "Ask back",
        Accept "accept" "Accept",
        Reject "reject" "Reject",
    }

    /// Every lawful move (own design).
    transitions {
        Writing + Submit => Submitted if "Every step is complete, and the contact person declares that it is true";
        AskedBack + Submit => Submitted if "As before";
        Submitted + AskBack => AskedBack if "With what is asked";
        Submitted + Accept => Accepted if "No other organisation has one of its identifiers";
        Submitted + Reject => Rejected if "With a reason";
    }
}
