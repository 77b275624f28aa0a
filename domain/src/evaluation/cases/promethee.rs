//! PROMETHEE II with the usual preference function: better is preferred, by however little.
//! Analysis beside the published method, never instead of it.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{list, score};
use super::matrix::{Alternatives, Direction, best_first, read_alternatives};
use super::reader::Reader;
use crate::evaluation::arithmetic::{Exact, exact};

/// Outranking flows: the mean over the others of the weights of the criteria on which an
/// alternative is better (plus) or worse (minus), and their difference.
pub(super) fn usual(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("matrix")?;
    let alternatives = read_alternatives(inputs)?;
    if alternatives.rows.len() < 2 {
        return Err(place.error("one alternative has no others to be compared with"));
    }
    let (mut plus, mut minus, mut net) = (Vec::new(), Vec::new(), Vec::new());
    for row in &alternatives.rows {
        let leaving = flow(&alternatives, |other| alternatives.preference(row, other));
        let entering = flow(&alternatives, |other| alternatives.preference(other, row));
        plus.push(place.calculate(leaving)?);
        minus.push(place.calculate(entering)?);
        net.push(place.calculate(leaving - entering)?);
    }
    let ranked: Vec<_> = net.iter().copied().map(Some).collect();
    Ok(json!({
        "phi_plus": list(&plus, score),
        "phi_minus": list(&minus, score),
        "phi_net": list(&net, score),
        "ranking": best_first(&ranked),
    }))
}

fn flow(of: &Alternatives, preference: impl Fn(&[Decimal]) -> Exact) -> Exact {
    // An alternative is never preferred to itself, so its own row adds nothing.
    of.rows.iter().map(|other| preference(other)).sum::<Exact>() / (of.rows.len() - 1)
}

impl Alternatives {
    /// Sum of the weights of the criteria on which `row` is better than `other`.
    fn preference(&self, row: &[Decimal], other: &[Decimal]) -> Exact {
        let columns = row
            .iter()
            .zip(other)
            .zip(self.directions.iter().zip(&self.weights));
        columns
            .filter(|((own, other), (direction, _))| match direction {
                Direction::Benefit => own > other,
                Direction::Cost => own < other,
            })
            .map(|(_, (_, weight))| exact(*weight))
            .sum()
    }
}
