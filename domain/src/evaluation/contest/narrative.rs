//! NCIA best value by narrative trade-off (General Bidding Instructions 4.6): ratings in words, compared by judgement.

use super::{Contest, ContestError, Judgement, Record};

/// Says only which offers may be chosen: there is no total, no ranking and no automatic choice.
pub(super) fn judge(contest: &Contest) -> Result<Judgement, ContestError> {
    let records = contest.records()?;
    let some = records.iter().any(Record::stands);
    Ok(Judgement {
        records,
        by_total: Vec::new(),
        ranking: Vec::new(),
        winner: None,
        tie_rule_used: false,
        tied: Vec::new(),
        best_and_final: false,
        open: some.then(|| {
            "The offers are compared in words: no figure ranks them, and a person decides with a reason.".to_owned()
        }),
    })
}
