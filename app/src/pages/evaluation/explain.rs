//! The result in words: who is first and why, how steady that is, and every final score as a sum.

use crate::ui::{Notice, Panel, RowHead, Table, Td, Th, Tone, format};
use backend::evaluation::{Comparison, Figures, Inputs};
use domain::solicitations::LevelOne;
use leptos::prelude::*;

/// The bidder of an offer.
pub(super) fn name_of(sheet: &Comparison, id: &str) -> String {
    let offer = sheet
        .sheet
        .offers
        .iter()
        .find(|offer| offer.reference == id);
    offer.map_or(id.to_owned(), |offer| offer.provider_name.clone())
}

/// What the published rule decides.
pub(super) fn decision(sheet: &Comparison) -> AnyView {
    let Some(figures) = &sheet.figures else {
        return ().into_any();
    };
    let tie = match figures {
        Figures::BestValue { evaluation, .. } if evaluation.outcome.statistical_tie => Some(
            "The first two lie within one point: the higher sum of weighted technical and experience scores comes first (GBI 4.9).",
        ),
        _ => None,
    };
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
    view! { <Notice tone=tone title=title>{tie}</Notice> }.into_any()
}

/// How far weights may move, and what leaving out each loser does.
pub(super) fn steadiness(sheet: &Comparison) -> AnyView {
    let Some(Figures::BestValue {
        holds,
        removals,
        evaluation,
        ..
    }) = &sheet.figures
    else {
        return ().into_any();
    };
    let Some(first) = evaluation.outcome.by_score.first() else {
        return ().into_any();
    };
    let first = name_of(sheet, first);
    let rows = holds.iter().flatten().zip(["Technical", "Experience", "Price"]).map(|(hold, name)| {
        let words = format!("{} to {}", format::percent(hold.low, 1), format::percent(hold.high, 1));
        view! { <tr><RowHead>{name}</RowHead><Td label="First from" lead=true>{words}</Td></tr> }
    });
    let changes: Vec<String> = removals
        .iter()
        .filter(|removal| removal.winner_changes)
        .map(|removal| {
            let removed: Vec<String> = removal
                .removed
                .iter()
                .map(|id| name_of(sheet, id))
                .collect();
            let winner = removal
                .evaluation
                .winner()
                .map_or("nobody".to_owned(), |id| name_of(sheet, id));
            format!(
                "Without {} the first would be {winner}.",
                removed.join(" and ")
            )
        })
        .collect();
    let without = match (removals.is_empty(), changes.is_empty()) {
        (true, _) => "There is no other eligible offer to leave out.".to_owned(),
        (false, true) => format!("Leaving out any one losing offer keeps {first} first."),
        (false, false) => changes.join(" "),
    };
    let rows = rows.collect_view();
    view! {
        <Panel title="How steady is it?" meta="Analysis after the fact: the award follows the published formula.">
            <Table caption=format!("Weights with which {first} stays first")>
                <thead><tr><Th label="Criterion"/><Th label="First from"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <p>{without}</p>
            <p class="meta">"Price scores depend on the mean of all eligible prices, so an offer that leaves can change the order of the others."</p>
        </Panel>
    }
    .into_any()
}

/// Every final score as a sum with its numbers.
pub(super) fn formulas(sheet: &Comparison) -> AnyView {
    match &sheet.figures {
        Some(Figures::BestValue {
            evaluation,
            inputs: Inputs::BestValue { weights, bids, .. },
            ..
        }) => {
            let mean = evaluation
                .average_price
                .map(super::matrix::euro)
                .unwrap_or_default();
            let lines = bids.iter().filter_map(|bid| {
                let record = evaluation.bid(&bid.id)?;
                let sum = sum(record, weights, &super::matrix::euro(bid.price), &mean);
                let name = name_of(sheet, &bid.id);
                Some(view! { <div><dt>{name}</dt><dd>{sum}</dd></div> })
            });
            let lines = lines.collect_view();
            view! {
                <details class="help" id="explain">
                    <summary>"Explain every final score"</summary>
                    <div>
                        <p>"Final = technical × weight + experience × weight + price score × weight. Price score = 100 × (1 − price ÷ (2 × mean of the eligible prices)), not below 0. Compared unrounded; shown with two decimals."</p>
                        <dl class="summary">{lines}</dl>
                        <p class="meta">"Source: NCIA General Bidding Instructions SP.A18 (07.26) 4.6 to 4.9"</p>
                    </div>
                </details>
            }
            .into_any()
        }
        Some(Figures::LowestPrice { outcome, .. }) => {
            let order = outcome
                .order_by_price
                .iter()
                .map(|id| name_of(sheet, id))
                .collect::<Vec<_>>();
            view! { <p id="explain">"Offers by price, the lowest first: "{order.join(", ")}". The lowest one that meets every technical requirement comes first (GBI 4.4, 4.9)."</p> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn sum(
    record: &domain::evaluation::ncia::BidResult,
    weights: &LevelOne,
    price: &str,
    mean: &str,
) -> String {
    let part = |score, weight: rust_decimal::Decimal| {
        format!("{} × {} %", format::score(score), weight.normalize())
    };
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
