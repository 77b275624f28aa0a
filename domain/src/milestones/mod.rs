//! Milestones: four dates that are never overwritten, slip between them, and what the slip means.
//!
//! Days are calendar days; a positive figure is late.

mod assessment;
mod dates;
mod kinds;
mod network;
mod rates;
#[cfg(test)]
mod tests;

pub use self::{
    assessment::{Assessment, Facts, Rag, SlipClass, assess, slip_class},
    dates::{FourDates, forecast_drift, slip},
    kinds::{Attribution, CauseCode, Excusable, MilestoneClass, PaymentTrigger},
    network::{Network, Node, NotANetwork, Room, Shift, Wait},
    rates::{Baseline, OnTimeRate, on_time_rate},
};
