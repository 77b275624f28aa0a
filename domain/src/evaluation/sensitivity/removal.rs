//! Would another bid have won if a losing one had not been there? Where a score depends on the
//! prices of others, as under the average price formula, it can happen.

use super::contest::{Contest, Verdict};
use crate::evaluation::ncia::EvaluationError;

/// A contest judged again without some of the bids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal<R> {
    /// The bids left out.
    pub removed: Vec<String>,
    /// The evaluation of the others.
    pub evaluation: R,
    /// Who comes first then.
    pub verdict: Verdict,
    /// The bid that had won does not win any more. Always false where nobody had won.
    pub winner_changes: bool,
}

/// Leaves out, one at a time, each bid that may win and did not. A bid on its own is not left
/// out: nothing would remain.
///
/// # Errors
/// As [`Contest::judge`].
pub fn leave_one_out<C: Contest>(
    contest: &C,
    full: &Verdict,
) -> Result<Vec<Removal<C::Record>>, EvaluationError> {
    let loser = |id: &&str| {
        full.ranking.len() > 1
            && full.ranking.iter().any(|other| other == id)
            && full.winner.as_deref() != Some(id)
    };
    let losers = contest.bids().into_iter().filter(loser);
    losers.map(|id| without(contest, full, &[id])).collect()
}

/// Leaves out all bids ranked third or lower at once; none where there are fewer than three.
///
/// # Errors
/// As [`Contest::judge`].
pub fn without_all_below_second<C: Contest>(
    contest: &C,
    full: &Verdict,
) -> Result<Option<Removal<C::Record>>, EvaluationError> {
    let below: Vec<_> = full.ranking.iter().skip(2).map(String::as_str).collect();
    if below.is_empty() {
        return Ok(None);
    }
    without(contest, full, &below).map(Some)
}

/// Judges again without the bids named in `removed`.
fn without<C: Contest>(
    contest: &C,
    full: &Verdict,
    removed: &[&str],
) -> Result<Removal<C::Record>, EvaluationError> {
    let rest = contest.without(removed);
    let evaluation = rest.judge()?;
    let verdict = rest.verdict(&evaluation);
    let named = |id: &&str| removed.contains(id);
    Ok(Removal {
        removed: contest
            .bids()
            .into_iter()
            .filter(named)
            .map(str::to_owned)
            .collect(),
        winner_changes: full.winner.is_some() && verdict.winner != full.winner,
        evaluation,
        verdict,
    })
}
