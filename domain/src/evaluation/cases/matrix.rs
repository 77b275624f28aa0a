//! Alternatives by criteria, as the multi-criteria methods read them.

use rust_decimal::Decimal;

use super::InputError;
use super::reader::Reader;
use crate::evaluation::arithmetic::settled;

/// Whether more of a criterion is better.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// More is better.
    Benefit,
    /// Less is better.
    Cost,
}

/// One row per alternative, one column per criterion.
pub(super) struct Alternatives {
    pub(super) directions: Vec<Direction>,
    pub(super) weights: Vec<Decimal>,
    pub(super) rows: Vec<Vec<Decimal>>,
}

/// Reads `criteria` (names that end in "(benefit)" or "(cost)"), `weights` and `matrix`.
pub(super) fn read_alternatives(inputs: &Reader<'_>) -> Result<Alternatives, InputError> {
    let criteria = inputs.field("criteria")?.items()?;
    let directions = criteria
        .iter()
        .map(direction)
        .collect::<Result<Vec<_>, _>>()?;
    let place = inputs.field("weights")?;
    let weights = place.numbers(Reader::non_negative)?;
    expect_columns(&place, weights.len(), directions.len())?;
    if weights.iter().all(Decimal::is_zero) {
        return Err(place.error("all weights are zero"));
    }
    let mut rows = Vec::new();
    for row in inputs.field("matrix")?.items()? {
        let figures = row.numbers(Reader::decimal)?;
        expect_columns(&row, figures.len(), directions.len())?;
        rows.push(figures);
    }
    Ok(Alternatives {
        directions,
        weights,
        rows,
    })
}

fn direction(criterion: &Reader<'_>) -> Result<Direction, InputError> {
    let name = criterion.text()?;
    if name.ends_with("(benefit)") {
        Ok(Direction::Benefit)
    } else if name.ends_with("(cost)") {
        Ok(Direction::Cost)
    } else {
        Err(criterion.error(format!("{name:?} must end in \"(benefit)\" or \"(cost)\"")))
    }
}

fn expect_columns(place: &Reader<'_>, found: usize, expected: usize) -> Result<(), InputError> {
    if found == expected {
        return Ok(());
    }
    Err(place.error(format!("there are {found} numbers for {expected} criteria")))
}

/// Positions from the highest figure to the lowest; equal ones keep their order, those without a
/// figure come last.
pub(super) fn best_first(figures: &[Option<Decimal>]) -> Vec<usize> {
    let mut order: Vec<_> = (0..figures.len()).collect();
    order.sort_by_key(|position| std::cmp::Reverse(figures[*position].map(settled)));
    order
}
