//! Words that the pages of capabilities share.

use crate::pages::contracts::cells::{kv, panel, summary};
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{DateFields, Tag, format};
use backend::capabilities::{CapabilityMilestone, GateRow, RagOverride, Standing};
use chrono::NaiveDate;
use domain::milestones::Rag;
use leptos::prelude::*;

/// When a milestone can be expected, how that lies to the day of need, and which contract milestone decides it.
pub fn sentence(milestone: &CapabilityMilestone, standing: &Standing) -> String {
    let title = &milestone.title;
    let Some(day) = standing.outlook.day else {
        return format!("{title} has no date yet.");
    };
    let need = standing
        .need_date
        .map(|need| match (day - need).num_days() {
            0 => ", on the need date".to_owned(),
            days if days > 0 => format!(", {} after the need date", format::days(days)),
            days => format!(", {} before the need date", format::days(-days)),
        });
    let need = need.unwrap_or_default();
    let day = format::date(day);
    if milestone.actual.is_some() {
        let verb = if milestone.kind.is_declared() {
            "declared"
        } else {
            "met"
        };
        return format!("{title} {verb} on {day}{need}.");
    }
    let because = standing.driven_by.as_ref().map(because).unwrap_or_default();
    let verb = match (&standing.driven_by, milestone.forecast) {
        (None, Some(_)) => "forecast",
        (None, None) => "approved for",
        (Some(_), _) => "not before",
    };
    format!("{title} {verb} {day}{need}{because}.")
}

/// Why a contract milestone decides the day.
fn because(gate: &GateRow) -> String {
    let name = format!(
        "milestone {} of {}, “{}”,",
        gate.number, gate.contract, gate.title
    );
    match gate.dates().and_then(|dates| dates.slip_current()) {
        Some(days) if days > 0 => format!(", because {name} slips by {}", format::days(days)),
        _ => format!(", because {name} comes then"),
    }
}

/// A colour with its word.
pub fn rag(rag: Rag) -> AnyView {
    view! { <Tag tone=tone(rag.tone()) label=rag.label()/> }.into_any()
}

/// The computed colour, and beside it the one that a person set with the reason.
pub fn judged(computed: Rag, set: Option<&RagOverride>) -> AnyView {
    let set = set.map(|set| {
        let words = format!("{}: {}", set.by, set.reason);
        view! { <div class="meta">"judged "{rag(set.rag)}" by "{words}</div> }
    });
    view! { {rag(computed)}{set} }.into_any()
}

/// The address of a milestone's page.
pub fn page_of(reference: &str, number: i64) -> String {
    format!("/capabilities/{reference}/milestones/{number}")
}

/// The address of a contract milestone's page.
pub fn gate_page(gate: &GateRow) -> String {
    format!("/contracts/{}/milestones/{}", gate.contract, gate.number)
}

/// The capability as somebody else left it, beside what was typed; nothing unless a race was lost.
pub fn conflict(rq: &Rq) -> AnyView {
    let Some(conflict) = rq.conflict() else {
        return ().into_any();
    };
    let said = |name: &str| conflict.recorded.get(name).cloned().unwrap_or_default();
    let rows = view! {
        {kv("Name", said("name"))}
        {kv("Owner", said("owner"))}
        {kv("Milestones", said("milestones"))}
        {kv("Lines of work", said("lines"))}
        {kv("Contracts", said("contracts"))}
        {kv("Reservations", said("reservations"))}
    };
    panel("Recorded now", summary(rows))
}

/// A day that may be recorded already.
pub fn day_fields(
    name: &'static str,
    legend: &'static str,
    recorded: Option<NaiveDate>,
    optional: bool,
) -> AnyView {
    const HINT: &str = "For example 1 4 2027 or 1 Apr 2027.";
    match recorded {
        Some(day) => {
            view! { <DateFields name=name legend=legend optional=optional value=day hint=HINT/> }
                .into_any()
        }
        None => {
            view! { <DateFields name=name legend=legend optional=optional hint=HINT/> }.into_any()
        }
    }
}
