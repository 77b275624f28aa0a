//! Within which weights the winner stays the winner, the tie rule included.
//!
//! When one weight moves and the others of its level keep their proportion, every score is a
//! straight line over that weight as long as the same bids may win. So the winner can change only
//! where two lines meet, where they come within one point of each other, or where a bid reaches
//! the least technical score. These points are solved for, and the winner is looked up at them and
//! between them, outwards from the published weight.

use rust_decimal::Decimal;

use super::lines::{Lines, middle};
use super::weighing::{Weighed, Weighing};
use crate::evaluation::contest::ContestError;

/// Where the weights end with which the winner stays the winner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Nowhere: the winner stays up to 0 or 100 percent.
    Never,
    /// Beyond this weight, percent, another bid wins, or nobody.
    Flips {
        /// The weight.
        at: Decimal,
        /// Who wins just beyond it.
        winner: Option<String>,
    },
}

/// The weights around the published one with which the winner stays the winner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stability {
    /// Towards 0.
    pub low: Bound,
    /// Towards 100.
    pub high: Bound,
}

/// How far the weight can move before the winner changes, the other weights of its level keeping
/// their proportion. None where nobody wins, and where it is the only weight of its level.
///
/// # Errors
/// When the method has no result with some weight on the way.
pub fn stability(weighing: &Weighing, which: Weighed) -> Result<Option<Stability>, ContestError> {
    let published = weighing.published(which);
    let Some(lines) = Lines::new(weighing, which)? else {
        return Ok(None);
    };
    let Some(winner) = lines.winner(published)? else {
        return Ok(None);
    };
    Ok(Some(Stability {
        low: search(&lines, winner, published, Decimal::ZERO)?,
        high: search(&lines, winner, published, Decimal::ONE_HUNDRED)?,
    }))
}

/// Goes from the published weight to an end until somebody else wins. Where nobody wins at one
/// point, whoever wins just beyond it is named.
fn search(
    lines: &Lines<'_>,
    winner: usize,
    published: Decimal,
    end: Decimal,
) -> Result<Bound, ContestError> {
    let flips = |at, bid: Option<usize>| Bound::Flips {
        at,
        winner: bid.map(|bid| lines.id(bid).to_owned()),
    };
    let (mut from, mut nobody_at) = (published, None);
    for corner in outwards(lines.corners()?, published, end) {
        let span = lines.between(from, corner)?;
        for point in outwards(span.meetings()?, from, corner) {
            let beyond = span.winner(middle(from, point)?)?;
            if beyond != Some(winner) || nobody_at.is_some() {
                let other = beyond.filter(|bid| *bid != winner);
                return Ok(flips(from, other));
            }
            // Who may win changes at the corner itself.
            let there = match point == corner {
                true => lines.winner(point)?,
                false => span.winner(point)?,
            };
            match there {
                None => nobody_at = Some(point),
                Some(there) if there != winner => return Ok(flips(point, Some(there))),
                Some(_) => {}
            }
            from = point;
        }
    }
    Ok(nobody_at.map_or(Bound::Never, |at| flips(at, None)))
}

/// The points strictly beyond `from` up to `end`, the nearest first, and `end` itself.
fn outwards(mut points: Vec<Decimal>, from: Decimal, end: Decimal) -> Vec<Decimal> {
    let up = end > from;
    points.retain(|point| {
        if up {
            *point > from && *point < end
        } else {
            *point < from && *point > end
        }
    });
    points.sort_unstable();
    points.dedup();
    if !up {
        points.reverse();
    }
    if end != from {
        points.push(end);
    }
    points
}
