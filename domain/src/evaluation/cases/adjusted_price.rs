//! Quality expressed in money, or price divided by quality: no bid's figure depends on another's.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::InputError;
use super::answer::{Answer, eur};
use super::reader::Reader;
use crate::evaluation::arithmetic::{exact, settled};

/// A bid and the figure it is compared by; lower is better.
struct Evaluated<'a> {
    id: &'a str,
    figure: Decimal,
}

/// Value-adjusted total evaluated price (AFARS appendix AA, B-2): a credit per unit better than
/// the threshold, capped; worse than the threshold is unacceptable; the award is at the proposed
/// price. Lower values are better where the objective lies below the threshold.
pub(super) fn vatep(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let rule = read_credit_rule(inputs)?;
    let (mut credits, mut totals) = (Answer::default(), Answer::default());
    let (mut evaluated, mut rejected, mut proposed) = (Vec::new(), Vec::new(), Map::new());
    for (id, bid) in inputs.field("bids")?.identified()? {
        let price = bid.field("price_eur")?.non_negative()?;
        let Some(credit) = rule.credit(&bid)? else {
            rejected.push(id);
            continue;
        };
        let figure = bid.calculate(exact(price) - credit)?;
        credits.put(&bid, id, eur(credit))?;
        totals.put(&bid, id, eur(figure))?;
        proposed.insert(id.to_owned(), eur(price));
        evaluated.push(Evaluated { id, figure });
    }
    let lowest = lowest(&evaluated);
    Ok(json!({
        "credit_eur": credits.finish(),
        "total_evaluated_price_eur": totals.finish(),
        "rejected_below_threshold": rejected,
        "lowest_tep": lowest,
        "award_price_eur": lowest.and_then(|id| proposed.get(id)),
    }))
}

struct CreditRule {
    threshold: Decimal,
    lower_is_better: bool,
    per_unit: Decimal,
    cap: Decimal,
}

fn read_credit_rule(inputs: &Reader<'_>) -> Result<CreditRule, InputError> {
    let threshold = inputs.field("threshold")?.decimal()?;
    let place = inputs.field("objective")?;
    let objective = place.decimal()?;
    if objective == threshold {
        return Err(place.error("the objective equals the threshold, so nothing earns a credit"));
    }
    Ok(CreditRule {
        threshold,
        lower_is_better: objective < threshold,
        per_unit: inputs.field("credit_per_unit_eur")?.non_negative()?,
        cap: inputs.field("max_credit_eur")?.non_negative()?,
    })
}

impl CreditRule {
    /// The credit in euro; none where the bid misses the threshold.
    fn credit(&self, bid: &Reader<'_>) -> Result<Option<Decimal>, InputError> {
        let place = bid.field("value")?;
        let value = exact(place.decimal()?);
        let gain = value - self.threshold;
        let gain = place.calculate(if self.lower_is_better {
            exact(0) - gain
        } else {
            gain
        })?;
        if gain < Decimal::ZERO {
            return Ok(None);
        }
        place
            .calculate((exact(gain) * self.per_unit).at_most(self.cap))
            .map(Some)
    }
}

/// Price divided by quality points; the lowest quotient wins.
pub(super) fn quotient(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let evaluated = read_evaluated(inputs, |bid| {
        let quality = bid.field("quality_points")?.positive()?;
        let price = bid.field("price_eur")?.non_negative()?;
        bid.calculate(exact(price) / quality)
    })?;
    Ok(json!({ "eur_per_point": figures(&evaluated), "winner": lowest(&evaluated) }))
}

/// Price less the credits earned by quality; the lowest wins. The answer shows that leaving a bid
/// out never changes the order of the others.
pub(super) fn monetised(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let evaluated = read_evaluated(inputs, |bid| {
        let credit = bid.field("quality_credit_eur")?.non_negative()?;
        let price = bid.field("price_eur")?.non_negative()?;
        bid.calculate(exact(price) - credit)
    })?;
    let mut answer = Answer::default();
    answer.put(inputs, "evaluated_price_eur", figures(&evaluated))?;
    answer.put(inputs, "winner", json!(lowest(&evaluated)))?;
    let full = order(&evaluated, None);
    let mut reduced = Vec::new();
    for bid in &evaluated {
        let others = order(&evaluated, Some(bid.id));
        let winner = lowest_of(evaluated.iter().filter(|other| other.id != bid.id));
        answer.put(
            inputs,
            format!("winner_if_{}_withdraws", bid.id),
            json!(winner),
        )?;
        reduced.push(others);
    }
    for (position, first) in evaluated.iter().enumerate() {
        for second in &evaluated[position + 1..] {
            let key = format!("order_of_{}_and_{}_unchanged", first.id, second.id);
            let before = stands_before(&full, first.id, second.id);
            let same = |order: &Vec<&str>| {
                stands_before(order, first.id, second.id).is_none_or(|now| Some(now) == before)
            };
            answer.put(inputs, key, reduced.iter().all(same))?;
        }
    }
    Ok(answer.finish())
}

fn read_evaluated<'a>(
    inputs: &Reader<'a>,
    read: impl Fn(&Reader<'a>) -> Result<Decimal, InputError>,
) -> Result<Vec<Evaluated<'a>>, InputError> {
    let entries = inputs.entries()?.into_iter();
    entries
        .map(|(id, bid)| {
            Ok(Evaluated {
                id,
                figure: read(&bid)?,
            })
        })
        .collect()
}

fn figures(evaluated: &[Evaluated<'_>]) -> Value {
    let entries = evaluated
        .iter()
        .map(|bid| (bid.id.to_owned(), eur(bid.figure)));
    Value::Object(entries.collect())
}

/// The bids from the lowest figure to the highest, without `left_out`.
fn order<'a>(evaluated: &[Evaluated<'a>], left_out: Option<&str>) -> Vec<&'a str> {
    let mut bids: Vec<_> = evaluated
        .iter()
        .filter(|bid| Some(bid.id) != left_out)
        .collect();
    bids.sort_by_key(|bid| settled(bid.figure));
    bids.into_iter().map(|bid| bid.id).collect()
}

/// Whether `first` stands before `second`; none where one of them is missing.
fn stands_before(order: &[&str], first: &str, second: &str) -> Option<bool> {
    let place = |wanted: &str| order.iter().position(|id| *id == wanted);
    Some(place(first)? < place(second)?)
}

fn lowest<'a>(evaluated: &[Evaluated<'a>]) -> Option<&'a str> {
    lowest_of(evaluated.iter())
}

/// The bid with the lowest figure; none where two share it.
fn lowest_of<'a: 'b, 'b>(bids: impl Iterator<Item = &'b Evaluated<'a>> + Clone) -> Option<&'a str> {
    let least = bids.clone().map(|bid| settled(bid.figure)).min()?;
    let mut at_least = bids.filter(|bid| settled(bid.figure) == least);
    let winner = at_least.next().map(|bid| bid.id);
    if at_least.next().is_some() {
        None
    } else {
        winner
    }
}
