//! The tables of the robustness page.

use super::robustness::winner_name;
use crate::ui::{GroupRow, NumTd, Panel, RowHead, Table, Tag, Td, Th, Tone, format};
use backend::evaluation::{Analysis, Case, Robustness, WeightCase};
use domain::evaluation::sensitivity::{Bound, Weighed};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// How far each weight may move, and what it really moves.
pub(super) fn weights(found: &Robustness, analysis: &Analysis) -> AnyView {
    let is_sub = |case: &&WeightCase| matches!(case.which, Weighed::Sub(_));
    let (sub, level_one): (Vec<_>, Vec<_>) = analysis.weights.iter().partition(is_sub);
    let rows = |cases: Vec<&WeightCase>| {
        cases
            .into_iter()
            .map(|case| weight(found, case))
            .collect_view()
    };
    let (level_one, sub) = (rows(level_one), rows(sub));
    let winner = winner_name(found, analysis.verdict.winner.as_deref());
    let head = format!("{winner} stays first");
    view! {
        <Panel id="weights" title="How far each weight may move"
            meta="One weight moves, the others of its level keep their proportion; solved exactly, the tie rule included.">
            <Table caption="Stability of the first place by weight" caption_hidden=true>
                <thead><tr><Th label="Criterion"/><Th label="Published" unit="%" num=true/><Th label=head/><Th label="Beyond that"/><Th label="Really moves" unit="points" num=true/></tr></thead>
                <tbody>
                    <GroupRow label="Level 1" columns=5/>{level_one}
                    <GroupRow label="Technical sub-criteria, percent of the technical score" columns=5/>{sub}
                </tbody>
            </Table>
            <p class="meta">"What a weight really moves is the weight times the distance of the best and the worst score observed. A criterion under which everybody scores alike decides nothing, whatever it weighs; at less than a tenth of its weight it is called neutralised."</p>
        </Panel>
    }
    .into_any()
}

/// The weights with which the winner stays first, in words.
pub(super) fn range(case: &WeightCase) -> String {
    let Some(stability) = &case.stability else {
        return "cannot be moved alone".to_owned();
    };
    let ends = [(&stability.low, 0), (&stability.high, 100)];
    let [low, high] = ends.map(|(bound, limit)| match bound {
        Bound::Never => format::percent(Decimal::from(limit), 0),
        Bound::Flips { at, .. } => format::percent(*at, 2),
    });
    format!("{low} to {high}")
}

fn weight(found: &Robustness, case: &WeightCase) -> AnyView {
    let range = range(case);
    let beyond = case.stability.as_ref();
    let beyond = beyond.map_or(String::new(), |stability| beyond_ends(found, stability));
    let nominal = case.effective * Decimal::TEN < case.published;
    let neutral = (nominal && matches!(case.which, Weighed::LevelOne(_)))
        .then(|| view! { " " <Tag tone=Tone::Attention label="neutralised"/> });
    let name = case.name.clone();
    let (published, moves) = (
        case.published.normalize().to_string(),
        format::score(case.effective),
    );
    view! {
        <tr>
            <RowHead>{name}</RowHead>
            <NumTd label="Published, %">{published}</NumTd>
            <Td label="Stays first" lead=true>{range}</Td>
            <Td label="Beyond that" lead=true>{beyond}</Td>
            <NumTd label="Really moves, points">{moves}{neutral}</NumTd>
        </tr>
    }
    .into_any()
}

fn beyond_ends(
    found: &Robustness,
    stability: &domain::evaluation::sensitivity::Stability,
) -> String {
    let ends = [("below", &stability.low), ("above", &stability.high)];
    let words = ends.into_iter().filter_map(|(side, bound)| match bound {
        Bound::Never => None,
        Bound::Flips { winner, .. } => {
            Some(format!("{side}: {}", winner_name(found, winner.as_deref())))
        }
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        "no weight changes the winner".to_owned()
    } else {
        words.join("; ")
    }
}

/// Without each losing offer.
pub(super) fn offers(found: &Robustness, analysis: &Analysis) -> AnyView {
    let named = |case: &Case| winner_name(found, Some(&case.subject));
    let meta =
        "Scores that depend on other offers' prices can change the order when one of them leaves.";
    let none = "There is no other eligible offer to leave out.";
    cases(
        found,
        &analysis.offers,
        ("Without one losing offer", meta, "Left out", none),
        &named,
    )
}

/// Without each evaluator.
pub(super) fn evaluators(found: &Robustness, analysis: &Analysis) -> AnyView {
    let named = |case: &Case| case.subject.clone();
    let meta =
        "Measured against what is recorded now. Moderated scores stay: they are the panel's.";
    let none = "No individual score is in.";
    cases(
        found,
        &analysis.evaluators,
        ("Without one evaluator", meta, "Left out", none),
        &named,
    )
}

/// With each foreign currency moved.
pub(super) fn currencies(found: &Robustness, analysis: &Analysis) -> AnyView {
    let named = |case: &Case| case.subject.clone();
    let meta =
        "The rate of the day before closing, with five percent more and less units for one euro.";
    let none = "Every price is in EUR: no rate can move.";
    cases(
        found,
        &analysis.currencies,
        ("With other rates", meta, "Rate", none),
        &named,
    )
}

fn cases(
    found: &Robustness,
    cases: &[Case],
    (title, meta, what, none): (&'static str, &'static str, &'static str, &'static str),
    named: &dyn Fn(&Case) -> String,
) -> AnyView {
    if cases.is_empty() {
        return view! { <Panel title=title><p>{none}</p></Panel> }.into_any();
    }
    let rows = cases.iter().map(|case| {
        let subject = named(case);
        let (winner, tag) = match &case.winner {
            Ok(winner) => (winner_name(found, winner.as_deref()), changed(case.changes)),
            Err(missing) => (format!("no result: {missing}"), ().into_any()),
        };
        view! { <tr><RowHead>{subject}</RowHead><Td label="Then wins" lead=true>{winner}</Td><Td label="Change" lead=true>{tag}</Td></tr> }
    });
    let rows = rows.collect_view();
    view! {
        <Panel title=title meta=meta>
            <Table caption=title caption_hidden=true>
                <thead><tr><Th label=what/><Th label="Then wins"/><Th label="Change"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

fn changed(changes: bool) -> AnyView {
    if changes {
        view! { <Tag tone=Tone::Attention label="another winner"/> }.into_any()
    } else {
        "the same".into_any()
    }
}
