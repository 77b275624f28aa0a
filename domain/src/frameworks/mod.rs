//! Frameworks of several holders: who is asked next, when a holder joins and leaves, and what all of them may take together.
//!
//! A framework joins contracts that each have one holder. Holders are named by their number in the framework, from 1, in the
//! order in which they joined; the number is also the rank in a cascade. Amounts are minor units of the framework's currency.

mod cascade;
mod kinds;
mod terms;
mod turns;

pub use self::{
    cascade::{Asked, CascadeStep, DECLINES, cascade_step, declined_in_a_row},
    kinds::{AllocationRule, CallOffAnswer, OffRampGround},
    terms::{
        JoinRefused, LeaveRefused, OverCommonCeiling, PRE_COMPETED_YEARS, Ramp, StandingOfHolder,
        is_pre_competed, longest_years, may_join, may_leave, pre_competed_until, reason_needed,
        within_common_ceiling, years_end,
    },
    turns::{Seat, Turn, next_in_turn},
};
