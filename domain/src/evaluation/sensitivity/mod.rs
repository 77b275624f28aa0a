//! Analysis after the fact: how firmly a result stands. The award follows the published method.

mod domination;
mod removal;
mod weights;

pub use domination::{Offer, dominated_by};
pub use removal::{Removal, leave_one_out, without, without_all_below_second};
pub use weights::{
    Criterion, Interval, TwoCriteria, break_even_price_weight, effective_weight,
    interval_of_first_place, two_criteria_score,
};
