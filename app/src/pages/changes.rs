//! Differences between two records, as people read them.

use crate::ui::{Change, format};
use backend::audit::{self, Told};

/// The changes of an event or between two moments, for the kit's tables.
#[must_use]
pub fn shown(changes: Vec<audit::Change>) -> Vec<Change> {
    let changes = changes.into_iter();
    changes
        .map(|change| Change::new(change.path, change.before.map(told), change.after.map(told)))
        .collect()
}

fn told(value: Told) -> String {
    match value {
        Told::Words(words) => words,
        Told::Money(money) => format::money_exact(money.minor, money.currency.code()),
        Told::Day(day) => format::date(day),
        Told::Moment(at) => format::date_time(at),
    }
}
