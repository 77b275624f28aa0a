//! Quality expressed in money, or price divided by quality: no bid's figure depends on another's.

use rust_decimal::Decimal;

use super::{Bid, Contest, ContestError, Judgement, Measure, Plan, Record};
use crate::evaluation::arithmetic::exact;
use crate::solicitations::EvaluationMethod as M;

pub(super) fn judge(contest: &Contest) -> Result<Judgement, ContestError> {
    let mut records = contest.records()?;
    for (record, bid) in records.iter_mut().zip(&contest.bids) {
        if !record.stands() {
            continue;
        }
        match contest.plan.method {
            M::PriceQualityRatioQuotient => divide(record)?,
            M::Vatep => measure(&contest.plan, record, bid)?,
            _ => credit(&contest.plan, record)?,
        }
    }
    Ok(Judgement::by_total(records, true))
}

/// Price divided by quality points.
fn divide(record: &mut Record) -> Result<(), ContestError> {
    let technical = record.technical.unwrap_or_default();
    if technical.is_zero() {
        record.ineligible =
            Some("the technical score is zero, so there is no price per point".to_owned());
        return Ok(());
    }
    record.total = Some((exact(record.price_eur) / technical).value()?);
    Ok(())
}

/// The share of the most credit that the technical score earns is taken off the price.
fn credit(plan: &Plan, record: &mut Record) -> Result<(), ContestError> {
    let most = plan
        .parameters
        .most_credit
        .ok_or(ContestError::Unpublished("the most credit"))?;
    let earned = exact(most) * record.technical.unwrap_or_default() / 100;
    take_off(record, earned.value()?)
}

/// A credit for each unit better than the threshold, capped (AFARS appendix AA, B-2). Lower values are better where the
/// objective lies below the threshold; what misses the threshold is out before.
fn measure(plan: &Plan, record: &mut Record, bid: &Bid) -> Result<(), ContestError> {
    let given = &plan.parameters;
    let missing =
        || ContestError::Unpublished("threshold, objective, credit per unit and most credit");
    let Measure {
        threshold,
        objective,
        ..
    } = *plan.measure.as_ref().ok_or_else(missing)?;
    let per_unit = given.credit_per_unit.ok_or_else(missing)?;
    let cap = given.most_credit.ok_or_else(missing)?;
    let value = bid.measured.unwrap_or(threshold);
    let gain = if objective < threshold {
        exact(threshold) - value
    } else {
        exact(value) - threshold
    };
    take_off(record, (gain * per_unit).at_most(cap).value()?)
}

fn take_off(record: &mut Record, credit: Decimal) -> Result<(), ContestError> {
    record.credit = Some(credit);
    record.total = Some((exact(record.price_eur) - credit).value()?);
    Ok(())
}
