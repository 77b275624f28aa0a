//! Verdicts, answers and lists as the kit shows them.

use crate::request::Rq;
use crate::ui::{Direction, SortTh, Tone};
use domain::eligibility::{Answer, Verdict};
use leptos::prelude::*;

/// How a verdict is marked.
pub const fn verdict(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Eligible => Tone::Good,
        Verdict::NotYetShown => Tone::Attention,
        Verdict::NotEligible => Tone::Bad,
    }
}

/// How the answer of one fact is marked.
pub const fn answer(answer: Answer) -> Tone {
    match answer {
        Answer::Shown => Tone::Good,
        Answer::NotNeeded => Tone::Neutral,
        Answer::Missing => Tone::Attention,
        Answer::Against => Tone::Bad,
    }
}

/// A head by which a list is sorted, and the other way when chosen again. `usual` is the order without a choice.
pub fn sort_th(rq: &Rq, label: &'static str, name: &'static str, usual: &str) -> AnyView {
    let order = rq.query("sort").unwrap_or(usual);
    let sorted = (order.trim_start_matches('-') == name).then_some(if order.starts_with('-') {
        Direction::Descending
    } else {
        Direction::Ascending
    });
    let next = match sorted {
        Some(Direction::Ascending) => format!("-{name}"),
        _ => name.to_owned(),
    };
    let href = rq.with_query("sort", Some(&next));
    view! { <SortTh label=label href=href sorted=sorted/> }.into_any()
}
