//! The life of an option: the purchaser's one-sided right to extend or buy more.

use super::machine::machine;

machine! {
    "option" starts Unavailable, ends Exercised | Lapsed | Declined;

    /// Where an option stands.
    states OptionState {
        Unavailable Neutral "unavailable" "Not yet available" "Its window has not opened.",
        Available Attention "available" "Available" "It can be exercised; notice is due in time.",
        Noticed Attention "noticed" "Notice given" "The contractor knows that the option will be used.",
        PartlyExercised Attention "partly_exercised" "Partly exercised" "A part is used; the rest can still be used before it lapses.",
        Exercised Good "exercised" "Exercised" "It is part of the contract.",
        Lapsed Neutral "lapsed" "Lapsed" "Its deadline passed unused.",
        Declined Neutral "declined" "Declined" "The purchaser decided not to use it.",
    }

    /// What can happen to an option.
    events OptionEvent {
        WindowOpens "window_opens" "Open the window",
        Notify "notify" "Give notice",
        Modify "modify" "Exercise by modification",
        ModifyPart "modify_part" "Exercise a part",
        ModifyRest "modify_rest" "Exercise the rest",
        Expire "expire" "Let lapse",
        Decline "decline" "Decline",
    }

    /// Every lawful move of an option (GTC A.4.1; otherwise own design).
    transitions {
        Unavailable + WindowOpens => Available;
        Available + Notify => Noticed if "At least the notice days (60 by default) before expiry";
        Available + ModifyPart => PartlyExercised;
        Available + Expire => Lapsed if "The deadline has passed";
        Available + Decline => Declined;
        Noticed + Modify => Exercised if "A unilateral modification is issued";
        Noticed + Expire => Lapsed if "The contract ended before the modification";
        PartlyExercised + ModifyRest => Exercised if "Before it lapses";
        PartlyExercised + Expire => Lapsed;
    }
}
