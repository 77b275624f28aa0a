//! The life of a need, from the idea to the solicitation that answers it.

use super::machine::machine;

machine! {
    "need" starts Idea, ends Turned | Dropped;

    /// Where a need stands.
    states NeedState {
        Idea Neutral "idea" "Idea" "Somebody has named a need; nothing is planned.",
        Planned Neutral "planned" "Planned" "It is planned, with an expected time.",
        MarketResearch Attention "market_research" "Market research" "Industry is being asked what it can offer.",
        Ready Good "ready" "Ready" "It can be turned into a solicitation.",
        Turned Good "turned" "Turned into a solicitation" "A solicitation answers it.",
        Dropped Bad "dropped" "Dropped" "It is not pursued any more.",
    }

    /// What can happen to a need.
    events NeedEvent {
        Plan "plan" "Plan",
        Research "research" "Begin market research",
        MakeReady "make_ready" "Mark as ready",
        Turn "turn" "Turn into a solicitation",
        Drop "drop" "Drop",
    }

    /// Every lawful move of a need (own design).
    transitions {
        Idea + Plan => Planned if "An expected time of publication is given";
        Idea + Drop => Dropped if "A reason is given";
        Planned + Research => MarketResearch;
        Planned + MakeReady => Ready if "Functional area, estimate and expected time are given";
        Planned + Drop => Dropped if "A reason is given";
        MarketResearch + MakeReady => Ready if "Functional area, estimate and expected time are given";
        MarketResearch + Drop => Dropped if "A reason is given";
        Ready + Research => MarketResearch;
        Ready + Turn => Turned if "A draft solicitation is made from it in the same step";
        Ready + Drop => Dropped if "A reason is given";
    }
}
