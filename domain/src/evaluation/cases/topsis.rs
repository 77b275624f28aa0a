//! TOPSIS: closeness to the best and the worst of each criterion. Analysis beside the published
//! method, never instead of it.

use rust_decimal::{Decimal, MathematicalOps};
use serde_json::{Value, json};

use super::InputError;
use super::answer::{fine, list};
use super::matrix::{Alternatives, Direction, best_first, read_alternatives};
use super::reader::Reader;
use crate::evaluation::arithmetic::{Exact, exact};

/// Vector-normalises, weighs, and measures the Euclidean distance to the best and to the worst
/// value of each criterion; closeness is the worst distance over the sum of both, and null where
/// all alternatives are the same.
pub(super) fn closeness(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("matrix")?;
    let alternatives = read_alternatives(inputs)?;
    let norms = column_norms(&place, &alternatives)?;
    let weighted = alternatives
        .rows
        .iter()
        .map(|row| normalise(&place, &alternatives, &norms, row))
        .collect::<Result<Vec<_>, _>>()?;
    let distances = |wanted: Direction| {
        let ideal = ideal(&alternatives, &weighted, wanted);
        let each = weighted.iter().map(|row| distance(&place, row, &ideal));
        each.collect::<Result<Vec<_>, _>>()
    };
    let d_plus = distances(Direction::Benefit)?;
    let d_minus = distances(Direction::Cost)?;
    let total = d_plus
        .iter()
        .zip(&d_minus)
        .map(|(plus, minus)| exact(*plus) + *minus);
    let close = total
        .zip(&d_minus)
        .map(|(total, minus)| (exact(*minus) / total).value().ok())
        .collect::<Vec<_>>();
    Ok(json!({
        "column_norms": list(&norms, fine),
        "d_plus": list(&d_plus, fine),
        "d_minus": list(&d_minus, fine),
        "closeness": close.iter().map(|each| each.map(fine)).collect::<Vec<_>>(),
        "ranking": best_first(&close),
    }))
}

fn column_norms(place: &Reader<'_>, of: &Alternatives) -> Result<Vec<Decimal>, InputError> {
    (0..of.weights.len())
        .map(|column| {
            let squares = of.rows.iter().map(|row| exact(row[column]) * row[column]);
            let norm = root(place, squares.sum())?;
            if norm.is_zero() {
                return Err(place.error(format!("criterion number {column} is zero for everyone")));
            }
            Ok(norm)
        })
        .collect()
}

fn normalise(
    place: &Reader<'_>,
    of: &Alternatives,
    norms: &[Decimal],
    row: &[Decimal],
) -> Result<Vec<Decimal>, InputError> {
    let columns = row.iter().zip(norms).zip(&of.weights);
    columns
        .map(|((figure, norm), weight)| place.calculate(exact(*figure) / *norm * *weight))
        .collect()
}

/// The best figure of each column for [`Direction::Benefit`], the worst for [`Direction::Cost`].
fn ideal(of: &Alternatives, rows: &[Vec<Decimal>], wanted: Direction) -> Vec<Decimal> {
    let columns = of.directions.iter().enumerate();
    columns
        .map(|(column, direction)| {
            let figures = rows.iter().map(|row| row[column]);
            let extreme = if *direction == wanted {
                figures.max()
            } else {
                figures.min()
            };
            extreme.unwrap_or_default()
        })
        .collect()
}

fn distance(place: &Reader<'_>, row: &[Decimal], ideal: &[Decimal]) -> Result<Decimal, InputError> {
    let gaps = row
        .iter()
        .zip(ideal)
        .map(|(figure, best)| exact(*figure) - *best);
    root(place, gaps.map(|gap| gap * gap).sum())
}

fn root(place: &Reader<'_>, square: Exact) -> Result<Decimal, InputError> {
    let square = place.calculate(square)?;
    square
        .sqrt()
        .ok_or_else(|| place.error("the square root of a negative number was asked for"))
}
