//! NATO common funding: which method a value allows, and when a contract may be signed.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::reader::Reader;

/// Established Financial Limit, level E, in euro (Procurement Policy for NATO Common Funding 27).
const LEVEL_E: i64 = 1_600_000;

/// Calendar days of the NATO standstill (NATO Competitive Procurement 29, appendix 1, 11.2).
const NATO_DAYS: u64 = 15;

/// Working days of the British standstill (Procurement Act 2023, section 51).
const UK_WORKING_DAYS: usize = 8;

/// Methods open to a NATO agency by estimated value in euro, options over the whole duration
/// included (Procurement Policy 27 and appendix 1).
pub(super) fn method_by_threshold(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let available = inputs
        .field("cases")?
        .items()?
        .iter()
        .map(|case| {
            let value = case.field("value")?.non_negative()?;
            Ok(methods_for(
                value,
                case.field("cots_or_commercial_service")?.boolean()?,
            ))
        })
        .collect::<Result<Vec<_>, InputError>>()?;
    Ok(json!({ "methods_available_to_a_NATO_agency": available }))
}

fn methods_for(value: Decimal, commercial: bool) -> &'static [&'static str] {
    let up_to = |levels: i64| value <= Decimal::from(LEVEL_E * levels);
    match commercial {
        _ if up_to(1) => &["any_at_authority_choice"],
        true if up_to(2) => &["NCP", "limited_competition", "pre_competed_award"],
        true if up_to(6) => &["NCP", "pre_competed_award"],
        _ => &["NCP"],
    }
}

/// Last day of the standstill and the first day on which a contract may be signed. NATO counts
/// calendar days from the day after notification; the United Kingdom counts working days and
/// begins with the day of publication. NCIA moves a last day on which it is closed to the next
/// open day: at the weekend, and on the days of the optional list `ncia_closed_days`.
pub(super) fn standstill_dates(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("notified_or_published")?;
    let start = place.date()?;
    let uk_holidays = read_days(inputs, "uk_holidays")?;
    let ncia_closed = read_days(inputs, "ncia_closed_days")?;
    let dates = || {
        let nato = start.checked_add_days(Days::new(NATO_DAYS))?;
        let ncia = next_open_days(nato, &ncia_closed).next()?;
        let uk = next_open_days(start, &uk_holidays).nth(UK_WORKING_DAYS - 1)?;
        Some(json!({
            "nato_last_day": nato,
            "nato_earliest_signature": nato.succ_opt()?,
            "ncia_last_day": ncia,
            "ncia_earliest_signature": ncia.succ_opt()?,
            "uk_last_day": uk,
            "uk_earliest_signature": uk.succ_opt()?,
        }))
    };
    dates().ok_or_else(|| place.error("the standstill ends beyond the calendar"))
}

fn read_days(inputs: &Reader<'_>, name: &str) -> Result<BTreeSet<NaiveDate>, InputError> {
    match inputs.optional(name)? {
        Some(list) => list.items_or_none()?.iter().map(Reader::date).collect(),
        None => Ok(BTreeSet::new()),
    }
}

/// Open days from `first` on, `first` itself included.
fn next_open_days(
    first: NaiveDate,
    closed: &BTreeSet<NaiveDate>,
) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().filter(|day| {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !closed.contains(day)
    })
}
