//! Price turned into points by comparison with the other bids: relative to the lowest price, and
//! linear between the lowest and the highest. Both can change the winner when a loser leaves.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::InputError;
use super::answer::{Answer, score};
use super::reader::Reader;
use crate::evaluation::arithmetic::{Exact, exact, settled};

struct Bid<'a> {
    id: &'a str,
    price: Decimal,
    quality: Decimal,
}

/// The published formula with its maximum points.
struct Scheme {
    price_points: Decimal,
    quality_points: Decimal,
    formula: Formula,
}

#[derive(Clone, Copy)]
enum Formula {
    /// `M * lowest / price`.
    RelativeToLowest,
    /// `M * (highest - price) / (highest - lowest)`; where all prices are equal the quotient is
    /// 0/0 and everyone gets this share of the points.
    MinMax { share_if_equal: Decimal },
}

/// `M * lowest / price` plus quality points.
pub(super) fn relative_lowest(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let scheme = read_scheme(inputs, Formula::RelativeToLowest)?;
    let place = inputs.field("bids")?;
    let bids = read_bids(&place, Reader::positive)?;
    Ok(compare(&scheme, &place, &bids)?.finish())
}

/// `M * (highest - price) / (highest - lowest)` plus quality points.
pub(super) fn linear_min_max(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let share_if_equal = read_equal_price_rule(inputs)?;
    let scheme = read_scheme(inputs, Formula::MinMax { share_if_equal })?;
    let place = inputs.field("bids")?;
    let bids = read_bids(&place, Reader::non_negative)?;
    let mut answer = compare(&scheme, &place, &bids)?;
    let price = Decimal::ONE;
    let level: Vec<_> = bids.iter().map(|bid| Bid { price, ..*bid }).collect();
    let everyone: Vec<_> = level.iter().collect();
    let scores = score_all(&scheme, &place, &everyone)?;
    answer.put(&place, "equal_price_scores", shown(&everyone, &scores))?;
    Ok(answer.finish())
}

fn read_equal_price_rule(inputs: &Reader<'_>) -> Result<Decimal, InputError> {
    let Some(place) = inputs.optional("equal_price_rule")? else {
        return Ok(Decimal::ONE);
    };
    match place.text()? {
        "full price points for all" => Ok(Decimal::ONE),
        "half price points for all" => Ok(Decimal::new(5, 1)),
        "no price points for all" => Ok(Decimal::ZERO),
        other => Err(place.error(format!(
            "the rule {other:?} is not known; known rules are \"full price points for all\", \
             \"half price points for all\" and \"no price points for all\""
        ))),
    }
}

fn read_scheme(inputs: &Reader<'_>, formula: Formula) -> Result<Scheme, InputError> {
    Ok(Scheme {
        price_points: inputs.field("price_points")?.non_negative()?,
        quality_points: inputs.field("quality_points")?.non_negative()?,
        formula,
    })
}

fn read_bids<'a>(
    place: &Reader<'a>,
    read_price: impl Fn(&Reader<'a>) -> Result<Decimal, InputError>,
) -> Result<Vec<Bid<'a>>, InputError> {
    let entries = place.entries()?.into_iter();
    let read = |(id, bid): (&'a str, Reader<'a>)| {
        let price = read_price(&bid.field("price")?)?;
        Ok(Bid {
            id,
            price,
            quality: bid.field("quality_0_100")?.percent()?,
        })
    };
    entries.map(read).collect()
}

/// Scores with all bids and without each of them.
fn compare(scheme: &Scheme, place: &Reader<'_>, bids: &[Bid<'_>]) -> Result<Answer, InputError> {
    let mut answer = Answer::default();
    let everyone: Vec<_> = bids.iter().collect();
    let scores = score_all(scheme, place, &everyone)?;
    let winner = best(&everyone, &scores);
    answer.put(place, "scores_all", shown(&everyone, &scores))?;
    answer.put(place, "winner_all", json!(winner))?;
    let mut reversal = false;
    for left_out in bids.iter().filter(|_| bids.len() > 1) {
        let others: Vec<_> = bids.iter().filter(|bid| bid.id != left_out.id).collect();
        let scores = score_all(scheme, place, &others)?;
        let new_winner = best(&others, &scores);
        answer.put(
            place,
            format!("scores_without_{}", left_out.id),
            shown(&others, &scores),
        )?;
        answer.put(
            place,
            format!("winner_without_{}", left_out.id),
            json!(new_winner),
        )?;
        reversal |= winner.is_some() && winner != Some(left_out.id) && new_winner != winner;
    }
    answer.put(place, "rank_reversal", reversal)?;
    Ok(answer)
}

fn score_all(
    scheme: &Scheme,
    place: &Reader<'_>,
    bids: &[&Bid<'_>],
) -> Result<Vec<Decimal>, InputError> {
    let prices = || bids.iter().map(|bid| bid.price);
    let lowest = prices().min().unwrap_or_default();
    let highest = prices().max().unwrap_or_default();
    bids.iter()
        .map(|bid| {
            let price = price_points(scheme, bid.price, lowest, highest);
            place.calculate(price + exact(scheme.quality_points) * bid.quality / 100)
        })
        .collect()
}

fn price_points(scheme: &Scheme, price: Decimal, lowest: Decimal, highest: Decimal) -> Exact {
    let most = exact(scheme.price_points);
    match scheme.formula {
        Formula::RelativeToLowest => most * lowest / price,
        Formula::MinMax { share_if_equal } if lowest == highest => most * share_if_equal,
        Formula::MinMax { .. } => most * (exact(highest) - price) / (exact(highest) - lowest),
    }
}

fn shown(bids: &[&Bid<'_>], scores: &[Decimal]) -> Value {
    let entries = bids
        .iter()
        .zip(scores)
        .map(|(bid, points)| (bid.id.to_owned(), score(*points)));
    Value::Object(entries.collect::<Map<_, _>>())
}

/// The bid with the most points; none where two share them.
fn best<'a>(bids: &[&Bid<'a>], scores: &[Decimal]) -> Option<&'a str> {
    let most = scores.iter().map(|points| settled(*points)).max()?;
    let mut first = bids
        .iter()
        .zip(scores)
        .filter(|(_, points)| settled(**points) == most);
    let winner = first.next().map(|(bid, _)| bid.id);
    if first.next().is_some() { None } else { winner }
}
