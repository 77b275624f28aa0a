//! Capabilities as other pages name them.

use super::words::page_of;
use crate::pages::contracts::cells::{head, lead, td};
use crate::pages::contracts::words::{dated, origin};
use crate::ui::{Table, Tag, Th, Tone, format};
use backend::capabilities::{Gated, Serving};
use leptos::prelude::*;

/// Capabilities that serve what the page is about; nothing without any.
pub fn serving(rows: Vec<Serving>, caption: &'static str) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let row = |row: Serving| {
        let href = format!("/capabilities/{}", row.reference);
        view! {
            <tr>
                {head(view! { <a class="ref" href=href>{row.reference}</a> })}
                {lead("Name", view! { {row.name}{origin(&row.origin)} })}
                {td("Owner", row.owner)}
                {td("Needed from", dated(row.need_date))}
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <Table caption=caption>
            <thead><tr><Th label="Reference"/><Th label="Name"/><Th label="Owner"/><Th label="Needed from"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// The capability milestones that a contract milestone gates; nothing without any.
pub fn gated(rows: &[Gated]) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let row = |one: &Gated| {
        let href = page_of(&one.reference, one.number);
        let capability = format!("/capabilities/{}", one.reference);
        let late = one
            .day
            .zip(one.need_date)
            .map(|(day, need)| (day - need).num_days());
        let late = late.filter(|days| *days > 0).map(|days| {
            let label = format!("{} after", format::days(days));
            view! { <div><Tag tone=Tone::Bad label=label/></div> }
        });
        let met = one.met.then_some(" declared or met");
        view! {
            <tr>
                {head(view! { <a href=href>{one.title.clone()}</a> })}
                {lead("Capability", view! { <a href=capability>{one.name.clone()}</a> })}
                {td("Day", view! { {dated(one.day)}{met} })}
                {td("Needed from", view! { {dated(one.need_date)}{late} })}
            </tr>
        }
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    view! {
        <Table caption="Capability milestones that wait for it">
            <thead><tr><Th label="Milestone"/><Th label="Capability"/><Th label="Day"/><Th label="Needed from"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
