//! Cost and schedule against a baseline: earned value, unit cost breaches, default deviations.

use chrono::Months;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{list, score};
use super::reader::Reader;
use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact};

/// Earned value indices. A figure whose divisor is zero is not defined and null, not zero.
/// `ETC`, `VAC` and `TCPI_eac` rest on the estimate at completion by the cost performance index.
pub(super) fn earned_value(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let budget = exact(inputs.field("BAC")?.positive()?);
    let planned = exact(inputs.field("PV")?.non_negative()?);
    let earned = exact(inputs.field("EV")?.non_negative()?);
    let actual = exact(inputs.field("AC")?.non_negative()?);
    let remaining = budget - earned;
    let at_completion = budget * actual / earned;
    let by_both = actual + remaining * actual * planned / (earned * earned);
    let defined = |formula: Exact| match formula.value() {
        Err(ArithmeticError::DivisionByZero) => Ok(Value::Null),
        _ => inputs.calculate(formula).map(score),
    };
    Ok(json!({
        "CV": defined(earned - actual)?,
        "SV": defined(earned - planned)?,
        "CPI": defined(earned / actual)?,
        "SPI": defined(earned / planned)?,
        "EAC_cpi": defined(at_completion)?,
        "EAC_remaining_at_plan": defined(actual + remaining)?,
        "EAC_cpi_spi": defined(by_both)?,
        "ETC": defined(at_completion - actual)?,
        "VAC": defined(budget - at_completion)?,
        "TCPI_bac": defined(remaining / (budget - actual))?,
        "TCPI_eac": defined(remaining / (at_completion - actual))?,
        "percent_complete": defined(earned * 100 / budget)?,
    }))
}

/// Unit cost growth: significant from 15 percent over the current or 30 over the original
/// baseline, critical from 25 or 50 (CRS report R41293).
pub(super) fn nunn_mccurdy(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let classes = inputs
        .field("cases")?
        .items()?
        .iter()
        .map(growth_class)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(json!({ "class": classes }))
}

fn growth_class(case: &Reader<'_>) -> Result<&'static str, InputError> {
    let original = case.field("original")?.positive()?;
    let current = case.field("current_baseline")?.positive()?;
    let estimate = case.calculate(exact(case.field("estimate")?.non_negative()?) * 100)?;
    let reaches = |over_current: i32, over_original: i32| -> Result<bool, InputError> {
        let current = case.calculate(exact(current) * (100 + over_current))?;
        let original = case.calculate(exact(original) * (100 + over_original))?;
        Ok(estimate >= current || estimate >= original)
    };
    Ok(match (reaches(25, 50)?, reaches(15, 30)?) {
        (true, _) => "critical",
        (_, true) => "significant",
        _ => "none",
    })
}

/// Default limits: objective date plus six calendar months, objective cost plus 10 percent
/// (US Department of Defense Instruction 5000.02, 2015, enclosure 1). A day that the sixth month
/// lacks becomes its last day. The limit itself is still kept.
pub(super) fn baseline_deviation(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let (mut dates, mut late) = (Vec::new(), Vec::new());
    for case in list_of(inputs, "schedule")? {
        let place = case.field("objective")?;
        let threshold = place.date()?.checked_add_months(Months::new(6));
        let threshold = threshold.ok_or_else(|| place.error("the date is beyond the calendar"))?;
        late.push(case.field("current_estimate")?.date()? > threshold);
        dates.push(threshold);
    }
    let (mut limits, mut over) = (Vec::<Decimal>::new(), Vec::new());
    for case in list_of(inputs, "cost")? {
        let place = case.field("objective")?;
        let threshold = place.calculate(exact(place.non_negative()?) * 110 / 100)?;
        over.push(case.field("current_estimate")?.non_negative()? > threshold);
        limits.push(threshold);
    }
    Ok(json!({
        "schedule_threshold": dates,
        "schedule_breach": late,
        "cost_threshold": list(&limits, score),
        "cost_breach": over,
    }))
}

fn list_of<'a>(inputs: &Reader<'a>, name: &str) -> Result<Vec<Reader<'a>>, InputError> {
    inputs
        .optional(name)?
        .map_or_else(|| Ok(Vec::new()), |list| list.items_or_none())
}
