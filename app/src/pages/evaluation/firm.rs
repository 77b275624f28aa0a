//! Would the winner change? The answer in words.

use super::robustness::winner_name;
use crate::ui::{Notice, Tone, format};
use backend::evaluation::{Analysis, Case, Robustness};
use domain::evaluation::sensitivity::Bound;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The first thing that the page says.
pub(super) fn answer(found: &Robustness, analysis: &Analysis) -> AnyView {
    let Some(first) = analysis.verdict.winner.as_deref() else {
        return view! {
            <Notice tone=Tone::Attention title="There is no winner who could change">
                "The published rule selects nobody with these figures."
            </Notice>
        }
        .into_any();
    };
    let first = winner_name(found, Some(first));
    let changes = changes(found, analysis);
    let tried = analysis.offers.len() + analysis.evaluators.len() + analysis.currencies.len();
    let (tone, title) = if changes.is_empty() {
        (
            Tone::Good,
            format!(
                "Does the winner change? No: {first} stays first in each of the {tried} single changes tried"
            ),
        )
    } else {
        let times = format::counted(changes.len(), "single change", "single changes");
        (
            Tone::Attention,
            format!(
                "Does the winner change? Yes: {times} of {tried} would take the first place from {first}"
            ),
        )
    };
    let title = if tried == 0 {
        format!("{first} is first, and there is no single change to try")
    } else {
        title
    };
    let more = [nearest(found, analysis), drawn(found, analysis, &first)];
    let lines = changes.into_iter().chain(more.into_iter().flatten());
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <Notice tone=tone title=title><ul>{lines}</ul></Notice> }.into_any()
}

fn changes(found: &Robustness, analysis: &Analysis) -> Vec<String> {
    let who = |case: &Case| match &case.winner {
        Ok(winner) => winner_name(found, winner.as_deref()),
        Err(_) => "nobody".to_owned(),
    };
    let changed = |cases: &[Case]| -> Vec<Case> {
        cases.iter().filter(|case| case.changes).cloned().collect()
    };
    let offers = changed(&analysis.offers).into_iter().map(|case| {
        let (loser, winner) = (winner_name(found, Some(&case.subject)), who(&case));
        format!("The presence of {loser} decides the winner: without it {winner} would win.")
    });
    let evaluators = changed(&analysis.evaluators).into_iter().map(|case| {
        format!(
            "Without the scores of {} {} would win.",
            case.subject,
            who(&case)
        )
    });
    let currencies = changed(&analysis.currencies).into_iter().map(|case| {
        format!(
            "With {} units for one euro {} would win.",
            case.subject,
            who(&case)
        )
    });
    offers.chain(evaluators).chain(currencies).collect()
}

/// The weight that needs to move least before somebody else wins.
fn nearest(found: &Robustness, analysis: &Analysis) -> Option<String> {
    let mut ends: Vec<(Decimal, String)> = Vec::new();
    for case in &analysis.weights {
        let Some(stability) = &case.stability else {
            continue;
        };
        for (bound, beyond) in [(&stability.low, "below"), (&stability.high, "above")] {
            if let Bound::Flips { at, winner } = bound {
                let (way, words) = ((*at - case.published).abs(), format::percent(*at, 2));
                let winner = winner_name(found, winner.as_deref());
                ends.push((
                    way,
                    format!("{} {beyond} {words}, then {winner} wins", case.name),
                ));
            }
        }
    }
    if analysis.weights.is_empty() {
        return None;
    }
    let least = ends.into_iter().min_by_key(|(way, _)| *way);
    Some(least.map_or(
        "No single weight changes the winner, wherever it is moved.".to_owned(),
        |(way, words)| {
            let way = format::score(way);
            format!(
                "The smallest move of one weight that changes the winner is {way} points: {words}."
            )
        },
    ))
}

fn drawn(found: &Robustness, analysis: &Analysis, first: &str) -> Option<String> {
    let (table, winner) = (analysis.ranks.as_ref()?, analysis.verdict.winner.as_ref()?);
    let wins = table.rows.iter().find(|row| row.id == *winner)?.wins;
    let share = (Decimal::from(wins) * Decimal::ONE_HUNDRED).checked_div(table.samples.into())?;
    Some(format!(
        "{first} wins with {} of {} random lawful weights within {} points of the published ones.",
        format::percent(share, 1),
        format::thousands(table.samples.into()),
        found.draw.spread
    ))
}
