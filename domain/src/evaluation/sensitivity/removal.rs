//! Would another bid have won if a losing one had not been there? Where a score depends on the
//! prices of others, as under the average price formula, it can happen.

use super::contest::{Replay, Verdict};
use crate::evaluation::contest::ContestError;

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

/// The bids that may win and did not. A bid on its own is no loser: nothing would remain without it.
#[must_use]
pub fn losers<'a, C: Replay>(contest: &'a C, full: &Verdict) -> Vec<&'a str> {
    let loser = |id: &&str| {
        full.ranking.len() > 1
            && full.ranking.iter().any(|other| other == id)
            && full.winner.as_deref() != Some(id)
    };
    contest.ids().into_iter().filter(loser).collect()
}

/// Leaves out each of the [`losers`], one at a time.
///
/// # Errors
/// As [`Replay::replay`].
pub fn leave_one_out<C: Replay>(
    contest: &C,
    full: &Verdict,
) -> Result<Vec<Removal<C::Record>>, ContestError> {
    let losers = losers(contest, full).into_iter();
    losers
        .map(|id| judged_without(contest, full, &[id]))
        .collect()
}

/// Leaves out all bids ranked third or lower at once; none where there are fewer than three.
///
/// # Errors
/// As [`Replay::replay`].
pub fn without_all_below_second<C: Replay>(
    contest: &C,
    full: &Verdict,
) -> Result<Option<Removal<C::Record>>, ContestError> {
    let below: Vec<_> = full.ranking.iter().skip(2).map(String::as_str).collect();
    if below.is_empty() {
        return Ok(None);
    }
    judged_without(contest, full, &below).map(Some)
}

/// Judges again without the bids named in `removed`; `full` is the verdict with them.
///
/// # Errors
/// As [`Replay::replay`].
pub fn judged_without<C: Replay>(
    contest: &C,
    full: &Verdict,
    removed: &[&str],
) -> Result<Removal<C::Record>, ContestError> {
    let rest = contest.without(removed);
    let evaluation = rest.replay()?;
    let verdict = rest.verdict(&evaluation);
    let named = |id: &&str| removed.contains(id);
    Ok(Removal {
        removed: contest
            .ids()
            .into_iter()
            .filter(named)
            .map(str::to_owned)
            .collect(),
        winner_changes: full.winner.is_some() && verdict.winner != full.winner,
        evaluation,
        verdict,
    })
}
