//! ESA weighted marks (ESA/REG/001 rev. 6, articles 28 and 30): price carries no mark.

use super::{Contest, ContestError, Judgement};

/// Orders the acceptable offers by their weighted mark. Nobody wins by a formula: the board weighs marks and price.
pub(super) fn judge(contest: &Contest) -> Result<Judgement, ContestError> {
    let mut records = contest.records()?;
    for record in records.iter_mut().filter(|record| record.stands()) {
        record.total = record.technical;
    }
    let judged = Judgement::by_total(records, false);
    Ok(Judgement {
        winner: None,
        tied: Vec::new(),
        open: (!judged.ranking.is_empty()).then(|| {
            "Price carries no mark: the marks order the offers, and the evaluation board recommends one with its reason (ESA/REG/001 rev. 6, article 28).".to_owned()
        }),
        ..judged
    })
}
