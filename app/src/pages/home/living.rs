//! What runs in the life of contracts, for those who have to act or to know.

use super::day;
use crate::ui::{Tag, Tone};
use backend::home::{Due, Notice};
use leptos::prelude::*;

/// Where an officer finds it, what to do, and how it is marked; none for what is due of anything else.
pub fn officer(due: &Due) -> Option<(String, &'static str, Tone)> {
    if let Some(waits) = due.kind.strip_prefix("call_off-") {
        return Some(call_off(due, waits));
    }
    let (words, tone) = match due.kind.as_str() {
        "claim" => ("answer a claim", Tone::Attention),
        "told-control_change" => ("take note of the change of control", Tone::Attention),
        "told-force_majeure" => ("answer the notice of force majeure", Tone::Bad),
        "life-stop_work" => ("stopped: resume or terminate by", Tone::Bad),
        "life-default" => ("to be cured by", Tone::Bad),
        "life-convenience" => ("record its end on", Tone::Attention),
        "life-force_majeure" => ("force majeure: may be ended from", Tone::Bad),
        "life-letter" => ("letter contract: final terms by", Tone::Attention),
        "life-step_in" => ("plan of the step-in by", Tone::Attention),
        "life-task" => ("close-out or exit: settle by", Tone::Attention),
        _ => return None,
    };
    let href = format!("/contracts/{}#standing", due.reference);
    Some((href, words, tone))
}

/// What waits for an officer of measured service; none for what is due of anything else.
pub fn measured(due: &Due) -> Option<(String, &'static str, Tone)> {
    let (words, tone) = match due.kind.as_str() {
        "service-answer" => ("agree to measured values, or dispute them", Tone::Attention),
        "service-credit" => ("confirm or waive service credits", Tone::Attention),
        "service-silent" => ("service not reported: it was due on", Tone::Bad),
        _ => return None,
    };
    let href = format!("/contracts/{}?tab=service", due.reference);
    Some((href, words, tone))
}

/// What a contractor owes of measured service.
pub fn owed(kind: &str, one: &Notice) -> AnyView {
    let (tone, words) = match kind {
        "dispute" => (Tone::Bad, "answer a disputed value"),
        "cause" => (Tone::Attention, "root-cause analysis by"),
        _ => (Tone::Attention, "report measured values by"),
    };
    let href = format!("/contracts/{}?tab=service", one.reference);
    let (title, reference) = (one.title.clone(), one.reference.clone());
    let by = one.last_day.map(|by| view! { " · "{day(Some(by))} });
    view! { <li><a href=href>{title}</a><Tag tone=tone label=words/><span class="meta">{reference}{by}</span></li> }.into_any()
}

/// A call-off that waits for the officer.
fn call_off(due: &Due, waits: &str) -> (String, &'static str, Tone) {
    let number = due.number.unwrap_or_default();
    let href = format!("/frameworks/{}/requests/{number}", due.reference);
    let (words, tone) = match waits {
        "answer" => ("no answer came by", Tone::Bad),
        "nobody" => ("no holder takes the call-off", Tone::Bad),
        _ => ("issue the order", Tone::Attention),
    };
    (href, words, tone)
}

/// A call-off that a contractor is asked to take.
pub fn asked(one: &Notice) -> AnyView {
    let (title, reference) = (one.title.clone(), one.reference.clone());
    let (framework, number) = reference.split_once('/').unwrap_or((&reference, ""));
    let href = format!("/frameworks/{framework}/requests/{number}");
    view! { <li><a href=href>{title}</a><Tag tone=Tone::Attention label="accept or decline by"/><span class="meta">{reference.clone()}" · "{day(one.last_day)}</span></li> }.into_any()
}

/// What a contractor has to do, or to know, of the life of its contract.
pub fn provider(kind: &str, one: &Notice) -> AnyView {
    let (tone, words) = match kind {
        "proposed" => (Tone::Attention, "agree or refuse"),
        "default" => (Tone::Bad, "cure by"),
        "step_in" => (Tone::Bad, "hand in the plan by"),
        "stop_work" => (Tone::Attention, "work is stopped until"),
        _ => (Tone::Attention, "ends on"),
    };
    let href = format!("/contracts/{}#standing", one.reference);
    let (title, reference) = (one.title.clone(), one.reference.clone());
    view! { <li><a href=href>{title}</a><Tag tone=tone label=words/><span class="meta">{reference}" · "{day(one.last_day)}</span></li> }.into_any()
}
