//! The closed lists of words about capabilities.

use crate::states::{Tone, named::named_enum};

named_enum! {
    /// A point in the life of a capability (capability milestones, section 3). What IOC and FOC mean is specific to the
    /// programme: the definition is written with the capability.
    pub enum CapabilityMilestoneKind {
        RequirementApproved "requirement_approved" "Requirement approved" "The requirement holder has approved what is needed.",
        FundingApproved "funding_approved" "Funding approved" "The money is approved.",
        ContractAwarded "contract_awarded" "Contract awarded" "The first contract that serves the capability is awarded.",
        ServiceStart "service_start" "Service start" "The service begins.",
        FirstData "first_data" "First data" "The first useful product has reached a user.",
        Ioc "IOC" "IOC" "Initial operational capability: the smallest useful form is there, and first users can employ and maintain it.",
        IncrementalOc "incremental_OC" "Incremental OC" "A further step between initial and full operational capability.",
        Foc "FOC" "FOC" "Full operational capability: all intended users have it and can employ and maintain it.",
        InServiceReview "in_service_review" "In-service review" "The capability in use is reviewed.",
        Disposal "disposal" "Disposal" "The capability is given up.",
    }
}

impl CapabilityMilestoneKind {
    /// Whether the declaring authority declares it, which open work and open contract milestones hinder. The others
    /// happen, and are recorded with their evidence.
    #[must_use]
    pub const fn is_declared(self) -> bool {
        matches!(self, Self::Ioc | Self::IncrementalOc | Self::Foc)
    }

    /// Whether a capability has it once only (own design): increments and reviews come again.
    #[must_use]
    pub const fn is_single(self) -> bool {
        !matches!(self, Self::IncrementalOc | Self::InServiceReview)
    }
}

named_enum! {
    /// The eight lines that a capability needs beside its contracts: DOTMLPF-I (capability milestones, section 11).
    pub enum LineOfWork {
        Doctrine "doctrine" "Doctrine",
        Organisation "organisation" "Organisation",
        Training "training" "Training",
        Materiel "materiel" "Materiel",
        Leadership "leadership" "Leadership and education",
        Personnel "personnel" "Personnel",
        Facilities "facilities" "Facilities",
        Interoperability "interoperability" "Interoperability",
    }
}

named_enum! {
    /// How far work on a line is (own design).
    pub enum WorkStatus {
        Planned "planned" "Not begun",
        InWork "in_work" "In work",
        Closed "closed" "Closed",
    }
}

impl WorkStatus {
    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Planned => Tone::Neutral,
            Self::InWork => Tone::Attention,
            Self::Closed => Tone::Good,
        }
    }
}
