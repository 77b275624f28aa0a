//! The result in words: who is first and why, how steady that is, and every final score as a sum.

use super::explain_record::explained;
use super::lots;
use super::matrix::euro;
use super::robustness_tables::range;
use crate::ui::{Notice, Panel, RowHead, Table, Td, Th, Tone, format};
use backend::evaluation::{BestValueFigures, Comparison, Steadiness};
use domain::evaluation::rules::TotalKind;
use domain::solicitations::LevelOne;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The bidder of an offer.
pub(super) fn name_of(sheet: &Comparison, id: &str) -> String {
    let offer = sheet
        .sheet
        .offers
        .iter()
        .find(|offer| offer.reference == id);
    offer.map_or(id.to_owned(), |offer| offer.provider_name.clone())
}

/// By how much the first is ahead of the second, and where that comes from.
pub(super) fn lead(sheet: &Comparison) -> Option<String> {
    let figures = sheet.figures.as_ref()?;
    let (first, second) = (figures.ranking().first()?, figures.ranking().get(1)?);
    let (one, two) = (figures.record(first)?, figures.record(second)?);
    let apart = one.total? - two.total?;
    let (first, second) = (name_of(sheet, first), name_of(sheet, second));
    let words = match figures.rule().total {
        TotalKind::Points | TotalKind::Marks => {
            format!("{first} leads {second} by {} points", format::score(apart))
        }
        TotalKind::Price => format!("{first} is {} below {second}", euro(-apart)),
        TotalKind::EurPerPoint => format!("{first} is {} per point below {second}", euro(-apart)),
        TotalKind::Nothing => return None,
    };
    let weights = sheet.sheet.process.scheme.weights.as_ref();
    let parts = weights.map_or_else(Vec::new, |weights| {
        let all = [
            ("technical", one.technical, two.technical, weights.technical),
            (
                "experience",
                one.experience,
                two.experience,
                weights.experience,
            ),
            ("price", one.price_points, two.price_points, weights.price),
        ];
        let part = |(name, one, two, weight): (&str, Option<Decimal>, Option<Decimal>, Decimal)| {
            let points = (one? - two?) * weight / Decimal::ONE_HUNDRED;
            let sign = if points.is_sign_negative() {
                "−"
            } else {
                "+"
            };
            Some(format!("{name} {sign}{}", format::score(points.abs())))
        };
        all.into_iter().filter_map(part).collect::<Vec<_>>()
    });
    Some(match parts.is_empty() {
        true => format!("{words}."),
        false => format!("{words}: {}.", parts.join(", ")),
    })
}

/// What the published rule decides.
pub(super) fn decision(sheet: &Comparison) -> AnyView {
    let Some(figures) = &sheet.figures else {
        return ().into_any();
    };
    let tie = figures.judgement.tie_rule_used.then(|| figures.rule().tie);
    if let Some(words) = figures.open_tie() {
        return view! { <Notice tone=Tone::Attention title="The published rule does not settle this">{words}</Notice> }.into_any();
    }
    let title = figures
        .winner()
        .map_or("No offer can win".to_owned(), |winner| {
            format!(
                "{} is first by the published formula",
                name_of(sheet, winner)
            )
        });
    let tone = if figures.winner().is_some() {
        Tone::Good
    } else {
        Tone::Attention
    };
    let lead = lead(sheet).map(|words| view! { <p>{words}</p> });
    let explained = sheet.run.is_some().then(
        || view! { <p class="meta">"Click a number of the table to see how it came about."</p> },
    );
    view! { <Notice tone=tone title=title>{lead}{tie}{explained}</Notice> }.into_any()
}

/// How far weights may move, and what leaving out each loser does.
pub(super) fn steadiness(sheet: &Comparison) -> AnyView {
    let (Some(steady), Some(figures)) = (&sheet.steadiness, &sheet.figures) else {
        return ().into_any();
    };
    let first = figures.winner().map(|id| name_of(sheet, id));
    let first = first.unwrap_or_default();
    let rows = steady.weights.iter().map(|case| {
        let (name, words) = (case.name.clone(), range(case));
        view! { <tr><RowHead>{name}</RowHead><Td label="First from" lead=true>{words}</Td></tr> }
    });
    let rows = rows.collect_view();
    let weights = (!steady.weights.is_empty()).then(|| {
        view! {
            <Table caption=format!("Weights with which {first} stays first")>
                <thead><tr><Th label="Criterion"/><Th label="First from"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        }
    });
    let depends = figures.rule().depends_on_others.then_some(
        "Price scores depend on the other eligible prices, so an offer that leaves can change the order of the others.",
    );
    let process = &sheet.sheet.process;
    let more = format!("/solicitations/{}/robustness", process.reference);
    let more = lots::within(more, process.lot_code());
    let without = without_one(sheet, steady, &first);
    view! {
        <Panel title="How steady is it?" meta="Analysis after the fact, the tie rule included: the award follows the published method.">
            {weights}
            <p>{without}</p>
            <p class="meta">{depends}</p>
            <p><a href=more>"All weights, random weights, evaluators and currencies"</a></p>
        </Panel>
    }
    .into_any()
}

/// What leaving out any one losing offer does.
fn without_one(sheet: &Comparison, steady: &Steadiness, first: &str) -> String {
    let changes = steady
        .offers
        .iter()
        .filter(|case| case.changes)
        .map(|case| {
            let winner = case.winner.as_ref().ok().and_then(Option::as_deref);
            let winner = winner.map_or("nobody".to_owned(), |id| name_of(sheet, id));
            let removed = name_of(sheet, &case.subject);
            format!("Without {removed} the first would be {winner}.")
        });
    let changes: Vec<String> = changes.collect();
    match (steady.offers.is_empty(), changes.is_empty()) {
        (true, _) => "There is no other eligible offer to leave out.".to_owned(),
        (false, true) => format!("Leaving out any one losing offer keeps {first} first."),
        (false, false) => changes.join(" "),
    }
}

/// Every figure of the result as a sum with its numbers, and the rule behind it.
pub(super) fn formulas(sheet: &Comparison) -> AnyView {
    let Some(figures) = &sheet.figures else {
        return ().into_any();
    };
    let rule = figures.rule();
    let mut records: Vec<_> = figures.judgement.records.iter().collect();
    records.sort_by_key(|record| figures.rank(&record.id).unwrap_or(usize::MAX));
    let lines = records.into_iter().map(|record| {
        let words = match &figures.best_value {
            Some(best) => best_value_sum(best, &record.id),
            None => explained(figures, record),
        };
        let name = name_of(sheet, &record.id);
        view! { <div><dt>{name}</dt><dd>{words}</dd></div> }
    });
    let lines = lines.collect_view();
    view! {
        <details class="help" id="explain">
            <summary>{format!("Explain every {}", rule.total.label().to_lowercase())}</summary>
            <div>
                <p>{rule.formula}" "{rule.tie}" "{rule.rounding}</p>
                <dl class="summary">{lines}</dl>
                <p class="meta">{format!("Source: {} ({}), rule {}", rule.source, rule.version, rule.id)}</p>
            </div>
        </details>
    }
    .into_any()
}

fn best_value_sum(best: &BestValueFigures, id: &str) -> Option<String> {
    let mean = best.evaluation.average_price.map(euro);
    let record = best.evaluation.bid(id)?;
    let bid = best.bids.iter().find(|bid| bid.id == id)?;
    let price = euro(bid.price);
    Some(sum(
        record,
        &best.weights,
        &price,
        &mean.unwrap_or_default(),
    ))
}

fn sum(
    record: &domain::evaluation::ncia::BidResult,
    weights: &LevelOne,
    price: &str,
    mean: &str,
) -> String {
    let part =
        |score, weight: Decimal| format!("{} × {} %", format::score(score), weight.normalize());
    let quality = format!(
        "{} + {}",
        part(record.technical, weights.technical),
        part(record.experience, weights.experience)
    );
    match (record.price, record.final_score, &record.ineligible) {
        (Some(score), Some(total), _) => format!(
            "{quality} + {} = {}. Price score: 100 × (1 − {price} ÷ (2 × {mean})) = {}.",
            part(score, weights.price),
            format::score(total),
            format::score(score)
        ),
        (_, _, Some(reason)) => format!("{quality}; no price score, because {reason}."),
        _ => quality,
    }
}
