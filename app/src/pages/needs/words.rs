//! Words that the pages of needs share.

use crate::ui::format;
use backend::needs::NeedRecord;
use chrono::NaiveDate;
use domain::methods::Method;
use domain::needs::expected;

/// An estimate as a range, in whole words.
pub fn range(low: Option<i64>, high: Option<i64>, currency: &str) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low != high => Some(format!(
            "{} to {}",
            format::money(low, currency),
            format::money(high, currency)
        )),
        (_, Some(high)) => Some(format::money(high, currency)),
        (Some(low), None) => Some(format::money(low, currency)),
        (None, None) => None,
    }
}

/// The estimate of a need.
pub fn estimate(need: &NeedRecord) -> Option<String> {
    range(need.low_minor, need.high_minor, need.currency.code())
}

/// The expected time with its days.
pub fn days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
    let shown = expected(from, to)?;
    let days = match (from, to) {
        (Some(from), Some(to)) if from != to => {
            format!("{} to {}", format::date(from), format::date(to))
        }
        (Some(day), _) | (None, Some(day)) => format::date(day),
        (None, None) => return Some(shown),
    };
    Some(format!("{shown} ({days})"))
}

/// The name of an expected method.
pub fn method(code: Option<&str>) -> Option<String> {
    let method: Method = code?.parse().ok()?;
    Some(method.label().to_owned())
}
