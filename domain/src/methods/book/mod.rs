//! The book of rules: one table for each body of law, each line dated and with its paragraph.
//!
//! A rule that changes is never edited: the old line gets its last day, the new one stands beside it, so that a past
//! decision can be read by the rule that held then. `docs/METHODS.md` says how to add one.

mod common;
mod nations;
mod nspa;
mod united_states;

use super::{Bound, Duty, Late, LateOffers, MethodRule, Offerers, PriceOpening, Standing, Step};
use chrono::NaiveDate;

/// Every rule, in the order of the tables.
pub fn all() -> impl Iterator<Item = &'static MethodRule> {
    [
        common::RULES,
        nspa::RULES,
        united_states::RULES,
        nations::RULES,
    ]
    .into_iter()
    .flatten()
}

/// A day of a table; a day that does not exist is the calendar's first, which a test refuses.
pub(crate) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// A step without conditions, to be narrowed with the struct update syntax.
const fn step(standing: Standing, why: &'static str, source: &'static str) -> Step {
    Step {
        commercial: None,
        above: None,
        up_to: None,
        standing,
        why,
        source,
    }
}

const fn duty(bound: Bound, text: &'static str, source: &'static str) -> Duty {
    Duty {
        bound,
        text,
        source,
    }
}

/// No source lets an authority tell anybody of the bidders before opening; hiding them is this project's own rule.
const HIDDEN: (Offerers, Bound, &str) = (
    Offerers::Hidden,
    Bound::Always,
    "own rule: no source provides for publication before opening",
);

/// NCIA's late-offer rule.
const GBI_LATE: LateOffers = LateOffers {
    late: Late::Exception,
    text: "Taken only before an award and without undue delay, when the purchaser is at fault, or when it is the only offer.",
    source: "GBI 2.4",
};

/// No source speaks of late offers by this method.
const LATE_REFUSED: LateOffers = LateOffers {
    late: Late::Refused,
    text: "No source provides for an exception.",
    source: "own rule",
};

/// NCIA opens prices in the order of the evaluation's steps.
const GBI_PRICE: (PriceOpening, &str) = (PriceOpening::ByScheme, "GBI 4.4");

/// No source asks for prices to be opened apart.
const PRICE_TOGETHER: (PriceOpening, &str) = (
    PriceOpening::Together,
    "own rule: no source asks for prices to be opened apart",
);
