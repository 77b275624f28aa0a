//! What was typed in a registration, for the last look and for the review.

use crate::ui::{KeyValue, Panel, SummaryList};
use backend::registrations::Typed;
use domain::identifiers::Scheme;
use domain::registrations::Step;
use leptos::prelude::*;

/// Everything that was typed, a panel for each step; with ways to change it where `change` is the registration's address.
pub fn answers(typed: &Typed, change: Option<&str>) -> AnyView {
    let panels = Step::ALL.iter().map(|step| {
        let href = change.map(|base| format!("{base}/{}", step.as_str()));
        let rows = rows(typed, *step)
            .into_iter()
            .map(|(key, value)| row(key, value, href.clone()))
            .collect_view();
        view! { <Panel title=step.label()><SummaryList>{rows}</SummaryList></Panel> }
    });
    let panels = panels.collect_view();
    view! { <div class="stack">{panels}</div> }.into_any()
}

fn row(key: &'static str, value: String, href: Option<String>) -> AnyView {
    let shown = if value.trim().is_empty() {
        "not given".to_owned()
    } else {
        value
    };
    match href {
        Some(href) => view! { <KeyValue key=key change=href>{shown}</KeyValue> }.into_any(),
        None => view! { <KeyValue key=key>{shown}</KeyValue> }.into_any(),
    }
}

fn rows(typed: &Typed, step: Step) -> Vec<(&'static str, String)> {
    let (organisation, ownership, contact) =
        (&typed.organisation, &typed.ownership, &typed.contact);
    match step {
        Step::Organisation => vec![
            ("Name", organisation.name.clone()),
            ("Nation", organisation.nation.clone()),
            (
                "Small or medium-sized",
                if organisation.sme { "yes" } else { "no" }.to_owned(),
            ),
            ("Website", organisation.website.clone()),
            ("What it does", organisation.description.clone()),
        ],
        Step::Identifiers => {
            let value = |scheme: &Scheme| typed.identifiers.get(scheme).cloned();
            let row = |scheme: &Scheme| (scheme.label(), value(scheme).unwrap_or_default());
            Scheme::ALL.iter().map(row).collect()
        }
        Step::Ownership => vec![
            ("Nations of the beneficial owners", ownership.owners.clone()),
            ("Managed from", ownership.managed_from.clone()),
            ("Produces in", ownership.produces_in.clone()),
            ("Restricted from outside", ownership.restricted.clone()),
            ("Who restricts it and how", ownership.explanation.clone()),
        ],
        Step::Contact => vec![
            ("Contact person", contact.name.clone()),
            ("E-mail", contact.email.clone()),
            ("Telephone", contact.phone.clone()),
        ],
    }
}
