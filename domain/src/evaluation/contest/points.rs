//! Price turned into points and added to quality points: NSPA best value, and the weighted sums.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Contest, ContestError, Judgement, Plan, Record};
use crate::evaluation::arithmetic::{Exact, exact, mean};
use crate::evaluation::ncia::unfloored_price_score;
use crate::evaluation::ranking::{Standing, decide};
use crate::solicitations::{EqualPrices, EvaluationMethod as M};

/// How a price becomes points of 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceFormula {
    /// `100 * lowest / price`.
    RelativeToLowest,
    /// `100 * (highest - price) / (highest - lowest)`; where all prices are equal the quotient is 0/0 and this holds.
    MinMax(EqualPrices),
    /// `100 * (1 - price / (2 * average))`, not below 0.
    Average,
    /// `100 * (none - price) / (none - full)`, from 0 to 100, with two published prices.
    Threshold {
        /// Up to this price, all points.
        full: Decimal,
        /// From this price on, none.
        none: Decimal,
    },
}

/// What a formula needs to know of the eligible prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The lowest.
    pub lowest: Decimal,
    /// The highest.
    pub highest: Decimal,
    /// The mean.
    pub average: Decimal,
}

impl Field {
    /// The field of some prices; none without any.
    ///
    /// # Errors
    /// Overflow.
    pub fn of(prices: &[Decimal]) -> Result<Option<Self>, ContestError> {
        let (Some(lowest), Some(highest)) = (prices.iter().min(), prices.iter().max()) else {
            return Ok(None);
        };
        Ok(Some(Self {
            lowest: *lowest,
            highest: *highest,
            average: mean(prices).value()?,
        }))
    }
}

impl PriceFormula {
    /// The formula of a plan's method; none where the method does not turn prices into points.
    ///
    /// # Errors
    /// [`ContestError::Unpublished`] where a parameter is missing.
    pub fn of(plan: &Plan) -> Result<Option<Self>, ContestError> {
        let given = &plan.parameters;
        Ok(Some(match plan.method {
            M::RelativeLowestPrice => Self::RelativeToLowest,
            M::LinearMinMaxPrice => Self::MinMax(given.equal_prices.ok_or(
                ContestError::Unpublished("a rule for prices that are all equal"),
            )?),
            M::AverageBasedPrice | M::NspaBestValue | M::NciaBestValueNumerical => Self::Average,
            M::PublishedThresholdLinear => {
                let bounds = given.full_points_price.zip(given.no_points_price);
                let (full, none) =
                    bounds
                        .filter(|(full, none)| full < none)
                        .ok_or(ContestError::Unpublished(
                            "the prices of all and of no points",
                        ))?;
                Self::Threshold { full, none }
            }
            _ => return Ok(None),
        }))
    }

    /// The points of a price among `field`, unrounded, 0–100.
    ///
    /// # Errors
    /// Where the formula is undefined for these prices; overflow.
    pub fn points(self, price: Decimal, field: &Field) -> Result<Decimal, ContestError> {
        let all = Decimal::ONE_HUNDRED;
        let points: Exact = match self {
            Self::RelativeToLowest if price.is_zero() => {
                return Err(ContestError::Undefined("a price is zero"));
            }
            Self::RelativeToLowest => exact(all) * field.lowest / price,
            Self::MinMax(rule) if field.lowest == field.highest => exact(rule.points()),
            Self::MinMax(_) => {
                (exact(field.highest) - price) * all / (exact(field.highest) - field.lowest)
            }
            Self::Average if field.average.is_zero() => {
                return Err(ContestError::Undefined(
                    "the average of the eligible prices is zero",
                ));
            }
            Self::Average => exact(
                unfloored_price_score(price, field.average)
                    .map_err(|_| ContestError::Undefined("a price is negative"))?,
            )
            .at_least(Decimal::ZERO),
            Self::Threshold { full, none } => ((exact(none) - price) * all / (exact(none) - full))
                .at_least(Decimal::ZERO)
                .at_most(all),
        };
        Ok(points.value()?)
    }
}

pub(super) fn judge(contest: &Contest) -> Result<Judgement, ContestError> {
    let plan = &contest.plan;
    let weights = plan.level_one()?;
    let formula = PriceFormula::of(plan)?.ok_or(ContestError::Unpublished("a price formula"))?;
    let mut records = contest.records()?;
    let eligible = records.iter().filter(|record| record.stands());
    let prices: Vec<Decimal> = eligible.map(|record| record.price_eur).collect();
    if let Some(field) = Field::of(&prices)? {
        for record in records.iter_mut().filter(|record| record.stands()) {
            let points = formula.points(record.price_eur, &field)?;
            let technical = record.technical.unwrap_or_default();
            let quality = exact(technical) * weights.technical / 100;
            record.tie_break = Some(quality.value()?);
            record.price_points = Some(points);
            record.total = Some((quality + exact(points) * weights.price / 100).value()?);
        }
    }
    if plan.method != M::NspaBestValue {
        return Ok(Judgement::by_total(records, false));
    }
    let standings = records.iter().filter_map(standing).collect();
    let outcome = decide(standings);
    Ok(Judgement::by_one_point(
        records,
        outcome,
        "NSPA OI 4200-01, 8.1.3.5",
    ))
}

fn standing(record: &Record) -> Option<Standing<'_>> {
    Some(Standing {
        id: &record.id,
        score: record.total?,
        tie_break: record.tie_break?,
    })
}
