//! One state machine per aggregate, each written as a table of transitions.
//!
//! A status is never written outside a transition: take the present state, [`apply`] the event, store the answer.
//! States and events are a design of this project; what must hold before a move is in each line's `guard`.

pub mod acceptance;
pub mod award;
pub mod complaint;
pub mod contract;
pub mod contribution;
pub mod damages;
pub mod declaration;
#[cfg(test)]
mod drawn;
pub mod evaluation;
pub mod inquiry;
pub mod invoice;
mod machine;
pub mod milestone;
pub mod modification;
pub(crate) mod named;
pub mod need;
pub mod offer;
pub mod option;
pub mod order;
pub mod rate;
pub mod registration;
pub mod solicitation;
#[cfg(test)]
mod tests;

pub use self::{
    acceptance::{AcceptanceEvent, AcceptanceState},
    award::{AwardEvent, AwardState},
    complaint::{ComplaintEvent, ComplaintState},
    contract::{ContractEvent, ContractState},
    contribution::{ContributionEvent, ContributionState},
    damages::{DamagesEvent, DamagesState},
    declaration::{DeclarationEvent, DeclarationState},
    evaluation::{EvaluationEvent, EvaluationState},
    inquiry::{InquiryEvent, InquiryState},
    invoice::{InvoiceEvent, InvoiceState},
    machine::{IllegalTransition, StateMachine, Tone, Transition, allowed, apply, transition},
    milestone::{MilestoneEvent, MilestoneState},
    modification::{ModificationEvent, ModificationState},
    named::{Term, UnknownName},
    need::{NeedEvent, NeedState},
    offer::{OfferEvent, OfferState},
    option::{OptionEvent, OptionState},
    order::{OrderEvent, OrderState},
    rate::{RateEvent, RateState},
    registration::{RegistrationEvent, RegistrationState},
    solicitation::{SolicitationEvent, SolicitationState},
};
