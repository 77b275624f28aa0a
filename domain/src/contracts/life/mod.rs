//! The hard moments of a contract's life: orders to stop, notices, force majeure, ends, and what may be done meanwhile.
//!
//! The days and the conditions of each move of [`crate::states::contract::ContractState`] are computed here; what a person
//! reads and what a use case refuses both come from these functions.

mod acts;
mod closeout;
mod days;
mod gate;
mod kinds;
mod letter;

pub use self::{
    acts::{Ask, LifeAct, Side},
    closeout::{
        FINAL_INVOICE_DAYS, StillOpen, StillOpenRefused, StillRunning, TaskKind, TaskList,
        TaskState, all_accepted, may_release, period_over,
    },
    days::{
        CLAIM_DAYS, CONVENIENCE_DAYS, FORCE_MAJEURE_DAYS, LifeRefused, NOTIFY_DAYS, PLAN_DAYS,
        STOP_DAYS, claim_by, claim_in_time, control_notified_by, convenience_day, convenience_from,
        cure_by, default_may_end, force_majeure_end_from, force_majeure_grounds,
        force_majeure_may_end, plan_by, stop_by, stop_until, takes_effect,
    },
    gate::{ContractAct, NotInState, may},
    kinds::{CureException, ForceMajeureCause, MomentEnd, MomentKind, MomentState},
    letter::{
        LETTER_DAYS, LETTER_PERCENT, LETTER_SHARE, LetterRefused, definitise_by, letter_day,
        letter_percent, liability_limit, share_reached,
    },
};
