//! The life of an inquiry to one bidder about its opened offer.

use super::machine::machine;

machine! {
    "inquiry" starts Asked, ends Concluded;

    /// Where an inquiry stands.
    states InquiryState {
        Asked Attention "asked" "Asked" "The bidder has not answered.",
        Answered Attention "answered" "Answered" "The bidder has answered; the authority has not said what follows.",
        Concluded Neutral "concluded" "Concluded" "The authority has recorded what it finds, with its reason.",
    }

    /// What can happen to an inquiry.
    events InquiryEvent {
        Answer "answer" "Answer",
        Conclude "conclude" "Conclude",
        GiveUp "give_up" "Conclude without an answer",
    }

    /// Every lawful move (own design; an explanation is asked for before a low price may count against an offer, Directive
    /// 2014/24/EU article 69, GBI 4.8(f)).
    transitions {
        Asked + Answer => Answered;
        Answered + Conclude => Concluded if "With a reason";
        Asked + GiveUp => Concluded if "After the last day for the answer, with a reason";
    }
}
