//! Identities of things: newtypes over UUID version 7, so that one kind of thing is never taken for another.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A person's account.
    AccountId,
    /// An organisation that offers or delivers, with its accounts bound to it.
    ProviderId,
    /// A published package inviting offers, and the process around it.
    SolicitationId,
    /// A coming need of the pipeline.
    NeedId,
    /// A request for information about a need.
    RequestId,
    /// A provider's binding response to a solicitation.
    OfferId,
    /// A stored, never edited, computation of an evaluation's result.
    ResultRunId,
    /// The decision to give a contract to one offer.
    AwardId,
    /// A signed agreement or vehicle.
    ContractId,
    /// Contracts of several holders under common terms.
    FrameworkId,
    /// A call-off under a contract.
    OrderId,
    /// A written change after signature.
    ModificationId,
    /// A dated deliverable of a contract.
    MilestoneId,
    /// A capability that contracts, training and the rest bring about together.
    CapabilityId,
    /// A multinational programme.
    ProgrammeId,
    /// What a nation promised to a programme.
    PledgeId,
    /// A stored file.
    DocumentId,
    /// One entry of the audit log.
    EventId,
    /// A signed-in browser.
    SessionId,
}
