//! Analytic hierarchy process: weights from pairwise comparisons. Only to set weights before they
//! are published.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::InputError;
use super::answer::{fine, list};
use super::reader::Reader;
use crate::evaluation::arithmetic::{ArithmeticError, Exact, exact};

/// Most criteria that are compared in pairs.
const MAX_CRITERIA: usize = 10;

/// Largest ratio that a comparison may state; the scale of the method ends at 9.
const MAX_RATIO: Decimal = Decimal::ONE_HUNDRED;

/// Smallest ratio, the mirror image of the largest.
const MIN_RATIO: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Judgements are consistent up to this consistency ratio.
const CONSISTENT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Rounds of iteration after which the figures have long stopped changing.
const ROUNDS: usize = 1000;

/// Two rounds that differ by less have converged.
const PRECISION: Decimal = Decimal::from_parts(1, 0, 0, false, 18);

/// How far the product of a comparison and its reverse may be from 1: people write 0.33 for 1/3.
const RECIPROCITY: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

type Matrix = Vec<Vec<Decimal>>;

/// Weights by the principal eigenvector and by geometric means, with the consistency ratio.
pub(super) fn weights(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let place = inputs.field("matrix")?;
    let matrix = read_matrix(&place)?;
    let random_index = read_random_index(inputs, matrix.len())?;
    let failed = |error: ArithmeticError| place.error(error);
    let (vector, lambda) = principal_eigenvector(&matrix).map_err(failed)?;
    let means = geometric_means(&matrix).map_err(failed)?;
    let order = matrix.len();
    let index = place.calculate((exact(lambda) - order) / (order - 1))?;
    // Two criteria cannot contradict each other; their random index is zero.
    let ratio = if random_index.is_zero() {
        Decimal::ZERO
    } else {
        place.calculate(exact(index) / random_index)?
    };
    Ok(json!({
        "eigenvector_weights": list(&vector, fine),
        "geometric_mean_weights": list(&means, fine),
        "lambda_max": fine(lambda),
        "consistency_index": fine(index),
        "consistency_ratio": fine(ratio),
        "consistent": ratio <= CONSISTENT,
    }))
}

fn read_matrix(place: &Reader<'_>) -> Result<Matrix, InputError> {
    let rows = place.items()?;
    if !(2..=MAX_CRITERIA).contains(&rows.len()) {
        return Err(place.error(format!(
            "expected 2 to {MAX_CRITERIA} rows, found {}",
            rows.len()
        )));
    }
    let mut matrix = Matrix::new();
    for row in &rows {
        let entries = row.items()?;
        if entries.len() != rows.len() {
            return Err(row.error(format!(
                "expected {} entries, found {}",
                rows.len(),
                entries.len()
            )));
        }
        matrix.push(entries.iter().map(read_ratio).collect::<Result<_, _>>()?);
    }
    for (i, row) in rows.iter().enumerate() {
        for (j, entry) in row.items()?.iter().enumerate() {
            let product = entry.calculate(exact(matrix[i][j]) * matrix[j][i])?;
            if (product - Decimal::ONE).abs() > RECIPROCITY {
                return Err(entry.error("the entry and its mirror image must multiply to 1"));
            }
        }
    }
    Ok(matrix)
}

/// A number, or a text such as "1/3".
fn read_ratio(entry: &Reader<'_>) -> Result<Decimal, InputError> {
    let ratio = match entry.text() {
        Ok(text) => {
            let fraction = text.split_once('/').unwrap_or((text, "1"));
            let part = |digits: &str| digits.trim().parse::<Decimal>().map(Exact::from);
            let (Ok(above), Ok(below)) = (part(fraction.0), part(fraction.1)) else {
                return Err(entry.error(format!(
                    "{text:?} is neither a number nor a fraction such as \"1/3\""
                )));
            };
            entry.calculate(above / below)?
        }
        Err(_) => entry.decimal()?,
    };
    if !(MIN_RATIO..=MAX_RATIO).contains(&ratio) {
        return Err(entry.error("a comparison lies from 1/100 to 100"));
    }
    Ok(ratio)
}

/// The document's random index, or the published one for this number of criteria.
fn read_random_index(inputs: &Reader<'_>, order: usize) -> Result<Decimal, InputError> {
    if let Some(place) = inputs.optional("random_index")? {
        return place.non_negative();
    }
    let hundredths = match order {
        2 => 0,
        3 => 58,
        4 => 90,
        5 => 112,
        6 => 124,
        7 => 132,
        8 => 141,
        _ => return Err(inputs.error(format!("state a random_index for {order} criteria"))),
    };
    Ok(Decimal::new(hundredths, 2))
}

/// Power iteration: the vector (sum 1) and its eigenvalue.
fn principal_eigenvector(matrix: &Matrix) -> Result<(Vec<Decimal>, Decimal), ArithmeticError> {
    let start = (exact(1) / matrix.len()).value()?;
    let mut vector = vec![start; matrix.len()];
    for _ in 0..ROUNDS {
        let (next, _) = multiply(matrix, &vector)?;
        let moved = next
            .iter()
            .zip(&vector)
            .any(|(new, old)| (*new - *old).abs() > PRECISION);
        vector = next;
        if !moved {
            break;
        }
    }
    // The vector adds up to one, so the sum of its image is the eigenvalue.
    let (_, lambda) = multiply(matrix, &vector)?;
    Ok((vector, lambda))
}

/// The image of the vector scaled to the sum 1, and the sum it had.
fn multiply(
    matrix: &Matrix,
    vector: &[Decimal],
) -> Result<(Vec<Decimal>, Decimal), ArithmeticError> {
    let product = |row: &Vec<Decimal>| {
        let terms = row
            .iter()
            .zip(vector)
            .map(|(entry, weight)| exact(*entry) * *weight);
        terms.sum::<Exact>().value()
    };
    let image = matrix.iter().map(product).collect::<Result<Vec<_>, _>>()?;
    Ok((
        scale(&image)?,
        image.iter().copied().sum::<Exact>().value()?,
    ))
}

fn scale(figures: &[Decimal]) -> Result<Vec<Decimal>, ArithmeticError> {
    let total = figures.iter().copied().sum::<Exact>();
    figures
        .iter()
        .map(|figure| (exact(*figure) / total).value())
        .collect()
}

/// Geometric mean of each row, scaled to the sum 1.
fn geometric_means(matrix: &Matrix) -> Result<Vec<Decimal>, ArithmeticError> {
    let mean = |row: &Vec<Decimal>| {
        // Roots first: the product of a long row would leave the range of a decimal.
        let roots = row
            .iter()
            .map(|entry| nth_root(*entry, row.len()).map(exact));
        roots
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .fold(exact(1), |all, root| all * root)
            .value()
    };
    let means = matrix.iter().map(mean).collect::<Result<Vec<_>, _>>()?;
    scale(&means)
}

/// Newton's iteration from above, where it only ever comes down to the root.
fn nth_root(figure: Decimal, degree: usize) -> Result<Decimal, ArithmeticError> {
    let mut root = figure.max(Decimal::ONE);
    for _ in 0..ROUNDS {
        let power = (1..degree).fold(exact(1), |all, _| all * root);
        let next = ((exact(root) * (degree - 1) + exact(figure) / power) / degree).value()?;
        if (root - next).abs() <= PRECISION {
            return Ok(next);
        }
        root = next;
    }
    Ok(root)
}
