//! Would another bid have won if a losing one had not been there? The average price formula
//! depends on every eligible price, so it can happen.

use crate::evaluation::ncia::{Bid, Evaluation, EvaluationError, Scheme, evaluate};

/// An evaluation repeated without some of the bids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The bids left out, in the order of the bids.
    pub removed: Vec<String>,
    /// The evaluation of the others.
    pub evaluation: Evaluation,
    /// The bid that had won does not win any more. Always false where nobody had won.
    pub winner_changes: bool,
}

/// Leaves out, one at a time, each eligible bid that did not win. A bid on its own is not left
/// out: nothing would remain.
///
/// # Errors
/// As [`evaluate`].
pub fn leave_one_out(
    scheme: &Scheme,
    bids: &[Bid],
    full: &Evaluation,
) -> Result<Vec<Removal>, EvaluationError> {
    let eligible = &full.outcome.ranking;
    let losers = bids
        .iter()
        .map(|bid| bid.id.as_str())
        .filter(|id| eligible.iter().any(|other| other == id) && full.winner() != Some(id));
    losers
        .filter(|_| eligible.len() > 1)
        .map(|id| without(scheme, bids, full, &[id]))
        .collect()
}

/// Leaves out all bids ranked third or lower at once; none where there are fewer than three.
///
/// # Errors
/// As [`evaluate`].
pub fn without_all_below_second(
    scheme: &Scheme,
    bids: &[Bid],
    full: &Evaluation,
) -> Result<Option<Removal>, EvaluationError> {
    let below: Vec<_> = full
        .outcome
        .ranking
        .iter()
        .skip(2)
        .map(String::as_str)
        .collect();
    if below.is_empty() {
        return Ok(None);
    }
    without(scheme, bids, full, &below).map(Some)
}

/// Repeats the evaluation without the bids named in `removed`.
///
/// # Errors
/// As [`evaluate`].
pub fn without(
    scheme: &Scheme,
    bids: &[Bid],
    full: &Evaluation,
    removed: &[&str],
) -> Result<Removal, EvaluationError> {
    let (out, kept): (Vec<_>, Vec<_>) = bids
        .iter()
        .cloned()
        .partition(|bid| removed.contains(&bid.id.as_str()));
    let evaluation = evaluate(scheme, &kept)?;
    let winner_changes = full.winner().is_some() && evaluation.winner() != full.winner();
    let removed = out.into_iter().map(|bid| bid.id).collect();
    Ok(Removal {
        removed,
        evaluation,
        winner_changes,
    })
}
