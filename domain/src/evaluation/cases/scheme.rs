//! What the methods of a solicitation have in common when they are read: a plan, and the scores of sub-criteria.

use rust_decimal::Decimal;

use super::InputError;
use super::reader::Reader;
use crate::evaluation::contest::{Bid, Contest, ContestError, Judgement, Plan, Price};
use crate::solicitations::{EvaluationMethod, Parameters};

/// A plan with nothing but its method.
pub(super) fn bare(method: EvaluationMethod) -> Plan {
    Plan {
        method,
        weights: None,
        sub_weights: vec![Decimal::ONE_HUNDRED],
        minimum: Decimal::ZERO,
        parameters: Parameters::default(),
        measure: None,
        value_eur: None,
    }
}

/// A bid with nothing but its price in euro.
pub(super) fn priced(id: &str, price: Decimal) -> Bid {
    Bid {
        id: id.to_owned(),
        scores: Vec::new(),
        confidence: None,
        price: Price::eur(price),
        measured: None,
        compliant: true,
    }
}

/// Shares of sub-criteria and the least technical score, both of which a document may leave out.
pub(super) fn read_shares(inputs: &Reader<'_>, plan: &mut Plan) -> Result<(), InputError> {
    if let Some(place) = inputs.optional("technical_sub_weights_pct")? {
        plan.sub_weights = place.percents_of_whole()?;
    }
    if let Some(place) = inputs.optional("technical_min_threshold")? {
        plan.minimum = place.percent()?;
    }
    Ok(())
}

/// One score for each sub-criterion.
pub(super) fn read_sub_scores(
    bid: &Reader<'_>,
    expected: usize,
) -> Result<Vec<Vec<Decimal>>, InputError> {
    let place = bid.field("technical_sub_scores")?;
    let scores = place.numbers(Reader::percent)?;
    let found = scores.len();
    if found != expected {
        return Err(place.error(format!(
            "there are {found} scores for {expected} sub-criteria"
        )));
    }
    Ok(scores.into_iter().map(|score| vec![score]).collect())
}

/// Judges, with a failure reported at the bids.
pub(super) fn judge(place: &Reader<'_>, contest: &Contest) -> Result<Judgement, InputError> {
    let failed = |error: ContestError| place.error(error);
    contest.judge().map_err(failed)
}
