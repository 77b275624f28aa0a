//! Closed lists of what can befall a contract, where it stands, and how it ended.

use crate::states::{Tone, named::named_enum};

named_enum! {
    /// What befalls a contract (GTC A.4.12-A.4.18, A.4.23).
    pub enum MomentKind {
        StopWork "stop_work" "Stop-work order" "Work pauses on the purchaser’s written order (GTC A.4.13).",
        LongerStop "longer_stop" "Longer stop" "Both parties agree that work pauses for more than 90 days (GTC A.4.13).",
        Default "default" "Notice of default" "A serious failure has to be cured within a month (GTC A.4.14-A.4.18).",
        Convenience "convenience" "Notice of termination" "The purchaser ends the contract without a failure, with notice (GTC A.4.14-A.4.18).",
        ForceMajeure "force_majeure" "Force majeure" "An outside cause that nobody could foresee prevents performance (GTC A.4.12).",
        Agreement "agreement" "Termination by agreement" "Both parties end the contract (GTC A.4.14-A.4.18).",
        Settlement "settlement" "Termination settlement" "What is still owed after the end, agreed by both parties.",
        Letter "letter" "Letter contract" "Work began before the terms are final: within 180 days or 40 % of the work they are (NSPA 12.2).",
        Definitisation "definitisation" "Final terms" "Both parties settle the terms of a letter contract (NSPA 12.2).",
        ControlChange "control_change" "Change of control" "Others control the contractor now; it is notified within 30 days (GTC A.4.23).",
        Novation "novation" "Novation" "The contract passes to another organisation, by modification only (GTC A.4.23).",
        StepIn "step_in" "Step-in" "Another supplier does a part of the work for a time (GTC A.4.14-A.4.18).",
    }
}

named_enum! {
    /// Where such a moment stands.
    pub enum MomentState {
        Told "told" "Told" "The contractor gave notice; the purchaser has to answer.",
        Proposed "proposed" "Proposed" "The purchaser proposes; the contractor has to answer.",
        Running "running" "Running" "It is in force.",
        Ended "ended" "Ended" "It is over.",
    }
}

impl MomentState {
    /// Whether something has to follow.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Ended)
    }

    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Told | Self::Proposed => Tone::Attention,
            Self::Running => Tone::Bad,
            Self::Ended => Tone::Neutral,
        }
    }
}

named_enum! {
    /// How such a moment ended.
    pub enum MomentEnd {
        Resumed "resumed" "Work resumed",
        Cured "cured" "Cured",
        Over "over" "Over",
        Terminated "terminated" "The contract was terminated",
        Agreed "agreed" "Agreed by both parties",
        Refused "refused" "Refused",
        Noted "noted" "Noted",
        Withdrawn "withdrawn" "Withdrawn",
        Overtaken "overtaken" "Overtaken by the end of the contract",
    }
}

named_enum! {
    /// What is said to prevent performance (own list: GTC A.4.12 sets the test and names war).
    pub enum ForceMajeureCause {
        ArmedConflict "armed_conflict" "Armed conflict" "In principle not unforeseeable: the contractor arranges beforehand not to default (GTC A.4.12(a)(3)).",
        NaturalDisaster "natural_disaster" "Natural disaster" "Earthquake, flood, storm.",
        SpaceEnvironment "space_environment" "Space weather or debris" "What no operator can steer clear of.",
        PublicAuthority "public_authority" "Act of a public authority" "An embargo, a closed range, a licence that is taken away without fault.",
        Epidemic "epidemic" "Epidemic" "Measures against it prevent the work.",
        Other "other" "Other cause" "Say which, and why nobody could foresee or avoid it.",
    }
}

impl ForceMajeureCause {
    /// Whether the cause is in principle foreseeable, so that the notice has to say why it was not here (GTC A.4.12(a)(3)).
    #[must_use]
    pub const fn is_foreseeable(self) -> bool {
        matches!(self, Self::ArmedConflict)
    }
}

named_enum! {
    /// Why a failure need not be given time to be cured (GTC A.4.14-A.4.18 lists exceptions; this short list is own design).
    pub enum CureException {
        Incurable "incurable" "It cannot be cured" "No act of the contractor could undo the failure.",
        Security "security" "Breach of security" "Classified or protected information, or a system, was exposed.",
        Eligibility "eligibility" "No longer eligible" "The contractor may not hold a contract of the Alliance any more.",
        Corruption "corruption" "Corrupt or fraudulent practice" "Found by a court or admitted.",
        Insolvency "insolvency" "Insolvency" "The contractor cannot pay its debts.",
    }
}
