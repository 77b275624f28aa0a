//! Words that several pages of frameworks share.

use crate::pages::contracts::words::tone;
use crate::request::Rq;
use crate::ui::{BreadcrumbLink, Tag, Tone, format};
use backend::frameworks::FrameworkSheet;
use backend::frameworks::record::{CallOffRequest, FrameworkRecord, WaitsFor};
use chrono::NaiveDate;
use domain::frameworks::Ramp;
use leptos::prelude::*;

/// An amount in the framework's currency.
pub fn money(record: &FrameworkRecord, minor: i64) -> String {
    format::money(minor, record.currency.code())
}

/// Where the ordering period stands on a day, and its tone.
pub fn standing(record: &FrameworkRecord, today: NaiveDate) -> (&'static str, Tone) {
    if today < record.ordering_starts_on {
        ("Not open yet", Tone::Neutral)
    } else if today > record.ordering_ends_on {
        ("Ordering period over", Tone::Neutral)
    } else {
        ("Open for call-offs", Tone::Good)
    }
}

/// The way to a page of a framework.
pub fn way(record: &FrameworkRecord) -> Vec<BreadcrumbLink> {
    let base = format!("/frameworks/{}", record.reference);
    vec![
        ("/contracts", "Contracts").into(),
        ("/frameworks", "Frameworks").into(),
        (base, record.reference.clone()).into(),
    ]
}

/// The reference in the address.
pub fn named(rq: &Rq) -> String {
    rq.param("reference").to_ascii_uppercase()
}

/// Windows in words.
pub fn windows(windows: &[Ramp]) -> String {
    if windows.is_empty() {
        return "none announced".to_owned();
    }
    let one = |window: &Ramp| {
        format!(
            "{} to {}",
            format::date(window.from),
            format::date(window.to)
        )
    };
    windows.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Where a call-off stands: its state, and whom it waits for.
pub fn state(sheet: &FrameworkSheet, request: &CallOffRequest, today: NaiveDate) -> AnyView {
    let label = request.status.label();
    let (mark, words) = match request.waits_for() {
        WaitsFor::Nothing => {
            let mark = tone(request.status.tone());
            return view! { <Tag tone=mark label=label/> }.into_any();
        }
        WaitsFor::Answer(holder, by) if today > by => (
            Tone::Bad,
            format!(
                "{} did not answer by {}",
                sheet.name(holder),
                format::date(by)
            ),
        ),
        WaitsFor::Answer(holder, by) => (
            Tone::Attention,
            format!("{} answers by {}", sheet.name(holder), format::date(by)),
        ),
        WaitsFor::Issue(holder) => (
            Tone::Good,
            format!("{} accepted: the order can be issued", sheet.name(holder)),
        ),
        WaitsFor::Nobody => (Tone::Bad, "no holder takes it".to_owned()),
        WaitsFor::Competition => (Tone::Attention, competition(sheet, request)),
    };
    // To a provider that declined, the others’ part of a running call-off says nothing.
    if sheet.own_only
        && !matches!(
            request.waits_for(),
            WaitsFor::Answer(..) | WaitsFor::Issue(_)
        )
    {
        return view! { <Tag label="answered"/> }.into_any();
    }
    view! { <Tag tone=mark label=words/> }.into_any()
}

/// Where its mini-competition stands.
fn competition(sheet: &FrameworkSheet, request: &CallOffRequest) -> String {
    let found = sheet
        .competitions
        .iter()
        .find(|one| one.number == request.number);
    match found.and_then(|one| one.award.as_deref()) {
        Some("cleared") => "award cleared: the order can be issued".to_owned(),
        Some(_) => "holders compete: award under way".to_owned(),
        None => "holders compete".to_owned(),
    }
}

/// A small mark with words, for a cell.
pub fn mark(tone: Tone, label: impl Into<String>) -> AnyView {
    let label = label.into();
    view! { " " <Tag tone=tone label=label/> }.into_any()
}
