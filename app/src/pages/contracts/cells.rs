//! Parts of the kit as functions: their content is evaluated at once, so that it may borrow the record it shows.

use crate::ui::{Fact, Facts, KeyValue, NumTd, Panel, RowHead, SummaryList, Td};
use leptos::prelude::*;

/// The cell that names its row.
pub fn head(value: impl IntoView + 'static) -> AnyView {
    view! { <RowHead>{value}</RowHead> }.into_any()
}

/// A cell of text.
pub fn td(label: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <Td label=label>{value}</Td> }.into_any()
}

/// A cell of text that stays in sight on a narrow screen.
pub fn lead(label: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <Td label=label lead=true>{value}</Td> }.into_any()
}

/// A cell of a number.
pub fn num(label: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <NumTd label=label>{value}</NumTd> }.into_any()
}

/// A cell of a number that stays in sight on a narrow screen.
pub fn num_lead(label: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <NumTd label=label lead=true>{value}</NumTd> }.into_any()
}

/// A row of a summary.
pub fn kv(key: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <KeyValue key=key>{value}</KeyValue> }.into_any()
}

/// A list of keys and values.
pub fn summary(rows: impl IntoView + 'static) -> AnyView {
    view! { <SummaryList>{rows}</SummaryList> }.into_any()
}

/// A large figure.
pub fn fact(label: &'static str, note: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <Fact label=label note=note>{value}</Fact> }.into_any()
}

/// The large figures of a record.
pub fn figures(facts: impl IntoView + 'static) -> AnyView {
    view! { <Facts>{facts}</Facts> }.into_any()
}

/// A section.
pub fn panel(title: &'static str, content: impl IntoView + 'static) -> AnyView {
    view! { <Panel title=title>{content}</Panel> }.into_any()
}
