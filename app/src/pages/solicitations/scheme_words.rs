//! What an evaluation method means, in words and in a worked example, for the form and the published page.

use crate::ui::{Notice, NumTd, RowHead, Table, Th, Tone, format};
use domain::evaluation::contest::{Bid, Judgement};
use domain::evaluation::rules::{EvaluationRule, Example};
use leptos::prelude::*;

/// A plain warning with an example that the method itself computed, where an offer's figure depends on other offers.
pub fn example(rule: &EvaluationRule) -> Option<AnyView> {
    let example = rule.example().ok()??;
    let sentence = format!(
        "In the example {} is first. {} leave, and {} is first, although nothing about either changed. Bidders cannot work out their own figure.",
        example.with.winner.as_deref().unwrap_or("nobody"),
        example.leave.join(" and "),
        example.without.winner.as_deref().unwrap_or("nobody"),
    );
    let sentence = match example.leave.as_slice() {
        [one] => sentence.replace(&format!("{one} leave,"), &format!("{one} leaves,")),
        _ => sentence,
    };
    let table = table(&example);
    Some(
        view! {
            <Notice tone=Tone::Attention title="The result depends on the other offers">
                <p>{sentence}</p>
                <details class="help"><summary>"The example in figures"</summary>{table}</details>
            </Notice>
        }
        .into_any(),
    )
}

fn table(example: &Example) -> AnyView {
    let total = |judged: &Judgement, bid: &Bid| {
        let found = judged.record(&bid.id).and_then(|record| record.total);
        found.map_or("left".to_owned(), format::score)
    };
    let rows = example.contest.bids.iter().map(|bid| {
        let technical = bid.scores.iter().flatten().next().copied();
        let technical = technical.map(format::score);
        let price = bid.price.amount.normalize().to_string();
        let (with, without) = (total(&example.with, bid), total(&example.without, bid));
        let id = bid.id.clone();
        view! {
            <tr>
                <RowHead>{id}</RowHead>
                <NumTd label="Technical">{technical}</NumTd>
                <NumTd label="Price">{price}</NumTd>
                <NumTd label="With all" lead=true>{with}</NumTd>
                <NumTd label="Without" lead=true>{without}</NumTd>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let without = format!("Without {}", example.leave.join(" and "));
    view! {
        <Table caption="Worked example" caption_hidden=true>
            <thead><tr><Th label="Offer"/><Th label="Technical" num=true/><Th label="Price" unit="million EUR" num=true/><Th label="With all" unit="points" num=true/><Th label=without unit="points" num=true/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
