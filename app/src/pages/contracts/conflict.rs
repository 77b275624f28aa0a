//! What a contract says now, for a person whose form lost a race.

use super::cells::{kv, panel, summary};
use crate::request::Rq;
use leptos::prelude::*;

/// The contract as somebody else left it, beside what was typed; nothing unless a race was lost.
pub fn recorded(rq: &Rq) -> AnyView {
    let Some(conflict) = rq.conflict() else {
        return ().into_any();
    };
    let said = |name: &str| conflict.recorded.get(name).cloned().unwrap_or_default();
    let rows = view! {
        {kv("State", said("status"))}
        {kv("Orders", said("orders"))}
        {kv("Modifications", said("modifications"))}
        {kv("Obligations", said("obligations"))}
        {kv("Payments", said("payments"))}
        {kv("Milestones", said("milestones"))}
    };
    panel("Recorded now", summary(rows))
}
