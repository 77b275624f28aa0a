//! Capabilities: what the force can use and when, with the contract milestones, lines of work and Strategy items behind it.

pub(crate) mod change;
mod dates;
mod declare;
mod input;
mod links;
mod list;
mod record;
mod save;
mod served;
mod sheet;
mod standing;
mod write;

pub use dates::{DateInput, MilestoneInput, add_milestone, set_date};
pub use declare::{
    DeclareInput, ReservationInput, add_evidence, declare, lift_reservation, override_rag, reserve,
};
pub use input::{CapabilityDraft, CapabilityInput};
pub use links::{gate, link_contract, milestone_named, ungate, unlink_contract};
pub use list::{ListInput, ListRow, ListedMilestone, SortBy, list};
pub use record::{
    CapabilityDateChange, CapabilityMilestone, CapabilityRecord, Declaration, GateLink,
    LinkedContract, Note, RagOverride, Reservation, WorkLine,
};
pub(crate) use served::waiting;
pub use served::{Gated, Serving, gated_by, serving_code};
pub use sheet::{CapabilitySheet, GateRow, StrategyRow, sheet};
pub use standing::{Hindrance, Standing, gates_of, hindrances};
pub use write::{LineInput, add_line, change_line, create, edit, editable};
