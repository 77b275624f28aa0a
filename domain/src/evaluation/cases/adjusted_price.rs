//! Quality expressed in money, or price divided by quality: no bid's figure depends on another's.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::InputError;
use super::answer::{Answer, eur};
use super::reader::Reader;
use super::scheme::{bare, judge, priced, read_shares, read_sub_scores};
use crate::evaluation::contest::{Bid, Contest, Judgement, Measure};
use crate::solicitations::EvaluationMethod as M;

/// A credit per unit better than the threshold, capped (AFARS appendix AA, B-2). A bid without a value did not offer it.
pub(super) fn read_vatep(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let mut plan = bare(M::Vatep);
    let threshold = inputs.field("threshold")?.decimal()?;
    let place = inputs.field("objective")?;
    let objective = place.decimal()?;
    if objective == threshold {
        return Err(place.error("the objective equals the threshold, so nothing earns a credit"));
    }
    let name = inputs.optional("attribute")?;
    plan.measure = Some(Measure {
        name: name.map_or(Ok(""), |place| place.text())?.to_owned(),
        threshold,
        objective,
    });
    plan.parameters.credit_per_unit = Some(inputs.field("credit_per_unit_eur")?.non_negative()?);
    plan.parameters.most_credit = Some(inputs.field("max_credit_eur")?.non_negative()?);
    let named = inputs.field("bids")?.identified()?;
    let bids = named.iter().map(|(id, bid)| {
        let measured = bid.optional("value")?;
        let compliant = bid.optional("compliant")?;
        Ok(Bid {
            measured: measured.map(|place| place.decimal()).transpose()?,
            compliant: compliant.map_or(Ok(true), |place| place.boolean())?,
            ..priced(id, bid.field("price_eur")?.non_negative()?)
        })
    });
    Ok(Contest {
        bids: bids.collect::<Result<_, InputError>>()?,
        plan,
    })
}

/// Value-adjusted total evaluated price; the award is at the proposed price.
pub(super) fn vatep(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read_vatep(inputs)?;
    let place = inputs.field("bids")?;
    let judged = judge(&place, &contest)?;
    let mut credits = Answer::default();
    for record in &judged.records {
        if let Some(credit) = record.credit {
            credits.put(&place, record.id.as_str(), eur(credit))?;
        }
    }
    let out = judged.records.iter().filter(|one| one.ineligible.is_some());
    let winner = judged.winner.as_deref().and_then(|id| judged.record(id));
    Ok(json!({
        "credit_eur": credits.finish(),
        "total_evaluated_price_eur": figures(&judged),
        "rejected_below_threshold": out.map(|one| one.id.as_str()).collect::<Vec<_>>(),
        "ranking": judged.ranking,
        "lowest_tep": judged.winner,
        "award_price_eur": winner.map(|one| eur(one.price_eur)),
    }))
}

/// Reads bids either by name, each with `price_eur` and `quality` (the field named), or as a list `bids` with the scores
/// of published sub-criteria.
fn read_bids(
    inputs: &Reader<'_>,
    mut contest: Contest,
    by_name: impl Fn(&Reader<'_>) -> Result<Decimal, InputError>,
) -> Result<Contest, InputError> {
    if let Some(place) = inputs.optional("bids")?.filter(Reader::is_list) {
        read_shares(inputs, &mut contest.plan)?;
        for (id, bid) in place.identified()? {
            contest.bids.push(Bid {
                scores: read_sub_scores(&bid, contest.plan.sub_weights.len())?,
                ..priced(id, bid.field("price_eur")?.non_negative()?)
            });
        }
        return Ok(contest);
    }
    for (id, bid) in inputs.entries()? {
        let quality = by_name(&bid)?;
        contest.bids.push(Bid {
            scores: vec![vec![quality]],
            ..priced(id, bid.field("price_eur")?.non_negative()?)
        });
    }
    Ok(contest)
}

fn without_bids(method: M) -> Contest {
    Contest {
        plan: bare(method),
        bids: Vec::new(),
    }
}

pub(super) fn read_quotient(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let contest = without_bids(M::PriceQualityRatioQuotient);
    read_bids(inputs, contest, |bid| {
        bid.field("quality_points")?.positive()
    })
}

/// Price divided by quality points; the lowest quotient wins.
pub(super) fn quotient(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let judged = judge(inputs, &read_quotient(inputs)?)?;
    Ok(json!({
        "eur_per_point": figures(&judged),
        "ranking": judged.ranking,
        "ineligible": ineligible(&judged),
        "winner": judged.winner,
    }))
}

/// Reads credits. A named bid brings its credit in euro, which is read as its share of a credit of a hundred.
pub(super) fn read_monetised(inputs: &Reader<'_>) -> Result<Contest, InputError> {
    let mut contest = without_bids(M::QualityToPriceMonetised);
    let listed = inputs
        .optional("bids")?
        .is_some_and(|place| place.is_list());
    contest.plan.parameters.most_credit = Some(if listed {
        inputs.field("max_credit_eur")?.positive()?
    } else {
        Decimal::ONE_HUNDRED
    });
    read_bids(inputs, contest, |bid| {
        bid.field("quality_credit_eur")?.non_negative()
    })
}

/// Price less the credits earned by quality; the lowest wins. The answer shows that leaving a bid
/// out never changes the order of the others.
pub(super) fn monetised(inputs: &Reader<'_>) -> Result<Value, InputError> {
    let contest = read_monetised(inputs)?;
    let judged = judge(inputs, &contest)?;
    let mut answer = Answer::default();
    answer.put(inputs, "evaluated_price_eur", figures(&judged))?;
    answer.put(inputs, "ranking", json!(judged.ranking))?;
    answer.put(inputs, "ineligible", ineligible(&judged))?;
    answer.put(inputs, "winner", json!(judged.winner))?;
    let ids: Vec<&str> = contest.bids.iter().map(|bid| bid.id.as_str()).collect();
    let mut reduced = Vec::new();
    for id in ids.iter().filter(|_| ids.len() > 1) {
        let others = judge(inputs, &contest.leaving_out(&[id]))?;
        answer.put(
            inputs,
            format!("winner_if_{id}_withdraws"),
            json!(others.winner),
        )?;
        reduced.push(others);
    }
    for (position, first) in ids.iter().enumerate() {
        for second in &ids[position + 1..] {
            let before = stands_before(&judged, first, second);
            let same = |one: &Judgement| {
                stands_before(one, first, second).is_none_or(|now| Some(now) == before)
            };
            let key = format!("order_of_{first}_and_{second}_unchanged");
            answer.put(inputs, key, reduced.iter().all(same))?;
        }
    }
    Ok(answer.finish())
}

fn figures(judged: &Judgement) -> Value {
    let records = judged.records.iter();
    let totals = records.filter_map(|record| Some((record.id.clone(), eur(record.total?))));
    Value::Object(totals.collect::<Map<_, _>>())
}

fn ineligible(judged: &Judgement) -> Value {
    let records = judged.records.iter();
    let out = records.filter_map(|one| Some((one.id.clone(), json!(one.ineligible.as_ref()?))));
    Value::Object(out.collect::<Map<_, _>>())
}

/// Whether `first` stands before `second`; none where one of them is missing.
fn stands_before(judged: &Judgement, first: &str, second: &str) -> Option<bool> {
    Some(judged.rank(first)? < judged.rank(second)?)
}
