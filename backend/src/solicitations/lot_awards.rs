//! Where the lots of a solicitation stand, for its page.

use super::record::SolicitationRecord;
use domain::awards::stage_of_lot;
use domain::money::Money;
use domain::solicitations::Portion;
use domain::states::{AwardState, SolicitationState};

/// How a lot, or a line that is awarded singly, came out.
#[derive(Clone, Debug)]
pub struct LotOutcome {
    /// The lot.
    pub portion: Portion,
    /// Where it stands, in the words of a solicitation.
    pub stage: SolicitationState,
    /// Who gets it at which price as submitted: for who reads recommendations once the bidders were told, for everybody once
    /// the contract is signed.
    pub winner: Option<(String, Option<Money>)>,
    /// Reference of the contract that came of it.
    pub contract: Option<String>,
}

/// The awards and the ends without one as the statement joins them: a line for each lot, its parts between tabs.
pub(super) fn outcomes(
    record: &SolicitationRecord,
    (awards, ended): (Option<&str>, Option<&str>),
    early: bool,
) -> Vec<LotOutcome> {
    let rules = record.scheme.as_ref().map(|scheme| scheme.lots);
    let Some(rules) = rules.filter(|_| record.opened_at.is_some()) else {
        return Vec::new();
    };
    let portions = rules.portions(&record.lots, &record.price_schedule);
    let outcome = |portion: Portion| {
        let awards = awards.unwrap_or_default().lines();
        let award = awards
            .filter_map(parsed)
            .find(|award| award.lot == portion.code);
        let ended = ended.unwrap_or_default().lines();
        let ended = ended.into_iter().any(|lot| lot == portion.code);
        let stage = stage_of_lot(award.as_ref().map(|award| award.status), ended);
        let known = early || stage == SolicitationState::Concluded;
        let award = award.filter(|_| known);
        let contract = award.as_ref().and_then(|award| award.contract.clone());
        let winner = award.map(|award| award.winner);
        LotOutcome {
            contract,
            portion,
            stage,
            winner,
        }
    };
    portions.into_iter().map(outcome).collect()
}

struct Award<'a> {
    lot: &'a str,
    status: AwardState,
    winner: (String, Option<Money>),
    contract: Option<String>,
}

fn parsed(line: &str) -> Option<Award<'_>> {
    let mut parts = line.split('\t');
    let (lot, status) = (parts.next()?, parts.next()?.parse().ok()?);
    let name = parts.next()?.to_owned();
    let minor: Option<i64> = parts.next()?.parse().ok();
    let currency = parts.next()?.parse().ok();
    let value = minor.zip(currency);
    let value = value.map(|(minor, currency)| Money::new(minor, currency));
    let contract = parts.next().filter(|reference| !reference.is_empty());
    Some(Award {
        lot,
        status,
        winner: (name, value),
        contract: contract.map(str::to_owned),
    })
}
