//! Milestones: four dates that are never overwritten, slip between them, and what the slip means.
//!
//! Days are calendar days; a positive figure is late.

mod acceptance;
mod assessment;
mod dates;
mod kinds;
mod network;
mod rates;
#[cfg(test)]
mod tests;

pub use self::{
    acceptance::{
        ANSWER_DAYS, DefectClass, OpenDefects, RemedyKind, StageFacts, StageRefused, TEST_DAYS,
        UserOpinion, WARRANTY_MONTHS, answer_due, may_step, test_ends, warranty_ends,
    },
    assessment::{Assessment, Facts, Rag, SlipClass, assess, slip_class},
    dates::{FourDates, forecast_drift, slip},
    kinds::{Attribution, CauseCode, Excusable, MilestoneClass, PaymentTrigger},
    network::{Network, Node, NotANetwork, Room, Shift, Wait},
    rates::{Baseline, OnTimeRate, on_time_rate},
};
