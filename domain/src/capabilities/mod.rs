//! Capabilities: what the force can use, kept apart from what a contract delivers.
//!
//! A contract milestone may be accepted while the capability stays below IOC, because training or a ground segment is
//! missing (capability milestones, section 1). The layers are linked many-to-many and never mixed.

mod gating;
mod kinds;
#[cfg(test)]
mod tests;

pub use self::{
    gating::{Gate, Gating, Outlook, Undeclarable, may_declare, outlook},
    kinds::{CapabilityMilestoneKind, LineOfWork, WorkStatus},
};
