//! Late milestones: how late, and what it costs under an NCIA contract.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{Answer, eur};
use super::reader::Reader;
use crate::evaluation::arithmetic::Exact;
use crate::evaluation::damages::{LateMilestone, liquidated_damages as assess};

/// More than a hundred years late is a typing error.
const MAX_DAYS_LATE: u32 = 36_525;

pub(super) fn liquidated_damages(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let value_place = inputs.field("contract_value_eur")?;
    let contract_value = value_place.positive()?;
    let place = inputs.field("milestones")?;
    let named = place.identified()?;
    let milestones = named
        .iter()
        .map(|(_, item)| read(item))
        .collect::<Result<Vec<_>, _>>()?;
    let damages = assess(contract_value, &milestones).map_err(|error| place.error(error))?;
    let total = place.calculate(damages.iter().map(|each| each.due).sum::<Exact>())?;
    let mut answer = Answer::default();
    answer.put(&place, "total", eur(total))?;
    for ((id, item), each) in named.iter().zip(&damages) {
        answer.put(item, *id, eur(each.due))?;
        let uncapped = format!("{id}_uncapped_by_contract");
        answer.put(item, uncapped, eur(each.capped_by_milestone))?;
    }
    Ok(answer.finish())
}

fn read(milestone: &Reader<'_>) -> Result<LateMilestone, InputError> {
    Ok(LateMilestone {
        value: milestone.field("value_eur")?.non_negative()?,
        days_late: milestone.field("days_late")?.whole(0, MAX_DAYS_LATE)?,
    })
}

/// Slip is the actual or else the forecast finish less a baseline, in calendar days; positive is
/// late. A milestone that is finished is not overdue.
pub(super) fn milestone_slip(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let original = inputs.field("original_baseline")?.date()?;
    let current = inputs.field("current_baseline")?.date()?;
    let status = inputs.field("status_date")?.date()?;
    let actual = inputs
        .optional("actual")?
        .map(|place| place.date())
        .transpose()?;
    let finish = match actual {
        Some(day) => day,
        None => inputs.field("forecast")?.date()?,
    };
    let overdue = if actual.is_some() {
        0
    } else {
        days(current, status).max(0)
    };
    let slip_current = days(current, finish);
    Ok(json!({
        "slip_vs_original_days": days(original, finish),
        "slip_vs_current_days": slip_current,
        "overdue_days_at_status_date": overdue,
        "slip_class": slip_class(slip_current),
    }))
}

fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Class by slip against the current baseline. A key milestone past its date is critical at once;
/// the document does not say which milestones are key.
fn slip_class(slip: i64) -> &'static str {
    match slip {
        ..=0 => "none",
        1..=30 => "minor",
        31..=90 => "moderate",
        91..=180 => "major",
        _ => "critical",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slip_classes_change_after_their_last_day() {
        let classes = [0, 1, 30, 31, 90, 91, 180, 181].map(slip_class);
        let expected = [
            "none", "minor", "minor", "moderate", "moderate", "major", "major", "critical",
        ];
        assert_eq!(classes, expected);
    }
}
