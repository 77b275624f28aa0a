//! The plan over all contracts: what waits for what, what a moved date moves, proposals of new dates.

mod proposal;
mod sheet;
mod what_if;

pub use proposal::Proposal;
pub use sheet::{PlanPage, filter};
pub use what_if::WhatIfPage;

use crate::forms;
use crate::post::PostRoute;
use crate::ui::format;
use backend::plan::{PlanNode, ProposalRow};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The forms of the plan.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/milestones/plan", sheet::post),
        ("/milestones/what-if", what_if::post),
        ("/milestones/proposals/{id}", proposal::post),
    ]
}

/// A milestone's page.
fn page_of(node: &PlanNode) -> String {
    format!("/contracts/{}/milestones/{}", node.contract, node.number)
}

/// A milestone and its contract, as a row's head.
fn named(node: &PlanNode) -> AnyView {
    let (href, title) = (page_of(node), node.title.clone());
    let meta = format!("{} · {}", node.name(), node.provider_name);
    view! { <a href=href>{title}</a><div class="meta">{meta}</div> }.into_any()
}

/// The question of a milestone: what if it came on another day?
fn question(contract: &str, number: i64, to: Option<NaiveDate>) -> String {
    let to = to.map(|day| format!("&to={day}")).unwrap_or_default();
    format!("/milestones/what-if?contract={contract}&number={number}{to}")
}

/// Days of room in words; "late by" where a date comes too early for what it waits for.
fn room(days: i64) -> String {
    if days < 0 {
        format!("{} short", format::days(-days))
    } else {
        format::days(days)
    }
}

/// What a proposal is about, and how far it is decided.
fn about(row: &ProposalRow) -> String {
    let left = match row.open {
        0 => "decided".to_owned(),
        open => format!("{open} open"),
    };
    let dates = format::counted(
        usize::try_from(row.lines).unwrap_or_default(),
        "date",
        "dates",
    );
    format!("{dates}, {left}")
}
